"""The ledger and its offline filling: each sees his own rows, papers come in one click, a filled sheet merges row by row."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from mingzheng.casework.models import Case
from mingzheng.casework.public import horizon, perform
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.domains.workplan.ledger_selectors import LedgerFilter, read_ledger
from mingzheng.domains.workplan.models import ProgressEntry, SchemeDetail
from mingzheng.domains.workplan.tests.made_scheme import booked, page
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today_is_fixed")]


@pytest.fixture
def scheme(world: World) -> SchemeDetail:
    return booked(world)


def browser(world: World, who: str) -> Client:
    return signed_in_as(world.accounts[who])


def address(scheme: SchemeDetail, rest: str = "") -> str:
    return f"/desk/plan/ledgers/{scheme.case.number}/{rest}"


def receive_all(world: World) -> None:
    for case in Case.objects.filter(procedure="workplan_item", handling_unit=world.district.education):
        act = {"occurred_on": TODAY, "recorded_at": at(TODAY), "data": {}, "key": f"r{case.pk}"}
        perform(case.pk, "receive", actor=world.actor("liaison"), **act)


@pytest.mark.parametrize(
    ("who", "status", "rows"),
    [("clerk", 200, 6), ("verifier", 200, 6), ("liaison", 200, 3), ("tax_liaison", 200, 3), ("stranger", 404, 0)],
)
def test_the_office_sees_all_rows_and_a_unit_its_own(world, scheme, who, status, rows) -> None:
    answer = browser(world, who).get(address(scheme))
    assert answer.status_code == status
    if status == 200:
        assert answer.content.decode().count('data-label="状态"') == rows


@pytest.mark.parametrize("rest", ["", "ledger.pdf", "fill", "fill.xlsx"])
def test_strangers_are_sent_to_sign_in(scheme: SchemeDetail, rest: str) -> None:
    assert Client().get(address(scheme, rest)).status_code == 302


def test_the_list_of_ledgers_counts_what_the_reader_sees(world: World, scheme: SchemeDetail) -> None:
    assert "6 件" in browser(world, "clerk").get("/desk/plan/").content.decode()
    assert "3 件" in browser(world, "liaison").get("/desk/plan/").content.decode()
    assert "还没有交给本单位的台账" in browser(world, "stranger").get("/desk/plan/").content.decode()


def test_counts_are_told_by_requirement_and_by_unit(world: World, scheme: SchemeDetail) -> None:
    ledger = read_ledger(world.actor("clerk"), scheme, horizon(TODAY), LedgerFilter())
    assert (ledger.total_requirements, ledger.total_items) == (5, 6)
    assert sum(ledger.by_requirement.values()) == 5
    assert sum(ledger.by_unit.values()) == 6


def test_a_filter_narrows_the_rows_but_not_the_counts(world: World, scheme: SchemeDetail) -> None:
    unit = str(world.district.tax.pk)
    ledger = read_ledger(world.actor("clerk"), scheme, horizon(TODAY), LedgerFilter(unit=unit))
    assert {item.case.handling_unit_id for entry in ledger.entries for item in entry.items} == {world.district.tax.pk}
    assert ledger.total_items == 6
    nothing = read_ledger(world.actor("clerk"), scheme, horizon(TODAY), LedgerFilter(words="查无此词"))
    assert nothing.entries == ()


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_ledger_leaves_as_paper_in_one_click(world: World, scheme: SchemeDetail, form: str, start: bytes) -> None:
    answer = browser(world, "clerk").get(address(scheme, f"ledger.{form}"))
    assert answer.content.startswith(start)
    assert browser(world, "stranger").get(address(scheme, f"ledger.{form}")).status_code == 404


def test_a_unit_carries_away_only_its_own_rows(world: World, scheme: SchemeDetail) -> None:
    data = browser(world, "liaison").get(address(scheme, "ledger.xlsx")).content
    text = "".join(str(cell.value) for row in load_workbook(BytesIO(data)).active.iter_rows() for cell in row)
    assert "云山区教育局" in text
    assert "云山区税务局" not in text


def filled(client: Client, scheme: SchemeDetail, **values: object) -> bytes:
    """Return the unit's workbook with its first row filled in."""
    book = load_workbook(BytesIO(client.get(address(scheme, "fill.xlsx")).content))
    sheet = book["填报"]
    heads = {str(cell.value).rstrip("*"): cell.column for cell in sheet[3]}
    for title, value in values.items():
        sheet.cell(4, heads[title]).value = value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def upload(client: Client, scheme: SchemeDetail, data: bytes):
    return client.post(address(scheme, "fill"), {"sheet": SimpleUploadedFile("填报.xlsx", data)})


