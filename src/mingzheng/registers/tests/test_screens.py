"""Every screen of a book: who may open it, what it shows, what it costs, and that closed books are not there."""

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.registers.public import verify_record
from mingzheng.registers.tests.records import enter, trip
from mingzheng.registers.tests.toy import ToyVisit

pytestmark = pytest.mark.django_db
LIST = "/desk/registers/toy_visit/"


def browser(world: World, who: str) -> Client:
    return signed_in_as(world.accounts[who])


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("liaison", "/desk/registers/", 200),
        ("liaison", LIST, 200),
        ("liaison", f"{LIST}enter", 200),
        ("liaison", f"{LIST}import", 200),
        ("liaison", f"{LIST}template.xlsx", 200),
        ("liaison", "/desk/registers/toy_trip/", 404),
        ("liaison", "/desk/registers/none/", 404),
        ("verifier", f"{LIST}enter", 403),
        ("verifier", f"{LIST}import", 403),
        ("stranger", f"{LIST}enter", 403),
        ("stranger", "/desk/registers/toy_trip/", 404),
        ("clerk", "/desk/registers/toy_trip/", 200),
        ("clerk", "/desk/find/?q=走访", 200),
    ],
)
def test_a_page_opens_for_those_it_is_for(world: World, who: str, path: str, status: int) -> None:
    assert browser(world, who).get(path).status_code == status


def test_a_stranger_is_sent_to_sign_in(world: World) -> None:
    for path in ("/desk/registers/", LIST, f"{LIST}enter", f"{LIST}1/", "/desk/find/"):
        assert Client().get(path).status_code == 302


def test_a_unit_sees_its_own_records_and_the_office_all(world: World) -> None:
    pk = enter(world, title="走访实验小学").record_id
    for who, count in (("liaison", 1), ("section", 1), ("clerk", 1), ("verifier", 1), ("tax_liaison", 0)):
        assert ("走访实验小学" in words(browser(world, who).get(LIST))) == bool(count), who
    assert browser(world, "tax_liaison").get(f"{LIST}{pk}/").status_code == 404
    assert browser(world, "liaison").get(f"{LIST}{pk}/").status_code == 200


def test_a_record_is_entered_through_the_form_once(world: World) -> None:
    client = browser(world, "liaison")
    form = {
        "occurred_on": TODAY.isoformat(),
        "unit": world.district.education.pk,
        "title": "走访幼儿园",
        "kind": "meeting",
        "themes": ["law", "open"],
        "people": [world.people["liaison"].pk],
        "guests": "5",
        "idempotency_key": "form-1",
    }
    first = client.post(f"{LIST}enter", form)
    second = client.post(f"{LIST}enter", form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    page = words(client.get(first["Location"]))
    for text in ("走访幼儿园", "待核验", "法治、政务公开", "赵小满"):
        assert text in page


def test_what_is_wrong_keeps_what_was_typed(world: World) -> None:
    form = {"occurred_on": "2027-01-01", "unit": world.district.education.pk, "title": "走访甲校", "kind": "inspection"}
    response = browser(world, "liaison").post(f"{LIST}enter", form)
    assert response.status_code == 422
    assert "不能晚于今天" in words(response)
    assert "走访甲校" in words(response)


def test_acts_go_through_their_forms(world: World) -> None:
    pk = enter(world, evidence=(world.file("liaison"),), guests=3).record_id
    office = browser(world, "verifier")
    assert office.post(f"{LIST}{pk}/return", {"reason": ""}).status_code == 422
    assert office.post(f"{LIST}{pk}/return", {"reason": "缺日期", "seen_version": 1}).status_code == 302
    unit = browser(world, "liaison")
    page = words(unit.get(f"{LIST}{pk}/correct"))
    assert 'value="3"' in page
    form = {
        "occurred_on": TODAY.isoformat(),
        "unit": world.district.education.pk,
        "title": "走访学校",
        "kind": "meeting",
        "guests": "4",
    }
    stale = unit.post(f"{LIST}{pk}/correct", {**form, "seen_version": 1})
    assert stale.status_code == 409
    assert "罗雨桐" in words(stale)
    assert unit.post(f"{LIST}{pk}/correct", {**form, "seen_version": 2}).status_code == 302
    assert unit.get(f"{LIST}{pk}/verify").status_code == 403
    assert office.post(f"{LIST}{pk}/verify", {"reason": ""}).status_code == 302
    history = words(unit.get(f"{LIST}{pk}/"))
    for text in ("缺日期", "更正", "核验", "已核验"):
        assert text in history


def test_several_are_verified_at_once_and_each_says_what_became_of_it(world: World) -> None:
    good = enter(world, title="有佐证", evidence=(world.file("liaison"),)).record_id
    bare = enter(world, title="无佐证").record_id
    client = browser(world, "verifier")
    asked = client.post(f"{LIST}verify", {"ids": [good, bare]})
    assert asked.status_code == 200
    assert "有佐证" in words(asked)
    done = words(client.post(f"{LIST}verify", {"ids": [good, bare], "confirmed": "1", "reason": ""}))
    assert "没有核验：尚未附佐证材料" in done
    assert ToyVisit._default_manager.get(pk=good).state == "verified"
    assert ToyVisit._default_manager.get(pk=bare).state == "entered"


def sheet_of(response: Any) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))


