"""Every date tells how it came about, in sentences a citizen can follow."""

import json
from datetime import date, datetime

import pytest

from mingzheng.worktime.public import (
    SHANGHAI,
    Calendar,
    Suspension,
    calendar_days,
    compute_deadline,
    compute_latest_start,
    earliest_end,
    fixed_date,
    hours,
    months,
    shipped_calendar,
    working_days,
)

CALENDAR = shipped_calendar()
BASIS_2026 = "2026年节假日依据国办发明电〔2025〕7号。"


def texts(deadline):
    return [step.text for step in deadline.steps]


def test_a_working_day_period_names_holidays_weekends_and_make_up_workdays():
    deadline = compute_deadline(date(2026, 2, 13), working_days(20), calendar=CALENDAR)
    assert deadline.explain().split("\n") == [
        "1. 起算日2026年2月13日（周五）当天不计入，从下一个工作日算第1日，共20个工作日。",
        "2. 2026年2月15日至2月23日春节放假，不计入。",
        "3. 另有周六、周日共5天，不计入。",
        "4. 2026年2月14日（周六）、2026年2月28日（周六）调休上班，照常计入。",
        "5. 到期日：第20个工作日是2026年3月19日（周四），当日24:00前完成即为按期。",
        f"6. {BASIS_2026}",
    ]
    assert [step.kind for step in deadline.steps] == ["start", "holiday", "weekend", "makeup_workday", "due", "basis"]
    assert [step.on and step.on.isoformat() for step in deadline.steps] == [
        "2026-02-13",
        "2026-02-15",
        "2026-03-01",
        "2026-02-14",
        "2026-03-19",
        None,
    ]


def test_a_stop_and_an_extension_are_told_in_their_place():
    deadline = compute_deadline(
        date(2026, 3, 2),
        working_days(20),
        calendar=CALENDAR,
        suspensions=[Suspension(date(2026, 3, 9), date(2026, 3, 20))],
        extensions=[working_days(2)],
    )
    assert texts(deadline) == [
        "起算日2026年3月2日（周一）当天不计入，从下一个工作日算第1日，共20个工作日。",
        "2026年4月4日至4月6日清明节放假，不计入。",
        "另有周六、周日共8天，不计入。",
        "2026年3月9日（周一）暂停计时（当天仍计入），2026年3月20日（周五）恢复（当天不计入），其间不计9个工作日。",
        "原到期日：第20个工作日是2026年4月13日（周一），当日24:00前完成即为按期。",
        "延长2个工作日：从原到期日2026年4月13日（周一）之后接着计算。",
        "到期日：第2个工作日是2026年4月15日（周三），当日24:00前完成即为按期。",
        BASIS_2026,
    ]


def test_natural_days_say_that_holidays_count_and_why_the_end_moved():
    deadline = compute_deadline(
        date(2026, 9, 3),
        calendar_days(28),
        calendar=CALENDAR,
        suspensions=[Suspension(date(2026, 9, 10), date(2026, 9, 12))],
    )
    assert texts(deadline) == [
        "起算日2026年9月3日（周四）当天不计入，从次日算第1日，节假日也计入，共28日。",
        "2026年9月10日（周四）暂停计时（当天仍计入），2026年9月12日（周六）恢复（当天不计入），其间不计2天。",
        "最后一日2026年10月3日（周六）是国庆节放假日，顺延到之后的第一个工作日2026年10月8日（周四）。",
        "到期日：2026年10月8日（周四），当日24:00前完成即为按期。",
        BASIS_2026,
    ]


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (date(2026, 3, 14), "最后一日2026年3月21日（周六）是休息日，顺延到之后的第一个工作日2026年3月23日（周一）。"),
        (date(2026, 2, 7), "最后一日2026年2月14日（周六）是调休上班日，不顺延。"),
        (date(2026, 9, 13), "最后一日2026年9月20日（周日）是调休上班日，不顺延。"),
    ],
)
def test_a_last_day_on_a_weekend_is_explained(start, sentence):
    assert sentence in texts(compute_deadline(start, calendar_days(7), calendar=CALENDAR))


