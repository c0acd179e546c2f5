"""A return from asking to locking, through the door, with everybody in his part."""

from datetime import date

import pytest

from mingzheng.casework.errors import BadInput, NotInThisState, Refused
from mingzheng.casework.worklists import todo_for
from mingzheng.domains.returns.models import ReturnDetail, ReturnLine
from mingzheng.domains.returns.selectors import standing_for
from mingzheng.domains.returns.sheet import read_sheet
from mingzheng.domains.returns.tests.conftest import ANSWERED, DAY, LETTERS, RATE, UNITS, YEAR, Desk
from mingzheng.figures.models import Reading
from mingzheng.figures.public import BadReading, Given, Scope, ValueState, record_reading, value_of, verify_reading
from mingzheng.platform.ledger.public import list_entries
from mingzheng.platform.org.models import Post, Unit
from mingzheng.platform.org.public import close_unit
from mingzheng.platform.org.tests.builders import EDITOR

pytestmark = pytest.mark.django_db


def reasons(refused: pytest.ExceptionInfo) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def locked(desk: Desk) -> ReturnDetail:
    item = desk.item(desk.publish())
    desk.good(item)
    desk.submit(item)
    desk.do(item.pk, "verify", "verifier", opinion="属实")
    desk.do(item.pk, "lock", "office_section")
    return item


def test_publishing_asks_every_unit_once(desk: Desk) -> None:
    form = desk.publish()
    assert ReturnDetail.objects.filter(form=form).count() == 2
    item = desk.item(form)
    assert item.lines.count() == 4
    assert (item.case.state, item.case.due_on, item.case.parent_id) == ("assigned", date(2026, 3, 20), form.pk)
    assert item.case in todo_for(desk.world.actor("liaison"))


def test_a_form_without_figures_or_units_is_not_published(desk: Desk) -> None:
    form = desk.draw_up(figures=[], relations="", unit_ids=[])
    with pytest.raises(Refused) as refused:
        desk.do(form.pk, "publish", "office_section")
    assert reasons(refused) == {"form_incomplete"}


def test_a_form_names_only_figures_rows_and_units_there_are(desk: Desk) -> None:
    with pytest.raises(BadInput) as bad:
        desk.draw_up(figures=[{"title": "无此指标", "code": "paper.none"}], relations="")
    assert "无此指标" in bad.value.message
    with pytest.raises(BadInput, match="没有第 9 行"):
        desk.draw_up(relations="9=1+2")
    form = desk.draw_up()
    Unit.objects.filter(pk=desk.bureau).update(valid_to=DAY)
    with pytest.raises(Refused) as refused:
        desk.do(form.pk, "publish", "office_section")
    assert reasons(refused) == {"unit_gone"}


def test_a_return_is_filled_signed_verified_and_locked(desk: Desk) -> None:
    item = locked(desk)
    assert desk.case(item).state == "locked"
    value = value_of(LETTERS, scope=Scope(frozenset({desk.bureau}), YEAR))
    assert (value.value, value.state) == (200, ValueState.READING)
    reading = Reading.objects.get(figure=LETTERS)
    assert (reading.state, reading.verified_name, reading.given_by) == (
        "locked",
        "罗雨桐",
        desk.world.people["liaison"],
    )
    kinds = {entry.kind for entry in list_entries("reading", str(reading.pk))}
    assert kinds == {"reading_recorded", "reading_verified"}


def test_what_a_unit_reported_before_it_was_closed_is_still_verified_and_locked(desk: Desk) -> None:
    item = desk.item(desk.publish())
    desk.good(item)
    desk.submit(item)
    Post.objects.filter(unit=desk.bureau).update(valid_to=DAY)
    close_unit(unit=Unit.objects.get(pk=desk.bureau), on=DAY, reason="撤并", editor=EDITOR)
    standing = {row.unit_id: row.word for row in standing_for(desk.world.actor("office_section"), item.form)}
    assert standing[desk.bureau] == "待核验，单位已撤销"
    desk.do(item.pk, "verify", "verifier", opinion="属实")
    desk.do(item.pk, "lock", "office_section")
    assert desk.case(item).state == "locked"


