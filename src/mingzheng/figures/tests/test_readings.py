"""A reading is reported by one and verified by another, corrected with its history, and closed with its period."""

from datetime import date
from decimal import Decimal

import pytest

from mingzheng.figures.errors import BadReading, KeyReused, NotInThisState, NotPermitted, UnknownFigure
from mingzheng.figures.models import Reading
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.public import (
    Given,
    ValueState,
    breakdown,
    check_reading,
    compare,
    correct_reading,
    lock_readings,
    record_reading,
    rows_of,
    unlock_readings,
    value_of,
    verify_reading,
    withdraw_reading,
)
from mingzheng.figures.tests.conftest import YEAR
from mingzheng.platform.ledger.public import list_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]


@pytest.fixture
def school(world):
    return world.district.education.pk


def report(world, value="57", code="trial.letters", who="liaison", unit=None, period=YEAR, **more):
    unit_id = unit or world.district.education.pk
    return record_reading(code, unit_id=unit_id, period=period, value=value, actor=world.actor(who), **more)


def value(code="trial.letters", period=YEAR, units=None):
    return value_of(code, scope=Scope(units, period))


def test_a_reading_is_unverified_until_somebody_else_verified_it(world):
    reading = report(world, "200余")
    assert value().state == ValueState.UNVERIFIED
    assert (value().printed, value().value) == ("200余件", Decimal(200))
    verify_reading(reading.pk, actor=world.actor("section"))
    assert value().state == ValueState.READING
    kinds = [entry.kind for entry in list_entries("reading", str(reading.pk))]
    assert kinds == ["reading_recorded", "reading_verified"]


def test_nobody_verifies_his_own_reading(world):
    reading = report(world, who="section")
    with pytest.raises(NotPermitted, match="自己填报"):
        verify_reading(reading.pk, actor=world.actor("section"))


def test_a_stranger_neither_reports_nor_verifies(world):
    with pytest.raises(NotPermitted):
        report(world, who="tax_liaison")
    reading = report(world)
    with pytest.raises(NotPermitted):
        verify_reading(reading.pk, actor=world.actor("tax_liaison"))


@pytest.mark.parametrize(
    ("said", "field", "word"),
    [
        ("-5", "value", "不得小于0件"),
        ("100001", "value", "不得大于100000件"),
        ("5.5", "value", "按件计数，应为整数"),
        ("五十七件多一点", "value", "单位应为"),
        ("很多", "value", "不是数值"),
        ("", "value", "不是数值"),
        ("57人", "value", "单位应为"),
        ("200和300", "value", "不止一个"),
        ("9" * 30, "value", "过大"),
    ],
)
def test_what_cannot_be_a_value_is_told_at_its_field(world, said, field, word):
    with pytest.raises(BadReading) as told:
        report(world, said)
    assert word in told.value.errors[field][0]
    assert Reading.objects.count() == 0


def test_a_unit_that_was_closed_cannot_be_reported_for(world):
    bureau = world.district.education
    bureau.valid_to = date(2024, 6, 1)
    bureau.save(update_fields=["valid_to"])
    with pytest.raises(BadReading) as told:
        report(world, who="clerk")
    assert "已撤销" in told.value.errors["unit"][0]
    assert report(world, who="clerk", period=Period.year(2024)).pk


def test_a_period_that_has_not_begun_cannot_be_reported(world):
    with pytest.raises(BadReading) as told:
        report(world, period=Period.year(2027))
    assert "尚未到来" in told.value.errors["period"][0]


def test_an_unknown_figure_is_told(world):
    with pytest.raises(UnknownFigure):
        report(world, code="trial.nothing")


def test_a_counted_figure_cannot_be_typed_but_taken_from_a_published_report(world):
    with pytest.raises(BadReading) as told:
        report(world, "57", code="trial.units")
    assert "不能填报" in told.value.errors["figure"][0]
    old = Period.year(2021)
    assert value("trial.units", period=old).value == 0
    report(world, "12", code="trial.units", period=old, details=Given(means="published"))
    assert value("trial.units", period=old).value == 12
    assert value("trial.units", period=Period.year(2020)).state == ValueState.COMPUTED