def test_the_export_holds_every_field_and_masks_what_is_masked(world: World) -> None:
    enter(world, phone="13900000000", themes=["law"], cost="12.5", look_again_on="2026-05-01")
    (head, row, *_) = sheet_of(browser(world, "verifier").get(f"{LIST}?format=xlsx"))
    shown = dict(zip(head, row, strict=True))
    assert (shown["联系电话"], shown["主题"], shown["费用"]) == ("〔不显示〕", "法治", 12.5)
    assert shown["复访日期"].isoformat()[:10] == "2026-05-01"
    (_, own, *_) = sheet_of(browser(world, "liaison").get(f"{LIST}?format=xlsx"))
    assert "13900000000" in own


def test_masked_values_stay_hidden_on_the_page_and_in_its_history(world: World) -> None:
    pk = enter(world, phone="13900000000").record_id
    assert "13900000000" in words(browser(world, "liaison").get(f"{LIST}{pk}/"))
    hidden = words(browser(world, "verifier").get(f"{LIST}{pk}/"))
    assert "13900000000" not in hidden
    assert "〔不显示〕" in hidden


def test_filters_narrow_by_what_the_book_declares(world: World) -> None:
    enter(world, title="第一次走访", themes=["law", "env"])
    enter(world, title="第二次走访", themes=["open"], host=world.district.tax.pk, is_public=True)
    client = browser(world, "clerk")
    for query, found in (
        ("themes=law", "第一次"),
        ("is_public=true", "第二次"),
        (f"host={world.district.tax.pk}", "第二次"),
        ("q=第一", "第一次"),
        ("state=waiting&themes=open", "第二次"),
    ):
        page = words(client.get(f"{LIST}?{query}"))
        other = "第二次" if found == "第一次" else "第一次"
        assert found in page, query
        assert f"{other}走访" not in page, query


def test_search_finds_open_records_and_never_closed_ones(world: World) -> None:
    enter(world, title="走访青少年活动中心")
    trip(world, title="考察青少年活动中心")
    run_waiting_jobs()
    page = words(browser(world, "clerk").get("/desk/find/?q=青少年"))
    assert "走访青少年活动中心" in page
    assert "考察青少年活动中心" not in page
    assert "走访青少年活动中心" not in words(browser(world, "tax_liaison").get("/desk/find/?q=青少年"))


def test_a_closed_book_is_on_nobodys_index_but_theirs(world: World) -> None:
    trip(world)
    assert "玩具行程登记" in words(browser(world, "clerk").get("/desk/registers/"))
    for who in ("director", "liaison", "verifier", "stranger"):
        assert "玩具行程登记" not in words(browser(world, who).get("/desk/registers/")), who


def test_a_paper_opens_for_readers_of_its_record_only(world: World) -> None:
    paper = world.file("liaison")
    enter(world, evidence=(paper,))
    assert browser(world, "tax_liaison").get(f"/desk/record-files/{paper}").status_code == 404


def test_ones_own_file_shows_everything_and_anothers_only_to_those_over_the_unit(world: World) -> None:
    person = world.people["head"].pk
    enter(world, title="带队走访", people=[person])
    path = reverse("registers:person", args=["走访档案", person])
    assert "带队走访" in words(browser(world, "head").get(path))
    assert "带队走访" in words(browser(world, "clerk").get(path))
    assert browser(world, "tax_liaison").get(path).status_code == 404
    assert browser(world, "clerk").get(f"/desk/registers/people/无此档案/{person}/").status_code == 404