def test_a_filled_sheet_is_previewed_then_merged_and_a_second_time_does_nothing(world, scheme) -> None:
    receive_all(world)
    client = browser(world, "liaison")
    data = filled(client, scheme, 具体措施="建台账", 责任人="赵小满", 最新进展="已完成摸底")
    preview = upload(client, scheme, data)
    assert "将并入 <strong>1</strong> 行" in preview.content.decode()
    assert not ProgressEntry.objects.exists()
    order = preview.context["preview"].order
    other = filled(client, scheme, 具体措施="建两本台账", 责任人="赵小满", 最新进展="已完成摸底")
    later = upload(client, scheme, other).context["preview"].order
    for _ in range(2):
        result = client.post(address(scheme, "fill"), {"order": order})
    assert "此前已并入" in result.content.decode()
    overtaken = client.post(address(scheme, "fill"), {"order": later}).content.decode()
    assert "请重新上传填报表核对" in overtaken
    entry = ProgressEntry.objects.get()
    assert (entry.text, entry.item.measure, entry.item.case.state) == ("已完成摸底", "建台账", "under_way")
    again = upload(client, scheme, data).content.decode()
    assert "无需再传" in again
    assert ProgressEntry.objects.count() == 1


def test_an_incomplete_row_is_told_and_left_out(world: World, scheme: SchemeDetail) -> None:
    receive_all(world)
    client = browser(world, "liaison")
    text = upload(client, scheme, filled(client, scheme, 具体措施="只有措施")).content.decode()
    assert "措施、责任人填齐后才能并入" in text
    assert "没有可并入的改动" in text


def test_a_sheet_of_another_unit_is_refused(world: World, scheme: SchemeDetail) -> None:
    receive_all(world)
    data = filled(browser(world, "liaison"), scheme, 具体措施="甲", 责任人="乙")
    assert "这份表不能用" in upload(browser(world, "tax_liaison"), scheme, data).content.decode()


def test_a_file_that_is_no_sheet_is_refused(world: World, scheme: SchemeDetail) -> None:
    answer = upload(browser(world, "liaison"), scheme, b"not a workbook")
    assert answer.status_code == 422


def test_a_forged_order_does_nothing(world: World, scheme: SchemeDetail) -> None:
    assert browser(world, "liaison").post(address(scheme, "fill"), {"order": "x:y:z"}).status_code == 409


def test_the_pages_of_requirement_and_row_show_what_the_scheme_says(world: World, scheme: SchemeDetail) -> None:
    client = browser(world, "clerk")
    for case in Case.objects.filter(procedure__in=["workplan_requirement", "workplan_item"]):
        assert "方案原文" in client.get(f"/desk/cases/{case.number}/").content.decode()


@pytest.mark.parametrize("who", ["clerk", "liaison"])
def test_the_ledger_costs_the_same_queries_for_one_row_and_for_many(world: World, who: str) -> None:
    counts = []
    for year, count in ((2025, 1), (2026, 40)):
        rows = tuple((str(n), f"第{n}件要办的事情，年底前完成。", "教育局") for n in range(1, count + 1))
        data = page(rows, year=year)
        scheme = booked_again(world, data, year)
        client = browser(world, who)
        client.get(address(scheme))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(scheme)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def booked_again(world: World, data: bytes, year: int) -> SchemeDetail:
    """Book a further scheme under keys of its own."""
    return booked(world, data, prefix=str(year))
