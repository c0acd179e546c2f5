"""Opening balance: what is wrong is said row by row, what is confirmed becomes cases with their true dates, once."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from openpyxl import Workbook, load_workbook

from mingzheng.casework.public import Act, BadInput, Case, NotPermitted, Refused
from mingzheng.casework.tests.world import World, at, make_world
from mingzheng.domains.workplan.models import BalanceBatch, ItemDetail, Requirement
from mingzheng.domains.workplan.services.balance_posting import post_batch
from mingzheng.domains.workplan.services.balance_reading import COLUMNS, read_balance, read_day, write_template
from mingzheng.domains.workplan.services.balances import check_in, confirm_batch, reverse_batch
from mingzheng.domains.workplan.tests.test_rounds_and_papers import signed_in_as
from mingzheng.platform.files.public import store_upload
from mingzheng.platform.ledger.public import list_entries
from mingzheng.platform.notices.public import list_notices_for

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
TITLES = {column.key: column.title for column in COLUMNS}
DONE = {
    "number": "1",
    "title": "建规范性文件库",
    "unit": "区教育局",
    "lead": "是",
    "state": "已销号",
    "given_on": "2025-03-03",
    "due_on": "2025年6月30日",
    "received_on": "2025/3/5",
    "measure": "建库",
    "person": "赵小满",
    "progress": "已建栏目",
    "progress_on": "2025-04-01",
    "result": "已建成",
    "done_on": "2025-06-20",
    "verified_on": "2025-06-25",
    "opinion": "属实",
    "closed_on": "2025-06-27",
    "external_system": "旧督办系统",
    "external_number": "DB-7",
}
UNDER_WAY = {**DONE, "number": "2", "title": "更新目录", "state": "推进中", "external_number": "DB-8"}
NOT_INVOLVED = {
    "number": "2",
    "title": "更新目录",
    "unit": "区税务局",
    "state": "不涉及",
    "given_on": "2025-03-03",
    "reason": "无此职责",
    "closed_on": "2025-03-20",
}


@pytest.fixture
def world() -> World:
    return make_world()


def sheet(world: World, rows: Sequence[dict[str, Any]]) -> bytes:
    book = Workbook()
    place = book.active
    place.append(list(TITLES.values()))
    names = {"区教育局": world.district.education.name, "区税务局": world.district.tax.name}
    for row in rows:
        values = {**row, "unit": names.get(row.get("unit", ""), row.get("unit", ""))}
        place.append([values.get(key, "") for key in TITLES])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def batch_of(world: World, rows: Sequence[dict[str, Any]], key: str = "k") -> BalanceBatch:
    actor = world.actor("clerk")
    stored = store_upload(BytesIO(sheet(world, rows)), filename="期初.xlsx", actor=actor, purpose="opening_balance")
    return check_in(stored, title="2025年工作要点", year=2025, actor=actor, on=DAY, recorded_at=at(DAY), key=key)


def confirm(world: World, batch: BalanceBatch, who: str = "office_section") -> None:
    confirm_batch(batch, actor=world.actor(who), on=DAY, recorded_at=at(DAY))


def post(world: World, batch: BalanceBatch) -> int:
    office = world.district.office.pk
    return post_batch(batch.pk, origin_unit_id=office, confirmed_by="何静宜", recorded_at=at(DAY))


def problems_of(world: World, *rows: dict[str, Any]) -> list[tuple[str, ...]]:
    found = read_balance(sheet(world, rows), filename="a.xlsx", year=2025, on=DAY)
    return [row.problems for row in found]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"unit": "区不存在局"}, ("没有“区不存在局”这个单位",)),
        ({"done_on": "2025-03-04"}, ("“报送办结日期”（2025-03-04）早于“进展日期”（2025-04-01）",)),
        ({"closed_on": "2026-03-03"}, ("“销号（确认）日期”在今天以后",)),
        ({"title": ""}, ("缺：事项",)),
        ({"given_on": "去年三月"}, ("“交办日期”不是日期：去年三月", "缺：交办日期")),
        ({"state": "办着"}, ("状态“办着”不认识，应为：待签收、待定措施、推进中、待核验、待销号、已销号、不涉及",)),
        ({"result": "", "opinion": ""}, ("缺：办理结果、核验意见",)),
        ({"due_on": "2025-01-01"}, ("“完成时限”早于“交办日期”",)),
        ({"progress_on": ""}, ("填了最新进展，缺进展日期",)),
        ({"number": "1" * 21}, ("“序号”超过 20 字",)),
    ],
)
def test_every_problem_of_a_row_is_said(world: World, changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert problems_of(world, {**DONE, **changes}) == [expected]


def test_repeated_rows_are_found_inside_the_workbook_and_against_the_ledger(world: World) -> None:
    twice = problems_of(world, DONE, DONE)
    assert twice == [(), ("外部编号与第 2 行重复", "同一年度、序号、单位与第 2 行重复")]
    batch = batch_of(world, [DONE])
    confirm(world, batch)
    post(world, batch)
    again = problems_of(world, DONE)[0]
    assert [text.split("台账")[0] for text in again] == ["外部编号与", "同一年度、序号、单位与"]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_is_refused_in_words(world: World, content: bytes) -> None:
    with pytest.raises(BadInput):
        read_balance(content, filename="a.xlsx", year=2025, on=DAY)


def test_a_workbook_without_the_columns_is_refused(world: World) -> None:
    book, target = Workbook(), BytesIO()
    book.active.append(["甲", "乙"])
    book.save(target)
    with pytest.raises(BadInput, match="没有找到表头"):
        read_balance(target.getvalue(), filename="a.xlsx", year=2025, on=DAY)


def test_the_template_comes_back_readable(world: World) -> None:
    book = load_workbook(BytesIO(write_template()))
    place = book.active
    head = next(row for row in place.iter_rows() if any(cell.value == "事项" for cell in row))
    for cell in head:
        key = next(key for key, title in TITLES.items() if title == str(cell.value).rstrip("*"))
        value = DONE.get(key, "")
        place.cell(head[0].row + 1, cell.column, world.district.education.name if key == "unit" else value)
    target = BytesIO()
    book.save(target)
    rows = read_balance(target.getvalue(), filename="a.xlsx", year=2025, on=DAY)
    assert [row.problems for row in rows] == [()]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-01", date(2025, 3, 1)),
        ("2025年3月1日", date(2025, 3, 1)),
        ("2025.3.1", date(2025, 3, 1)),
        ("2025-02-30", None),
        ("三月", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_confirmed_rows_become_cases_in_their_state_with_their_true_dates(world: World) -> None:
    batch = batch_of(world, [DONE, UNDER_WAY, NOT_INVOLVED])
    assert not Case.objects.exists()
    confirm(world, batch)
    assert post(world, batch) == 3
    states = {(row.case.state, row.case.handling_unit.name) for row in batch.rows.select_related("case__handling_unit")}
    education, tax = world.district.education.name, world.district.tax.name
    assert states == {("done", education), ("under_way", education), ("not_involved", tax)}
    done = ItemDetail.objects.get(number="1").case
    assert (done.opened_on, done.closed_on, done.external_number) == (date(2025, 3, 3), date(2025, 6, 27), "DB-7")
    acts = list(done.acts.order_by("sequence"))
    assert [act.occurred_on for act in acts if act.action == "report_done"] == [date(2025, 6, 20)]
    assert all(act.is_late_entry and act.evidence and "何静宜" in act.actor_name for act in acts)
    assert ItemDetail.objects.get(case__title="更新目录", case__state="under_way").case.due_on == date(2025, 6, 30)


def test_requirements_and_scheme_follow_their_rows(world: World) -> None:
    batch = batch_of(world, [DONE, UNDER_WAY, NOT_INVOLVED])
    confirm(world, batch)
    post(world, batch)
    parents = {row.number: row.case.state for row in Requirement.objects.select_related("case")}
    assert parents == {"1": "done", "2": "tracking"}
    assert Case.objects.get(procedure="workplan_scheme").state == "booked"


def test_posting_twice_changes_nothing(world: World) -> None:
    batch = batch_of(world, [DONE, UNDER_WAY])
    confirm(world, batch)
    post(world, batch)
    before = Act.objects.count()
    assert post(world, batch) == 0
    assert Act.objects.count() == before


def test_of_two_people_only_the_first_confirms(world: World) -> None:
    batch = batch_of(world, [DONE])
    confirm(world, batch)
    stale = BalanceBatch.objects.get(pk=batch.pk)
    with pytest.raises(Refused), transaction.atomic():
        confirm(world, stale, "director")
    with pytest.raises(Refused), transaction.atomic():
        reverse_batch(stale, reason="晚了", actor=world.actor("clerk"), recorded_at=at(DAY))
    kinds = [entry.kind for entry in list_entries("workplan_balance", str(batch.pk))]
    assert kinds == ["balance_checked", "balance_confirmed"]


@pytest.mark.django_db(transaction=True)
def test_two_people_confirming_at_the_same_moment_post_one_set_of_cases() -> None:
    world = make_world()
    batch = batch_of(world, [DONE])
    actors = [world.actor("office_section"), world.actor("director")]
    start, answers = Barrier(2), []

    def press(actor: Any) -> None:
        try:
            start.wait(5)
            confirm_batch(BalanceBatch.objects.get(pk=batch.pk), actor=actor, on=DAY, recorded_at=at(DAY))
            answers.append("confirmed")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=press, args=[actor]) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == ["confirmed", "refused"]
    post(world, batch)
    assert Case.objects.filter(procedure="workplan_item").count() == 1


def test_a_batch_with_problems_or_taken_back_is_not_confirmed(world: World) -> None:
    wrong = batch_of(world, [{**DONE, "title": ""}])
    with pytest.raises(Refused):
        confirm(world, wrong)
    batch = batch_of(world, [DONE], key="other")
    reverse_batch(batch, reason="换表", actor=world.actor("clerk"), recorded_at=at(DAY))
    with pytest.raises(Refused):
        confirm(world, batch)
    assert not Case.objects.exists()


def test_the_same_upload_is_one_batch_and_only_the_office_uploads_and_its_head_confirms(world: World) -> None:
    assert batch_of(world, [DONE]).pk == batch_of(world, [DONE]).pk
    with pytest.raises(NotPermitted):
        confirm(world, BalanceBatch.objects.get(), "clerk")
    stored = store_upload(
        BytesIO(sheet(world, [DONE])), filename="a.xlsx", actor=world.actor("liaison"), purpose="opening_balance"
    )
    with pytest.raises(NotPermitted):
        check_in(stored, title="x", year=2025, actor=world.actor("liaison"), on=DAY, recorded_at=at(DAY), key="z")


def test_units_are_told_once_of_what_is_open_and_not_of_the_past(world: World) -> None:
    batch = batch_of(world, [DONE, UNDER_WAY])
    confirm(world, batch)
    post(world, batch)
    texts = list(list_notices_for(world.actor("liaison")).values_list("text", flat=True))
    assert texts == ["期初导入在办台账 1 件"]


PATHS = ("", "template.xlsx", "upload", "{batch}/", "{batch}/?show=problems", "{batch}/reverse", "{batch}/confirm")


@pytest.mark.parametrize("path", PATHS)
def test_only_the_office_sees_these_screens(world: World, path: str) -> None:
    address = f"/desk/plan/balances/{path.format(batch=batch_of(world, [DONE, {**DONE, 'title': ''}]).pk)}"
    with time_machine.travel(at(DAY), tick=False):
        assert signed_in_as(world.accounts["office_section"]).get(address).status_code == 200
        expected = 403 if path.endswith("confirm") else 200
        assert signed_in_as(world.accounts["clerk"]).get(address).status_code == expected
        for who in ("liaison", "head", "stranger"):
            assert signed_in_as(world.accounts[who]).get(address).status_code == 403
        assert Client().get(address).status_code == 302


def test_a_workbook_is_uploaded_checked_and_confirmed_in_the_browser(world: World) -> None:
    with time_machine.travel(at(DAY), tick=False):
        client = signed_in_as(world.accounts["office_section"])
        upload = BytesIO(sheet(world, [DONE, UNDER_WAY]))
        upload.name = "期初.xlsx"
        given = {"workbook": upload, "title": "2025年工作要点", "year": "2025", "idempotency_key": "u"}
        sent = client.post("/desk/plan/balances/upload", given)
        assert sent.status_code == 302
        batch = BalanceBatch.objects.get()
        assert client.post(f"/desk/plan/balances/{batch.pk}/confirm", {"idempotency_key": "c"}).status_code == 302
        assert client.post(f"/desk/plan/balances/{batch.pk}/confirm", {"idempotency_key": "d"}).status_code == 422
        batch.refresh_from_db()
        assert batch.state == BalanceBatch.State.CONFIRMED