def test_a_missing_period_is_named_to_those_who_enter(world: World) -> None:
    page = words(browser(world, "liaison").get(LIST))
    assert "2025年第四季度应不少于 1 次，现有 0 次（已过）" in page
    enter(world)
    assert "2026年第一季度应不少于" not in words(browser(world, "liaison").get(LIST))


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "path", [LIST, "/desk/registers/", f"{LIST}?format=xlsx", "/api/v1/registers/toy_visit/records"]
)
def test_a_page_asks_as_often_for_ten_records_as_for_one(world: World, path: str) -> None:
    people = [world.people["liaison"].pk, world.people["head"].pk]
    common = {"people": people, "themes": ["law"], "leader": people[0], "host": world.district.tax.pk}
    enter(world, **common)
    client = browser(world, "clerk")
    before = queries_of(client, path)
    first = ToyVisit._default_manager.get()
    for number in range(9):
        enter(world, title=f"走访{number}", follows=first.pk, **common)
    assert queries_of(client, path) <= before


def test_verified_records_count_once_and_their_themes_overlap(world: World) -> None:
    from mingzheng.figures.public import Period, Scope, breakdown, rows_of, value_of  # noqa: PLC0415 - beside its use

    scope = Scope(None, Period.year(2026))
    pk = enter(world, themes=["law", "open"], guests=4, evidence=(world.file("liaison"),), is_public=True).record_id
    other = enter(world, themes=["law"], guests=6, evidence=(world.file("liaison", "b.pdf"),)).record_id
    assert value_of("toy.visits", scope=scope).value == 0
    for one in (pk, other):
        verify_record("toy_visit", one, actor=world.actor("verifier"), recorded_at=NOW)
    assert value_of("toy.visits", scope=scope).value == 2
    assert value_of("toy.guests", scope=scope).value == 10
    assert value_of("toy.public_share", scope=scope).value == 50
    parts = breakdown("toy.visits", scope, "themes")
    assert {part.label: int(part.value) for part in parts.parts} == {"法治": 2, "政务公开": 1}
    assert not parts.is_exact
    page = rows_of("toy.visits", scope, world.actor("tax_liaison"))
    assert (len(page.rows), page.hidden) == (0, 2)
    assert rows_of("toy.visits", scope, world.actor("clerk")).rows[0].url.startswith(LIST)


def test_people_in_no_list_are_named_by_hand(world: World) -> None:
    form = {
        "occurred_on": TODAY.isoformat(),
        "unit": world.district.education.pk,
        "title": "联合走访",
        "kind": "meeting",
        "people": [world.people["liaison"].pk],
        "people_named": "周白露、查无此人",
    }
    client = browser(world, "liaison")
    refused = client.post(f"{LIST}enter", form)
    assert refused.status_code == 422
    assert "没有人员“查无此人”" in words(refused)
    assert client.post(f"{LIST}enter", {**form, "people_named": "周白露"}).status_code == 302
    record = ToyVisit._default_manager.get()
    assert {person.name for person in record.people.all()} == {"赵小满", "周白露"}
    page = words(client.get(f"{LIST}{record.pk}/correct"))
    assert "周白露" in page
    people = [str(person.pk) for person in record.people.all()]
    changed = client.post(
        f"{LIST}{record.pk}/correct", {**form, "people_named": "", "people": people, "reason": "改名", "title": "走访"}
    )
    assert changed.status_code == 302
    assert ToyVisit._default_manager.get().people.count() == 2


def test_a_record_names_the_figures_it_counts_in(world: World) -> None:
    pk = enter(world, evidence=(world.file("liaison"),), guests=3).record_id
    assert "计入的指标" not in words(browser(world, "liaison").get(f"{LIST}{pk}/"))
    verify_record("toy_visit", pk, actor=world.actor("verifier"), recorded_at=NOW)
    page = words(browser(world, "liaison").get(f"{LIST}{pk}/"))
    assert "走访次数" in page
    assert "公开的走访" not in page


def test_who_cannot_read_a_masked_field_neither_sees_nor_changes_it_when_correcting(world: World) -> None:
    pk = enter(world, phone="13900000000").record_id
    client = browser(world, "clerk")
    page = words(client.get(f"{LIST}{pk}/correct"))
    assert "13900000000" not in page
    assert "联系电话" not in page
    form = {
        "occurred_on": TODAY.isoformat(),
        "unit": world.district.education.pk,
        "title": "改题",
        "kind": "meeting",
        "phone": "10086",
        "reason": "题目不准",
    }
    assert client.post(f"{LIST}{pk}/correct", form).status_code == 302
    record = ToyVisit._default_manager.get()
    assert (record.title, record.phone) == ("改题", "13900000000")
