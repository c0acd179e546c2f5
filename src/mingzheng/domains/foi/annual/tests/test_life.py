"""A report from its beginning to publication through the door; what keeps it from being signed, and what is kept with it."""

from collections.abc import Callable
from datetime import date

import pytest

from mingzheng.casework.public import CaseNotFound, NotPermitted, Refused
from mingzheng.casework.tests.world import World, at
from mingzheng.domains.foi.annual.facts import verdicts_of
from mingzheng.domains.foi.annual.models import AnnualText
from mingzheng.domains.foi.annual.ports import Release, bind_publisher, publisher
from mingzheng.domains.foi.annual.selectors import composed_report, drift_of, live_tables
from mingzheng.domains.foi.annual.services import explain, report_cell, save_text, send_to_publishing, verify_cells
from mingzheng.domains.foi.annual.tests.conftest import DAY, Acts
from mingzheng.platform.access.public import Actor
from mingzheng.proofing.disclosure.form import application, openness

pytestmark = pytest.mark.django_db
Begin = Callable[..., Acts]


def reasons(refused: pytest.ExceptionInfo[Refused]) -> dict[str, str]:
    return {reason.code: reason.message for reason in refused.value.reasons}


def test_a_units_report_begins_with_its_days_and_its_first_words(begin: Begin) -> None:
    report = begin().report
    assert report.case.title == "云山区教育局2025年政府信息公开工作年度报告"
    assert (report.submit_due_on, report.case.due_on) == (date(2026, 1, 31), date(2026, 1, 31))
    assert "新收政府信息公开申请0件" in composed_report(report).text
    assert begin("office", consolidated=True).report.publish_due_on == date(2026, 3, 31)


def test_what_is_missing_is_said_all_at_once_and_by_name(begin: Begin) -> None:
    acts = begin()
    with pytest.raises(Refused) as refused:
        acts.do("hand_in", "liaison")
    found = reasons(refused)
    assert "「行政许可」行「本年处理决定数量」列" in found["cells_missing"]
    assert "存在的主要问题" in found["blocks_empty"] or "等" in found["blocks_empty"]


