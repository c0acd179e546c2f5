"""Which days are working days, why, and what happens in a year nobody has announced."""

from datetime import date

import pytest

from mingzheng.worktime.calendars import Calendar
from mingzheng.worktime.errors import ClockError
from mingzheng.worktime.festivals import statutory_festivals
from mingzheng.worktime.notices import read_year
from mingzheng.worktime.public import shipped_calendar

CALENDAR = shipped_calendar()


@pytest.mark.parametrize(
    ("day", "working", "reason"),
    [
        ("2026-09-20", True, "调休上班"),
        ("2026-10-08", True, "工作日"),
        ("2026-10-05", False, "国庆节放假"),
        ("2026-10-10", True, "调休上班"),
        ("2026-10-11", False, "周日"),
        ("2026-10-17", False, "周六"),
        ("2026-02-16", False, "春节放假"),
        ("2025-10-06", False, "国庆节、中秋节放假"),
        ("2023-12-30", False, "元旦放假"),
        ("2022-12-31", False, "元旦放假"),
        ("2024-02-09", True, "工作日"),
        ("2024-06-08", False, "周六"),
        ("2027-02-05", False, "春节放假（推算）"),
        ("2027-10-01", False, "国庆节放假（推算）"),
        ("2027-10-04", True, "工作日"),
        ("2027-10-10", False, "周日"),
    ],
)
def test_every_day_says_whether_it_works_and_why(day, working, reason):
    kind = CALENDAR.day_kind(date.fromisoformat(day))
    assert kind == (working, reason)
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is working


def test_published_years_are_known_and_others_are_not():
    assert CALENDAR.announced_years == (2022, 2023, 2024, 2025, 2026)
    assert CALENDAR.is_announced(2026)
    assert not CALENDAR.is_announced(2027)
    assert CALENDAR.notice_of(2027) is None


def test_each_shipped_year_names_its_notice_and_whether_it_was_checked():
    notices = {year: CALENDAR.notice_of(year) for year in CALENDAR.announced_years}
    assert {year: notice.status for year, notice in notices.items()} == {
        2022: "unconfirmed",
        2023: "unconfirmed",
        2024: "unconfirmed",
        2025: "unconfirmed",
        2026: "confirmed",
    }
    assert notices[2026].notice == "国办发明电〔2025〕7号"


def test_the_festivals_of_an_unannounced_year_are_the_thirteen_statutory_days():
    assert {day.isoformat()[5:]: name for day, name in statutory_festivals(2027).items()} == {
        "01-01": "元旦",
        "02-05": "春节",
        "02-06": "春节",
        "02-07": "春节",
        "02-08": "春节",
        "04-05": "清明节",
        "05-01": "劳动节",
        "05-02": "劳动节",
        "06-09": "端午节",
        "09-15": "中秋节",
        "10-01": "国庆节",
        "10-02": "国庆节",
        "10-03": "国庆节",
    }


def test_before_the_revision_there_were_eleven_days_without_new_years_eve():
    days = {day.isoformat() for day in statutory_festivals(2024)}
    assert len(days) == 11
    assert "2024-02-09" not in days
    assert "2024-05-02" not in days
    assert {"2024-02-10", "2024-02-12"} <= days
    assert len(statutory_festivals(2025)) == 13


def test_two_festivals_on_one_day_keep_the_first_name():
    assert statutory_festivals(2028)[date(2028, 10, 3)] == "国庆节"


@pytest.mark.parametrize(
    ("day", "include_self", "following", "previous"),
    [
        ("2026-10-02", False, "2026-10-08", "2026-09-30"),
        ("2026-10-08", False, "2026-10-09", "2026-09-30"),
        ("2026-10-08", True, "2026-10-08", "2026-10-08"),
        ("2026-10-03", True, "2026-10-08", "2026-09-30"),
        ("2025-12-31", False, "2026-01-04", "2025-12-30"),
        ("2026-01-02", True, "2026-01-04", "2025-12-31"),
    ],
)
def test_the_working_day_after_and_before(day, include_self, following, previous):
    given = date.fromisoformat(day)
    assert CALENDAR.next_working_day(given, include_self=include_self).isoformat() == following
    assert CALENDAR.previous_working_day(given, include_self=include_self).isoformat() == previous