def test_an_ordinary_last_day_is_not_commented():
    kinds = [step.kind for step in compute_deadline(date(2026, 3, 2), calendar_days(7), calendar=CALENDAR).steps]
    assert kinds == ["start", "due", "basis"]


def test_a_make_up_saturday_ends_a_working_day_period_without_a_word_about_rolling():
    kinds = [step.kind for step in compute_deadline(date(2026, 2, 13), working_days(1), calendar=CALENDAR).steps]
    assert kinds == ["start", "makeup_workday", "due", "basis"]


def test_weekends_alone_are_introduced_as_such():
    assert "其间有周六、周日共2天，不计入。" in texts(
        compute_deadline(date(2026, 3, 5), working_days(2), calendar=CALENDAR)
    )


def test_a_month_without_the_day_of_the_start_says_so_and_an_unannounced_year_too():
    assert texts(compute_deadline(date(2026, 11, 30), months(3), calendar=CALENDAR)) == [
        "起算日2026年11月30日（周一）当天不计入，算到到期月的对应日，共3个月。",
        "2027年2月没有30日，取该月最后一日2027年2月28日（周日）。",
        "最后一日2027年2月28日（周日）是休息日，顺延到之后的第一个工作日2027年3月1日（周一）。",
        "到期日：2027年3月1日（周一），当日24:00前完成即为按期。",
        "2027年节假日安排尚未公布，按周末和法定节日推算，公布后重算。",
    ]


def test_a_month_end_moved_by_a_stop_is_not_taken_for_a_short_month():
    stop = Suspension(date(2026, 3, 9), date(2026, 3, 20))
    deadline = compute_deadline(date(2026, 3, 2), months(1), calendar=CALENDAR, suspensions=[stop])
    assert [step.kind for step in deadline.steps] == ["start", "suspension", "due", "basis"]


def test_an_estimated_holiday_is_named_as_estimated():
    assert "2027年2月5日至2月8日春节放假（推算），不计入。" in texts(
        compute_deadline(date(2027, 2, 1), working_days(10), calendar=CALENDAR)
    )


def test_a_year_before_the_loaded_ones_is_not_called_unpublished():
    assert texts(compute_deadline(date(2020, 3, 2), working_days(1), calendar=CALENDAR))[-1] == (
        "2020年节假日安排未载入，按周末和法定节日推算，载入后重算。"
    )
    assert (
        "2026年节假日安排尚未公布"
        in texts(compute_deadline(date(2026, 3, 2), working_days(1), calendar=Calendar()))[-1]
    )


def test_an_unchecked_notice_is_named_with_a_reservation_and_a_nameless_one_not_at_all():
    assert texts(compute_deadline(date(2025, 3, 3), working_days(1), calendar=CALENDAR))[-1] == (
        "2025年节假日依据国办发明电〔2024〕12号（文号待核对）。"
    )
    nameless = Calendar.from_years({2026: {"off": [], "work": []}})
    assert [step.kind for step in compute_deadline(date(2026, 3, 2), working_days(1), calendar=nameless).steps] == [
        "start",
        "due",
    ]


def test_holidays_across_the_year_end_are_one_run():
    assert "2023年12月30日至2024年1月1日元旦放假，不计入。" in texts(
        compute_deadline(date(2023, 12, 28), working_days(3), calendar=CALENDAR)
    )


def test_two_holidays_far_apart_are_two_runs_and_a_single_day_is_one_date():
    sentences = texts(compute_deadline(date(2023, 4, 3), working_days(25), calendar=CALENDAR))
    assert "2023年4月5日清明节放假，不计入。" in sentences
    assert "2023年4月29日至5月3日劳动节放假，不计入。" in sentences


def test_days_of_a_stop_are_not_told_as_skipped_holidays():
    deadline = compute_deadline(
        date(2026, 9, 28),
        working_days(3),
        calendar=CALENDAR,
        suspensions=[Suspension(date(2026, 9, 30), date(2026, 10, 8))],
    )
    assert [step.kind for step in deadline.steps] == ["start", "suspension", "due", "basis"]
    assert deadline.due_on == date(2026, 10, 9)


