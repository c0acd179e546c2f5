"""Tells a computed date in plain Chinese, sentence by sentence. Counts nothing: what happened is in the trace."""

from collections.abc import Iterator

from mingzheng.worktime.notices import CONFIRMED
from mingzheng.worktime.periods import Unit
from mingzheng.worktime.skipped_days import WEEKEND, describe_skipped_days
from mingzheng.worktime.traces import Deduction, Leg, Step, Trace
from mingzheng.worktime.zone import day_in_words, moment_in_words


def describe(trace: Trace) -> tuple[Step, ...]:
    """Return the steps a citizen can follow with a calendar in hand."""
    return (*_describe_direction(trace), *_describe_sources(trace))


def _describe_sources(trace: Trace) -> Iterator[Step]:
    """Name the holiday notice of each year the date rests on, or say that the year is estimated."""
    announced = trace.calendar.announced_years
    for year in trace.years:
        notice = trace.calendar.notice_of(year)
        if notice and notice.notice:
            doubt = "" if notice.status == CONFIRMED else "（文号待核对）"
            yield Step(None, f"{year}年节假日依据{notice.notice}{doubt}。", "basis")
        elif notice is None and announced and year < announced[-1]:
            yield Step(None, f"{year}年节假日安排未载入，按周末和法定节日推算，载入后重算。", "estimate")
        elif notice is None:
            yield Step(None, f"{year}年节假日安排尚未公布，按周末和法定节日推算，公布后重算。", "estimate")


def _describe_direction(trace: Trace) -> Iterator[Step]:
    first = trace.legs[0]
    if trace.direction == "backward":
        yield from _describe_backward(first, trace)
    elif trace.direction == "fixed":
        yield Step(first.last, f"规定的日期是{day_in_words(first.last)}。", "start")
        yield from _describe_roll(first, trace)
        yield _due_step(first, "最后期限")
    else:
        for number, leg in enumerate(trace.legs):
            yield from _describe_forward(leg, trace, number)
        if trace.direction == "minimum":
            yield Step(first.due, f"至少要满{_label(first)}，{day_in_words(first.due)}结束后才算期满。", "minimum")


def _describe_forward(leg: Leg, trace: Trace, number: int) -> Iterator[Step]:
    if number:
        text = f"延长{_label(leg)}：从原到期日{day_in_words(leg.start)}之后接着计算。"
        yield Step(leg.start, text, "extension")
    else:
        yield from _describe_start(leg)
    if leg.period and leg.period.unit is Unit.WORKING_DAY:
        yield from describe_skipped_days(leg, trace.calendar)
    for deduction in leg.deductions:
        yield _describe_deduction(deduction, leg)
    yield from _describe_month_end(leg)
    yield from _describe_roll(leg, trace)
    later = number < len(trace.legs) - 1
    yield _due_step(leg, "原到期日" if later else "到期日")


def _describe_start(leg: Leg) -> Iterator[Step]:
    unit = leg.period.unit if leg.period else None
    if leg.given_at and unit is Unit.HOUR:
        text = f"从{moment_in_words(leg.given_at)}（北京时间）起，按自然小时连续计算{_label(leg)}，夜间和节假日不扣除。"
        yield Step(leg.start, text, "start")
        return
    if leg.given_at:
        text = f"发生时刻为北京时间{moment_in_words(leg.given_at)}，按当日登记。"
        yield Step(leg.start, text, "registered")
    manner = {Unit.WORKING_DAY: "从下一个工作日算第1日", Unit.CALENDAR_DAY: "从次日算第1日，节假日也计入"}
    how = manner.get(unit, "算到到期月的对应日") if unit else ""
    yield Step(leg.start, f"起算日{day_in_words(leg.start)}当天不计入，{how}，共{_label(leg)}。", "start")