def test_counting_excludes_the_first_day_includes_the_last_and_is_negative_backwards():
    assert CALENDAR.count_working_days(date(2026, 2, 13), date(2026, 2, 13)) == 0
    assert CALENDAR.count_working_days(date(2026, 2, 13), date(2026, 2, 14)) == 1
    assert CALENDAR.count_working_days(date(2026, 2, 14), date(2026, 2, 13)) == -1
    assert CALENDAR.count_working_days(date(2023, 12, 31), date(2026, 12, 31)) == 251 + 248 + 248


@pytest.mark.parametrize(
    ("amount", "day"),
    [(1, "2026-01-05"), (2, "2026-01-04"), (3, "2025-12-31"), (250, "2025-01-02"), (251, "2024-12-31")],
)
def test_going_back_crosses_year_ends(amount, day):
    assert CALENDAR.subtract_working_days(date(2026, 1, 6), amount).isoformat() == day


@pytest.mark.parametrize(
    ("amount", "day"), [(1, "2025-12-31"), (2, "2026-01-04"), (249, "2026-12-31"), (250, "2027-01-04")]
)
def test_going_forward_crosses_year_ends(amount, day):
    assert CALENDAR.add_working_days(date(2025, 12, 30), amount).isoformat() == day


def test_a_new_notice_makes_a_new_calendar_and_names_the_days_that_moved():
    notice = read_year(2027, {"off": ["10-01~10-07"], "work": ["10-09"], "notice": "国办发明电〔2026〕1号"})
    changed = CALENDAR.with_notices([notice])
    assert changed.is_announced(2027)
    assert not CALENDAR.is_announced(2027)
    assert changed.announced_years == (*CALENDAR.announced_years, 2027)
    moved = changed.differing_days(CALENDAR, [2026, 2027])
    assert moved == CALENDAR.differing_days(changed, [2026, 2027])
    assert {date(2027, 10, 4), date(2027, 10, 7), date(2027, 10, 9), date(2027, 9, 15)} <= set(moved)
    assert date(2027, 10, 1) not in moved
    assert list(moved) == sorted(moved)


def test_a_later_notice_of_the_same_year_replaces_the_earlier():
    first = Calendar.from_years({2026: {"off": ["07-01"], "work": []}})
    second = first.with_notices([read_year(2026, {"off": ["07-02"], "work": []})])
    assert second.is_working_day(date(2026, 7, 1))
    assert not second.is_working_day(date(2026, 7, 2))


def test_a_calendar_without_any_year_still_works():
    assert Calendar().announced_years == ()
    assert not Calendar().is_working_day(date(2026, 10, 1))


@pytest.mark.parametrize("day", ["1949-12-30", "2150-12-31"])
def test_years_out_of_reach_are_refused_in_chinese(day):
    with pytest.raises(ClockError, match="超出可计算范围") as caught:
        CALENDAR.add_working_days(date.fromisoformat(day), 1)
    assert caught.value.code == "out_of_range"


def test_shipped_days_are_named_after_the_festivals_inside_or_just_after_them():
    def names(year, span):
        return set(read_year(year, {"off": [span], "work": []}).off.values())

    assert names(2025, "10-01~10-08") == {"国庆节、中秋节"}
    assert names(2024, "2023-12-30~2023-12-31") == {"元旦"}
    assert names(2024, "2023-12-30") == {"节假日"}
    assert names(2024, "05-02~05-03") == {"节假日"}


def test_days_of_all_notices_hold_together():
    calendar = Calendar.from_years({2025: {"off": ["07-01"], "work": ["07-05"]}, 2026: {"work": ["07-04"]}, 2027: {}})
    assert calendar.is_working_day(date(2025, 7, 5))
    assert calendar.is_working_day(date(2026, 7, 4))
    assert not calendar.is_working_day(date(2025, 7, 1))
    assert calendar.announced_years == (2025, 2026, 2027)


def test_the_working_day_before_does_not_include_the_day_itself_unless_asked():
    assert CALENDAR.previous_working_day(date(2026, 10, 9)) == date(2026, 10, 8)
    assert CALENDAR.next_working_day(date(2026, 10, 8)) == date(2026, 10, 9)