def test_the_weekend_day_of_the_stop_is_told_and_that_of_the_resumption_is_not():
    stop = Suspension(date(2026, 3, 7), date(2026, 3, 15))
    deadline = compute_deadline(date(2026, 3, 2), working_days(6), calendar=CALENDAR, suspensions=[stop])
    assert deadline.due_on == date(2026, 3, 17)
    assert "其间有周六、周日共1天，不计入。" in texts(deadline)


def test_a_moment_is_registered_on_its_day_for_natural_days_too():
    late = datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI)
    assert kinds(compute_deadline(late, calendar_days(7), calendar=CALENDAR))[0] == ("registered", "03-02")


def test_hours_tell_the_moment():
    deadline = compute_deadline(datetime(2026, 2, 13, 9, 5, tzinfo=SHANGHAI), hours(24), calendar=CALENDAR)
    assert texts(deadline) == [
        "从2026年2月13日（周五）9时05分（北京时间）起，按自然小时连续计算24小时，夜间和节假日不扣除。",
        "到期日：2026年2月14日（周六）9时05分（北京时间）前完成即为按期。",
    ]


def test_counting_back_tells_what_was_left_out():
    assert texts(compute_latest_start(date(2026, 10, 12), working_days(4), calendar=CALENDAR)) == [
        "2026年10月12日（周一）当天不计入，往前计算4个工作日。",
        "2026年10月1日至10月7日国庆节放假，不计入。",
        "另有周六、周日共1天，不计入。",
        "2026年10月10日（周六）调休上班，照常计入。",
        "最迟在2026年9月30日（周三）完成。",
        BASIS_2026,
    ]
    assert texts(compute_latest_start(date(2026, 10, 12), calendar_days(7), calendar=CALENDAR)) == [
        "2026年10月12日（周一）当天不计入，往前计算7日。",
        "算到2026年10月5日（周一），是国庆节放假日；不能往后推，提前到之前的工作日2026年9月30日（周三）。",
        "最迟在2026年9月30日（周三）完成。",
        BASIS_2026,
    ]
    assert "2026年2月没有31日，取该月最后一日2026年2月28日（周六）。" in texts(
        compute_latest_start(date(2026, 3, 31), months(1), calendar=CALENDAR)
    )


def test_a_fixed_date_and_a_minimum_duration_tell_themselves():
    assert texts(fixed_date(2026, 1, 31, calendar=CALENDAR, roll=True)) == [
        "规定的日期是2026年1月31日（周六）。",
        "最后一日2026年1月31日（周六）是休息日，顺延到之后的第一个工作日2026年2月2日（周一）。",
        "最后期限：2026年2月2日（周一），当日24:00前完成即为按期。",
        BASIS_2026,
    ]
    assert texts(earliest_end(date(2026, 3, 2), calendar_days(30), calendar=CALENDAR))[1:] == [
        "到期日：2026年4月1日（周三），当日24:00前完成即为按期。",
        "至少要满30日，2026年4月1日（周三）结束后才算期满。",
        BASIS_2026,
    ]


def test_a_fixed_date_on_a_make_up_saturday_stays():
    assert [step.kind for step in fixed_date(2026, 2, 28, calendar=CALENDAR, roll=True).steps] == [
        "start",
        "no_roll",
        "due",
        "basis",
    ]


def test_the_answer_as_json_holds_plain_values_only():
    answer = compute_deadline(datetime(2026, 2, 13, 9, tzinfo=SHANGHAI), hours(1), calendar=CALENDAR).as_json()
    assert json.loads(json.dumps(answer)) == answer
    assert answer["due_on"] == "2026-02-13"
    assert answer["due_at"] == "2026-02-13T10:00:00+08:00"
    assert answer["suspended"] is False
    assert answer["steps"][0]["on"] == "2026-02-13"
    days = compute_deadline(date(2026, 12, 30), working_days(3), calendar=CALENDAR).as_json()
    assert (days["due_on"], days["due_at"], days["unannounced_years"]) == ("2027-01-05", None, [2027])
    assert days["steps"][-1] == {
        "on": None,
        "kind": "estimate",
        "text": "2027年节假日安排尚未公布，按周末和法定节日推算，公布后重算。",
    }


def kinds(deadline):
    return [(step.kind, step.on and step.on.isoformat()[5:]) for step in deadline.steps]