def test_a_reported_percentage_prevails_and_shows_what_its_parts_make(world):
    report(world, "661")
    report(world, "607", code="trial.answered")
    report(world, "91", code="trial.rate")
    found = value("trial.rate")
    assert (found.printed, found.differs) == ("91%", "按组成数据核算为91.83%")


def test_a_second_reading_of_the_same_is_refused_and_says_what_is_there(world):
    report(world)
    with pytest.raises(BadReading, match="已有填报值57件（赵小满填报，未核）"):
        report(world, "58")


def test_a_double_click_writes_one_reading(world):
    first, again = report(world, key="a"), report(world, key="a")
    assert first.pk == again.pk
    with pytest.raises(KeyReused):
        report(world, "58", key="a")


def test_a_correction_keeps_the_history_and_must_be_verified_again(world):
    reading = report(world)
    verify_reading(reading.pk, actor=world.actor("section"))
    new = correct_reading(reading.pk, value="60", reason="漏计三件", actor=world.actor("liaison"))
    assert (value().value, value().state) == (Decimal(60), ValueState.UNVERIFIED)
    reading.refresh_from_db()
    assert (reading.state, new.supersedes_id) == ("superseded", reading.pk)
    with pytest.raises(NotInThisState):
        correct_reading(reading.pk, value="61", reason="再改", actor=world.actor("liaison"))


def test_a_correction_needs_a_reason(world):
    with pytest.raises(BadReading) as told:
        correct_reading(report(world).pk, value="60", reason=" ", actor=world.actor("liaison"))
    assert "reason" in told.value.errors


def test_a_withdrawn_reading_counts_no_more_and_leaves_room_for_another(world):
    withdraw_reading(report(world).pk, reason="报错单位", actor=world.actor("liaison"))
    assert value().state == ValueState.MISSING
    report(world, "12")
    assert value().value == 12


def test_a_closed_period_takes_no_reading_and_no_correction_until_it_is_opened(world, school):
    reading = report(world)
    verify_reading(reading.pk, actor=world.actor("section"))
    director = world.actor("director")
    assert lock_readings(unit_id=school, period=YEAR, actor=director, reason="年报定稿") == 1
    with pytest.raises(BadReading, match="已锁定"):
        report(world, "3", code="trial.answered")
    with pytest.raises(NotInThisState):
        correct_reading(reading.pk, value="60", reason="漏计", actor=world.actor("liaison"))
    with pytest.raises(NotPermitted):
        unlock_readings(unit_id=school, period=YEAR, actor=world.actor("liaison"), reason="x")
    assert unlock_readings(unit_id=school, period=YEAR, actor=director, reason="更正") == 1
    assert correct_reading(reading.pk, value="60", reason="漏计", actor=world.actor("liaison")).pk


def test_the_value_of_several_units_is_their_sum_and_an_organ_stands_for_its_sections(world):
    report(world, "57")
    report(world, "200余", who="clerk", unit=world.district.office.pk)
    report(world, "30", who="clerk", unit=world.district.secretariat.pk)
    whole = value()
    assert (whole.value, whole.printed, whole.rows_count) == (Decimal(257), "约257件", 2)
    parts = breakdown("trial.letters", Scope(None, YEAR), "unit").parts
    assert [(part.label, part.value) for part in parts] == [("党政办", 200), ("教育局", 57)]


def test_parts_of_a_dimension_sum_to_the_whole_with_what_is_not_classified(world):
    report(world, "57")
    report(world, "20", details=Given(dims={"channel": "web"}))
    parts = breakdown("trial.letters", Scope(None, YEAR), "channel").parts
    assert [(part.label, part.value) for part in parts] == [("网站", 20), ("未分类", 37)]