def test_nothing_goes_up_before_everything_is_right_and_all_reasons_come_at_once(desk: Desk) -> None:
    item = desk.item(desk.publish())
    desk.fill(item, letters="9000", answered="9100")
    with pytest.raises(Refused) as refused:
        desk.do(item.pk, "request_submit", "liaison")
    assert reasons(refused) == {"missing", "unexplained", "relation"}
    assert not Reading.objects.exists()


def test_a_qualifier_is_kept_as_reported(desk: Desk) -> None:
    item = desk.item(desk.publish())
    desk.fill(item, letters="近200", answered="150余", open="40")
    desk.submit(item)
    assert Reading.objects.get(figure=LETTERS).printed == "近200件"
    assert Reading.objects.get(figure=LETTERS).qualifier == "近"


def test_what_is_no_number_never_becomes_a_reading(desk: Desk) -> None:
    item = desk.item(desk.publish())
    desk.fill(item, letters="大约两百", answered="1", open="1")
    with pytest.raises(Refused) as refused:
        desk.do(item.pk, "request_submit", "liaison")
    assert "unreadable" in reasons(refused)


def test_whoever_filled_in_does_not_verify(desk: Desk) -> None:
    item = desk.item(desk.publish())
    desk.good(item)
    desk.world.grant("liaison", "verifier", None)
    desk.submit(item)
    with pytest.raises(Refused) as refused:
        desk.do(item.pk, "verify", "liaison")
    assert reasons(refused) >= {"separation_of_duties"}


def test_a_form_names_who_verifies(desk: Desk) -> None:
    item = desk.item(desk.publish(verify_unit_ids=[desk.world.district.tax.pk]))
    desk.good(item)
    desk.submit(item)
    with pytest.raises(Refused) as refused:
        desk.do(item.pk, "verify", "verifier")
    assert reasons(refused) == {"other_verifier"}
    desk.world.grant("tax_liaison", "verifier", None)
    desk.do(item.pk, "verify", "tax_liaison")
    assert desk.case(item).state == "verified"


def test_sending_back_names_the_figures_and_the_correction_keeps_the_history(desk: Desk) -> None:
    item = desk.item(desk.publish())
    desk.good(item)
    desk.submit(item)
    assert desk.case(item).is_suspended
    desk.do(item.pk, "send_back", "verifier", reason="口径不符", problems=[{"code": LETTERS, "reason": "应含网上来信"}])
    assert item.lines.get(figure=LETTERS).problem == "应含网上来信"
    desk.fill(item, letters="210", open="60", rate="71.43")
    desk.submit(item)
    first, second = Reading.objects.filter(figure=LETTERS).order_by("pk")
    assert (first.state, second.number, second.supersedes) == ("superseded", 210, first)
    assert second.reason == "按核验意见更正"
    assert Reading.objects.filter(figure=ANSWERED).count() == 1


def standing_of(desk: Desk, item: ReturnDetail) -> str:
    rows = standing_for(desk.world.actor("office_section"), item.form)
    return next(row.word for row in rows if row.pk == item.pk)


def test_after_locking_values_change_only_by_a_correction_with_a_reason(desk: Desk) -> None:
    item = locked(desk)
    with pytest.raises(NotInThisState):
        desk.fill(item, letters="1")
    with pytest.raises(BadReading, match="锁定"):
        record_reading(RATE, unit_id=desk.bureau, period=YEAR, value="1", actor=desk.world.actor("liaison"))
    desk.do(item.pk, "request_correction", "liaison", reason="漏计网上来信")
    assert standing_of(desk, item) == "已锁定，申请更正"
    desk.do(item.pk, "reopen", "director", reason="同意更正", due_on="2026-03-27")
    desk.fill(item, letters="210", open="60", rate="71.43")
    desk.submit(item)
    desk.do(item.pk, "verify", "verifier")
    desk.do(item.pk, "lock", "office_section")
    assert standing_of(desk, item) == "已锁定"
    rows = Reading.objects.filter(figure=LETTERS).order_by("pk")
    assert [row.state for row in rows] == ["superseded", "locked"]
    assert Reading.objects.filter(figure=ANSWERED, state="locked").count() == 1