def _describe_deduction(deduction: Deduction, leg: Leg) -> Step:
    span, unit = deduction.span, "个工作日" if leg.period and leg.period.unit is Unit.WORKING_DAY else "天"
    counted = f"，其间不计{deduction.days}{unit}" if deduction.days else ""
    stopped = f"{day_in_words(span.after)}暂停计时（当天仍计入）"
    if not span.open:
        text = f"{stopped}，{day_in_words(span.until)}恢复（当天不计入）{counted}。"
    elif span.until == span.after:
        text = f"{stopped}，尚未恢复；恢复后顺延到期日。"
    else:
        text = f"{stopped}，尚未恢复；暂按{day_in_words(span.until)}恢复推算{counted}，恢复后重算。"
    return Step(span.after, text, "suspension")


def _describe_month_end(leg: Leg) -> Iterator[Step]:
    """Tell when the month of the end has no day with the number of the start (D-04)."""
    if (
        leg.period
        and leg.period.unit in (Unit.MONTH, Unit.YEAR)
        and not leg.deductions
        and leg.last.day != leg.start.day
    ):
        text = f"{leg.last.year}年{leg.last.month}月没有{leg.start.day}日，取该月最后一日{day_in_words(leg.last)}。"
        yield Step(leg.last, text, "month_end")


def _describe_roll(leg: Leg, trace: Trace) -> Iterator[Step]:
    kind = trace.calendar.day_kind(leg.last)
    if leg.due != leg.last:
        stopped = "（其间暂停计时）" if leg.due != trace.calendar.next_working_day(leg.last) else ""
        reason = _reason_in_words(kind.reason)
        text = f"最后一日{day_in_words(leg.last)}是{reason}，顺延到之后的第一个工作日{day_in_words(leg.due)}{stopped}。"
        yield Step(leg.due, text, "roll")
    elif leg.last.weekday() >= 5 and kind.working and _is_natural(leg):
        yield Step(leg.last, f"最后一日{day_in_words(leg.last)}是调休上班日，不顺延。", "no_roll")


def _is_natural(leg: Leg) -> bool:
    return leg.period is None or leg.period.unit not in (Unit.WORKING_DAY, Unit.HOUR)


def _due_step(leg: Leg, name: str) -> Step:
    if leg.due_at:
        return Step(leg.due, f"{name}：{moment_in_words(leg.due_at)}（北京时间）前完成即为按期。", "due")
    nth = f"第{leg.period.amount}个工作日是" if leg.period and leg.period.unit is Unit.WORKING_DAY else ""
    return Step(leg.due, f"{name}：{nth}{day_in_words(leg.due)}，当日24:00前完成即为按期。", "due")


def _describe_backward(leg: Leg, trace: Trace) -> Iterator[Step]:
    if leg.given_at and leg.due_at:
        text = f"从{moment_in_words(leg.given_at)}（北京时间）起，按自然小时往前计算{_label(leg)}。"
        yield Step(leg.start, text, "start")
        yield Step(leg.due, f"最迟在{moment_in_words(leg.due_at)}（北京时间）完成。", "due")
        return
    yield Step(leg.start, f"{day_in_words(leg.start)}当天不计入，往前计算{_label(leg)}。", "start")
    if leg.period and leg.period.unit is Unit.WORKING_DAY:
        yield from describe_skipped_days(leg, trace.calendar)
    yield from _describe_month_end(leg)
    if leg.due != leg.last:
        reason = _reason_in_words(trace.calendar.day_kind(leg.last).reason)
        text = f"算到{day_in_words(leg.last)}，是{reason}；不能往后推，提前到之前的工作日{day_in_words(leg.due)}。"
        yield Step(leg.due, text, "roll_back")
    yield Step(leg.due, f"最迟在{day_in_words(leg.due)}完成。", "due")


def _reason_in_words(reason: str) -> str:
    return "休息日" if reason in WEEKEND else f"{reason}日"


def _label(leg: Leg) -> str:
    return leg.period.label if leg.period else ""