def test_every_step_has_a_stable_kind_and_the_day_it_speaks_of():
    stop = Suspension(date(2026, 3, 9), date(2026, 3, 20))
    late = datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI)
    replied = compute_deadline(
        late, working_days(20), calendar=CALENDAR, suspensions=[stop], extensions=[working_days(2)]
    )
    assert kinds(replied) == [
        ("registered", "03-02"),
        ("start", "03-02"),
        ("holiday", "04-04"),
        ("weekend", "03-07"),
        ("suspension", "03-09"),
        ("due", "04-13"),
        ("extension", "04-13"),
        ("due", "04-15"),
        ("basis", None),
    ]
    rolled = compute_deadline(date(2026, 9, 3), calendar_days(30), calendar=CALENDAR)
    assert kinds(rolled) == [("start", "09-03"), ("roll", "10-08"), ("due", "10-08"), ("basis", None)]
    kept = compute_deadline(date(2026, 2, 7), calendar_days(7), calendar=CALENDAR)
    assert kinds(kept) == [("start", "02-07"), ("no_roll", "02-14"), ("due", "02-14"), ("basis", None)]
    short = compute_deadline(date(2025, 11, 30), months(3), calendar=CALENDAR)
    assert kinds(short)[1] == ("month_end", "02-28")
    assert kinds(compute_deadline(late, hours(24), calendar=CALENDAR)) == [("start", "03-02"), ("due", "03-03")]
    assert kinds(compute_latest_start(late, hours(24), calendar=CALENDAR)) == [("start", "03-02"), ("due", "03-01")]
    back = compute_latest_start(date(2026, 10, 12), calendar_days(7), calendar=CALENDAR)
    assert kinds(back) == [("start", "10-12"), ("roll_back", "09-30"), ("due", "09-30"), ("basis", None)]
    assert kinds(fixed_date(2026, 1, 31, calendar=CALENDAR, roll=True)) == [
        ("start", "01-31"),
        ("roll", "02-02"),
        ("due", "02-02"),
        ("basis", None),
    ]
    assert kinds(earliest_end(date(2026, 3, 2), calendar_days(30), calendar=CALENDAR))[-2] == ("minimum", "04-01")


def test_a_last_day_moved_because_the_clock_stood_still_says_so():
    stops = [Suspension(date(2026, 10, 5), date(2026, 10, 20))]
    deadline = compute_deadline(date(2026, 9, 3), calendar_days(30), calendar=CALENDAR, suspensions=stops)
    assert texts(deadline)[1:3] == [
        "2026年10月5日（周一）暂停计时（当天仍计入），2026年10月20日（周二）恢复（当天不计入）。",
        "最后一日2026年10月3日（周六）是国庆节放假日，顺延到之后的第一个工作日2026年10月21日（周三）（其间暂停计时）。",
    ]


def test_hours_tell_a_stop_in_days():
    start = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
    for stop, days in (
        (Suspension(date(2026, 3, 3), date(2026, 3, 5)), 2),
        (Suspension(date(2026, 2, 1), date(2026, 3, 4)), 3),
    ):
        deadline = compute_deadline(start, hours(48), calendar=CALENDAR, suspensions=[stop])
        assert f"其间不计{days}天" in deadline.explain()


def test_a_resolved_trace_keeps_its_days():
    moment = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
    back = compute_latest_start(moment, hours(48), calendar=CALENDAR).trace.legs[0]
    assert (back.start, back.last, back.due) == (date(2026, 3, 2), date(2026, 2, 28), date(2026, 2, 28))
    fixed = fixed_date(2026, 1, 31, calendar=CALENDAR, roll=False).trace.legs[0]
    assert (fixed.start, fixed.last, fixed.due) == (date(2026, 1, 31),) * 3


def test_a_gap_between_loaded_years_is_not_called_unpublished():
    gap = Calendar.from_years({2022: {}, 2023: {}, 2026: {}})
    [*_, last] = compute_deadline(date(2024, 3, 4), working_days(1), calendar=gap).steps
    assert (last.kind, last.on) == ("estimate", None)
    assert last.text == "2024年节假日安排未载入，按周末和法定节日推算，载入后重算。"