def test_a_report_goes_from_drafting_to_publication(
    begin: Begin, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts, taken = begin(), []

    class Room:
        out = ""

        def take(self, release: Release, *, actor: Actor, key: str) -> str:
            taken.append(release)
            return "XX-1"

        def address_of(self, item_number: str) -> str:
            return self.out

    room, before = Room(), publisher()
    bind_publisher(room)
    try:
        acts.fill()
        assert acts.do("hand_in", "liaison") == "signing"
        with pytest.raises(NotPermitted):
            acts.do("sign", "liaison")
        assert acts.do("sign", "head") == "signed"
        assert acts.report.frozen_digest
        assert acts.report.snapshot_id
        assert acts.do("submit", "liaison") == "submitted"
        assert acts.do("return_report", "clerk", reason="问题部分写得太空。") == "returned"
        assert acts.do("revise", "liaison") == "drafting"
        assert not acts.report.frozen
        acts.do("hand_in", "liaison"), acts.do("sign", "head"), acts.do("submit", "liaison")
        assert acts.do("accept", "office_section") == "accepted"
        send_to_publishing(acts.report, actor=world.actor("liaison", DAY), at=at(DAY), on=DAY, key="send")
        acts.report.refresh_from_db()
        assert (taken[0].title, acts.report.item_number) == (acts.report.case.title, "XX-1")
        assert "<td>12</td>" in taken[0].html.replace(' colspan="3"', "")
        with pytest.raises(Refused) as refused:
            acts.do("publish", "liaison", address="https://www.example.gov.cn/1")
        assert "not_released" in reasons(refused)
        room.out = "/gknb/1"
        assert acts.do("publish", "liaison", address="/gknb/1") == "published"
    finally:
        bind_publisher(before)


def test_strangers_do_not_write_and_do_not_read(begin: Begin) -> None:
    acts = begin()
    for who in ("tax_liaison", "stranger", "clerk"):
        with pytest.raises(NotPermitted):
            acts.write("problems", "改一下。", who)
        with pytest.raises((NotPermitted, CaseNotFound)):
            acts.do("hand_in", who)


def test_a_number_that_repeats_the_table_is_bound_and_a_wrong_one_blocks(begin: Begin) -> None:
    acts = begin()
    acts.fill()
    acts.write("on_request", "本年新收政府信息公开申请0件，上年结转0件。")
    text = AnnualText.objects.get(report=acts.report, code="on_request").text
    assert text == "本年新收政府信息公开申请{{form.new}}件，上年结转{{form.carried_in}}件。"
    acts.write("on_request", "本年新收政府信息公开申请7件。")
    with pytest.raises(Refused) as refused:
        acts.do("hand_in", "liaison")
    assert "正文写7件" in reasons(refused)["text_contradicts"]


def test_a_text_saved_by_two_is_never_overwritten(begin: Begin) -> None:
    acts = begin()
    acts.write("problems", "第一稿。")
    seen = AnnualText.objects.get(report=acts.report, code="problems").version
    acts.write("problems", "第二稿。")
    AnnualText.objects.filter(report=acts.report, code="problems").update(version=seen + 1)
    with pytest.raises(Refused, match="刚才保存"):
        save_text(
            acts.report,
            "problems",
            "第三稿。",
            seen_version=seen,
            actor=acts.world.actor("liaison", DAY),
            at=at(DAY),
        )


def test_reported_cells_are_verified_by_another_hand_before_signature(begin: Begin, world: World) -> None:
    acts = begin()
    acts.fill()
    report_cell(acts.report, openness("licensing", "decisions"), "15", actor=world.actor("liaison", DAY))
    assert acts.do("hand_in", "liaison") == "signing"
    with pytest.raises(Refused) as refused:
        acts.do("sign", "head")
    assert "行政许可" in reasons(refused)["unverified"]
    assert verify_cells(acts.report, actor=world.actor("section", DAY)) == 1
    assert acts.do("sign", "head") == "signed"


def test_a_difference_to_last_year_asks_for_an_explanation_that_holds_for_these_numbers(
    begin: Begin, world: World
) -> None:
    last = begin(year=2024)
    last.fill()
    last.do("hand_in", "liaison"), last.do("sign", "head")
    last.report.frozen["cells"][str(application("r25"))] = "3"
    last.report.frozen["cells"][str(application("r25", "natural"))] = "3"
    last.report.save(update_fields=["frozen"])
    acts = begin()
    acts.fill()
    asked = [one for one in verdicts_of(acts.report)[0] if one.ask and one.code == "E4"]
    assert {one.ask.subject for one in asked if one.ask} == {"「自然人」列", "「总计」列"}
    with pytest.raises(Refused) as refused:
        acts.do("hand_in", "liaison")
    assert "E4" in reasons(refused)["unexplained"]
    for one in verdicts_of(acts.report)[0]:
        if one.ask:
            actor = world.actor("liaison", DAY)
            ask = {"code": one.ask.code, "subject": one.ask.subject, "states": one.ask.states}
            explain(acts.report, **ask, text="上年系统切换，结转数重复登记。", actor=actor, at=at(DAY))
    assert acts.do("hand_in", "liaison") == "signing"


def test_a_signed_report_keeps_its_cells_and_shows_what_moved(begin: Begin, world: World) -> None:
    acts = begin()
    acts.fill()
    acts.do("hand_in", "liaison"), acts.do("sign", "head")
    cell = openness("licensing", "decisions")
    report_cell(acts.report, cell, "20", actor=world.actor("liaison", DAY))
    assert composed_report(acts.report).words_of(cell) == "12"
    assert live_tables(acts.report).cells[cell] == 20
    assert drift_of(acts.report) == {cell: ("12", "20")}