def test_a_unit_is_asked_once_and_disagreement_needs_a_reason(desk: Desk) -> None:
    actor = desk.world.actor("section")
    known = record_reading(
        LETTERS, unit_id=desk.bureau, period=YEAR, value="200", actor=actor, details=Given(source_words="信访台账")
    )
    verify_reading(known.pk, actor=desk.world.actor("verifier"))
    item = desk.item(desk.publish())
    line = read_sheet(item).line(LETTERS)
    assert line is not None
    assert line.shown == "200件"
    assert "信访台账" in line.known.words
    desk.fill(item, letters="220", answered="150", open="70")
    with pytest.raises(Refused) as refused:
        desk.do(item.pk, "request_submit", "liaison")
    assert reasons(refused) == {"unexplained"}
    desk.do(item.pk, "fill_in", "liaison", values=[{"code": LETTERS}, {"code": "paper.open", "value": "50"}])
    desk.submit(item)
    line = item.lines.get(figure=LETTERS)
    assert (line.origin, line.reading, line.printed) == (ReturnLine.Origin.TAKEN, known, "200件")
    assert Reading.objects.filter(figure=LETTERS).count() == 1


def test_what_the_system_counts_is_not_filled_in(desk: Desk) -> None:
    rows = [{"code": UNITS, "title": "下达件"}, {"code": LETTERS, "title": "来信"}]
    item = desk.item(desk.publish(figures=rows, relations=""))
    with pytest.raises(BadInput, match="系统统计"):
        desk.do(item.pk, "fill_in", "liaison", values=[{"code": UNITS, "value": "3"}])
    desk.fill(item, letters="5")
    desk.submit(item)
    line = item.lines.get(figure=UNITS)
    assert line.origin == ReturnLine.Origin.COMPUTED
    assert line.printed == "0件"


def test_a_figure_or_a_whole_form_may_be_none_of_the_units_business(desk: Desk) -> None:
    form = desk.publish()
    item = desk.item(form)
    desk.do(item.pk, "fill_in", "liaison", values=[{"code": LETTERS, "not_involved": "是"}])
    desk.fill(item, answered="1", open="1")
    with pytest.raises(Refused) as refused:
        desk.do(item.pk, "request_submit", "liaison")
    assert reasons(refused) == {"unexplained"}
    desk.do(item.pk, "request_claim_not_involved", "liaison", reason="无此职能")
    for who in ("section", "head"):
        desk.do(item.pk, "sign", who)
    desk.do(item.pk, "confirm_not_involved", "office_section")
    assert desk.case(item).state == "not_involved"


def test_content_does_not_move_while_it_is_being_signed(desk: Desk) -> None:
    item = desk.item(desk.publish())
    desk.good(item)
    desk.do(item.pk, "request_submit", "liaison")
    with pytest.raises(Refused) as refused:
        desk.fill(item, letters="1")
    assert reasons(refused) == {"signing"}


def test_a_unit_that_is_gone_reads_so_at_the_figure(desk: Desk) -> None:
    item = desk.item(desk.publish())
    desk.good(item)
    Unit.objects.filter(pk=desk.bureau).update(valid_to=date(2024, 6, 30))
    sheet = read_sheet(item)
    assert "已撤销" in sheet.line(LETTERS).findings[0].message
    assert item.lines.get(figure=LETTERS).printed == "200"


def test_lateness_urging_and_extension_are_those_of_every_case(desk: Desk) -> None:
    item = desk.item(desk.publish())
    desk.fill(item, letters="200")
    desk.do(item.pk, "urge", "clerk", note="请抓紧")
    desk.do(item.pk, "request_request_extension", "liaison", new_date="2026-03-31", reason="数据未汇总")
    for who in ("section", "head"):
        desk.do(item.pk, "sign", who)
    desk.do(item.pk, "grant_extension", "office_section", new_date="2026-03-31")
    assert desk.case(item).due_on == date(2026, 3, 31)


def test_a_form_ends_when_every_unit_is_done(desk: Desk) -> None:
    item = locked(desk)
    form = item.form
    with pytest.raises(Refused) as refused:
        desk.do(form.pk, "close", "office_section")
    assert reasons(refused) == {"units_waiting"}
    desk.do(desk.item(form, desk.world.district.tax.pk).pk, "cancel", "office_section", reason="不属填报范围")
    assert desk.do(form.pk, "close", "office_section").state == "closed"