def test_a_ratio_a_total_and_a_change_rest_on_their_parts(world):
    report(world, "57")
    report(world, "50", code="trial.answered")
    report(world, "40", period=Period.year(2024))
    assert value("trial.rate").printed == "87.72%"
    assert value("trial.both").value == 107
    assert value("trial.growth").printed == "42.5%"
    assert value("trial.growth").state == ValueState.UNVERIFIED
    found = compare("trial.letters", Scope(None, YEAR))
    assert (found.difference, found.percent) == (17, Decimal("42.5"))


def test_no_value_is_told_with_its_reason(world):
    assert value().why_missing == "该时段尚无填报值"
    report(world, "0")
    report(world, "0", code="trial.answered")
    assert value("trial.rate").why_missing == "分母“来信”为零"
    assert value().printed == "0件"


def test_a_year_is_answered_by_the_latest_reading_within_it(world):
    report(world, "40", period=Period.as_of(date(2025, 10, 31)))
    report(world, "45", period=Period.between(date(2025, 1, 1), date(2025, 11, 30)))
    assert (value().value, value().as_of) == (Decimal(45), date(2025, 11, 30))
    report(world, "57")
    assert value().value == 57


def test_rows_behind_a_value_are_its_readings_and_hidden_ones_are_counted(world):
    report(world, "57")
    report(world, "3", who="clerk", unit=world.district.office.pk)
    page = rows_of("trial.letters", Scope(None, YEAR), world.actor("liaison"))
    assert [row.title for row in page.rows] == ["教育局：57件"]
    assert (page.total, page.hidden) == (2, 1)


def test_a_placeholder_is_a_reading_without_value(world):
    report(world, "N")
    assert (value().value, value().printed, value().state) == (None, "N件", ValueState.UNVERIFIED)


def test_what_speaks_against_a_value_is_said_before_it_is_reported(world) -> None:
    unit = world.district.education.pk
    assert check_reading("trial.letters", unit_id=unit, period=YEAR, value="57") == {}
    assert "value" in check_reading("trial.letters", unit_id=unit, period=YEAR, value="五十多件吧")
    assert "value" in check_reading("trial.letters", unit_id=unit, period=YEAR, value="100001")
    lock_readings(
        unit_id=unit, period=YEAR, actor=world.actor("director"), reason="报告已印发", codes=("trial.letters",)
    )
    assert "period" in check_reading("trial.letters", unit_id=unit, period=YEAR, value="57")
    assert check_reading("trial.answered", unit_id=unit, period=YEAR, value="57") == {}
    assert not Reading.objects.exists()


def test_one_figure_of_a_period_is_opened_again_without_the_others(world) -> None:
    unit, director = world.district.education.pk, world.actor("director")
    codes = ("trial.letters", "trial.answered")
    lock_readings(unit_id=unit, period=YEAR, actor=director, reason="报告已印发", codes=codes)
    unlock_readings(unit_id=unit, period=YEAR, actor=director, reason="更正", codes=("trial.letters",))
    assert check_reading("trial.letters", unit_id=unit, period=YEAR, value="57") == {}
    assert "period" in check_reading("trial.answered", unit_id=unit, period=YEAR, value="57")


def test_closing_a_day_closes_the_readings_as_of_that_day_alone(world, school):
    day, before = Period.as_of(date(2025, 12, 31)), Period.as_of(date(2025, 6, 30))
    director, section = world.actor("director"), world.actor("section")
    rows = {period.key: report(world, period=period) for period in (day, before, YEAR)}
    for row in rows.values():
        verify_reading(row.pk, actor=section)
    assert lock_readings(unit_id=school, period=day, actor=director, reason="时点数据已定") == 1
    states = {key: Reading.objects.get(pk=row.pk).state for key, row in rows.items()}
    assert states == {day.key: "locked", before.key: "verified", YEAR.key: "verified"}
    assert "period" in check_reading("trial.calls", unit_id=school, period=day, value="3")
    assert "period" not in check_reading("trial.calls", unit_id=school, period=YEAR, value="3")
    assert unlock_readings(unit_id=school, period=day, actor=director, reason="更正") == 1
    with pytest.raises(ValueError, match="standing"):
        lock_readings(unit_id=school, period=Period.standing(), actor=director, reason="x")
