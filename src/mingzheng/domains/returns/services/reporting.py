"""What a return's acts do to its readings: reported on submission, verified, locked, opened again. All in the act's transaction.

What a reading is, and who may touch it, is `figures`; here its refusals are turned into those of the door.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from mingzheng.casework.public import BadInput, EffectContext, Refusal, Refused
from mingzheng.domains.returns.models import ReturnDetail, ReturnLine
from mingzheng.domains.returns.sheet import Known, SheetLine, is_same_wording, period_for, read_sheet
from mingzheng.figures.public import (
    BadReading,
    FigureError,
    Given,
    Period,
    Reading,
    correct_reading,
    get_figure,
    lock_readings,
    may_record,
    record_reading,
    unlock_readings,
    verify_reading,
)
from mingzheng.platform.access.public import SYSTEM, Actor

MEANS = "form"
T = TypeVar("T")


def item_of(context: EffectContext) -> ReturnDetail:
    """Return the return an act is about."""
    return ReturnDetail.objects.select_related("form", "unit", "case").get(pk=context.case.pk)


def take_values(context: EffectContext) -> None:
    """Write the rows of a filling into the unit's lines. Raises BadInput for a figure the form does not ask."""
    lines = {line.figure: line for line in ReturnLine.objects.filter(item_id=context.case.pk).select_for_update()}
    errors: dict[str, list[str]] = {}
    for row in context.given["values"]:
        code = row.get("code", "")
        figure = get_figure(code) if code in lines else None
        if figure is None:
            errors[code[:60] or "values"] = ["本表没有这项指标，或没有写明指标编码"]
        elif not figure.is_reading:
            errors[code] = [f"“{figure.title}”由系统统计，不能填报；如有出入，请更正其来源记录"]
        elif len(row.get("value", "")) > 60:
            errors[code] = [f"“{figure.title}”只填一个数，如 57、200余、近2万"]
        else:
            _take(lines[code], row, context)
    if errors:
        raise BadInput(errors)
    ReturnLine.objects.bulk_update(
        [lines[row["code"]] for row in context.given["values"]],
        [
            "printed",
            "is_not_involved",
            "explanation",
            "source_words",
            "evidence",
            "origin",
            "filled_by",
            "filled_name",
            "filled_at",
        ],
    )


def _take(line: ReturnLine, row: Mapping[str, str], context: EffectContext) -> None:
    line.is_not_involved = bool(row.get("not_involved"))
    line.printed = "" if line.is_not_involved else row.get("value", "")
    line.explanation = row.get("explanation", "")[:500]
    line.source_words = row.get("source", "")[:300]
    line.evidence = [int(word) for word in row.get("evidence", "").split(",") if word.isdecimal()]
    line.origin = ReturnLine.Origin.TYPED
    line.filled_by_id, line.filled_name = context.actor.person_id, context.actor.name[:60]
    line.filled_at = context.recorded_at


def report_values(context: EffectContext) -> None:
    """Write a reading for every value of a submitted form; what is known already and unchanged is taken over."""
    item = item_of(context)
    actor = context.actor if may_record(context.actor, item.unit_id) else SYSTEM
    for entry in read_sheet(item).lines:
        line = entry.line
        line.problem = ""
        if entry.known is not None and (not line.printed or entry.is_computed) and not line.is_not_involved:
            _take_over(line, entry.known)
        elif line.printed:
            line.reading = _translated(entry, partial(_report, item, entry, actor, context))
        else:
            line.reading = None
        line.save()


def _take_over(line: ReturnLine, known: Known) -> None:
    line.printed, line.reading_id = known.printed, known.reading_id
    line.origin = ReturnLine.Origin.COMPUTED if known.is_computed else ReturnLine.Origin.TAKEN


def _report(item: ReturnDetail, entry: SheetLine, actor: Actor, context: EffectContext) -> Reading:
    line, period = entry.line, period_for(entry.figure, item.form.period)
    held_id = entry.known.reading_id if entry.known else None
    if held_id is None and line.reading is not None and line.reading.is_current:
        held_id = line.reading_id
    held = Reading.objects.filter(pk=held_id, is_current=True).first() if held_id else None
    if held is not None and is_same_wording(held, line.printed):
        return held
    details = Given(
        source_words=line.source_words or item.form.case.title,
        means=MEANS,
        evidence=tuple(line.evidence),
        given_by_id=line.filled_by_id,
    )
    if held is not None:
        reason = line.explanation or "按核验意见更正"
        return correct_reading(held.pk, value=line.printed, reason=reason, actor=actor, details=details, screened=True)
    return record_reading(
        entry.code,
        unit_id=item.unit_id,
        period=period,
        value=line.printed,
        actor=actor,
        details=details,
        key=f"return:{context.act_id}:{entry.code}",
        screened=True,
    )


def _translated(entry: SheetLine, work: Callable[[], T]) -> T:
    """Do something to a reading; a refusal names the figure it is about."""
    title = entry.figure.title
    try:
        return work()
    except BadReading as error:
        texts = [f"“{title}”：{text}" for texts in error.errors.values() for text in texts]
        raise BadInput({entry.code: texts}) from error
    except FigureError as error:
        raise Refused([Refusal(error.code, f"“{title}”：{error.message}", error.next_step)]) from error


def verify_values(context: EffectContext) -> None:
    """Verify every reading of a return that nobody has verified yet."""
    item = item_of(context)
    reasons = []
    for line in item.lines.filter(reading__state=Reading.State.UNVERIFIED).select_related("reading"):
        try:
            verify_reading(
                line.reading_id or 0, actor=context.actor, opinion=context.given.get("opinion", ""), screened=True
            )
        except FigureError as error:
            words = f"“{get_figure(line.figure).title}”：{error.message}"
            reasons.append(Refusal(error.code, words, error.next_step))
    if reasons:
        raise Refused(reasons)


def note_problems(context: EffectContext) -> None:
    """Keep the verifier's reasons at the figures they are about."""
    rows: list[Mapping[str, Any]] = context.given.get("problems", [])
    item = item_of(context)
    item.lines.update(problem="")
    for row in rows:
        item.lines.filter(figure=row.get("code", "")).update(problem=row.get("reason", "")[:500])


def lock_values(context: EffectContext) -> None:
    """Close the period of the return's reported figures for its unit; all of its readings must be verified."""
    item = item_of(context)
    waiting = item.lines.filter(reading__is_current=True, reading__state=Reading.State.UNVERIFIED)
    if waiting.exists():
        names = "、".join(get_figure(line.figure).title for line in waiting)
        raise Refused([Refusal("unverified", f"{names}还没有核验", "先核验，再锁定")])
    for period, codes in _spans(item).items():
        _locking(
            partial(
                lock_readings,
                unit_id=item.unit_id,
                period=period,
                actor=context.actor,
                reason=f"{item.case.number} 已锁定",
                codes=codes,
                screened=True,
            )
        )


def unlock_values(context: EffectContext) -> None:
    """Open the period of the return's figures again, for a correction."""
    item = item_of(context)
    for period, codes in _spans(item).items():
        _locking(
            partial(
                unlock_readings,
                unit_id=item.unit_id,
                period=period,
                actor=context.actor,
                reason=str(context.given["reason"]),
                codes=codes,
                screened=True,
            )
        )


def _spans(item: ReturnDetail) -> dict[Period, tuple[str, ...]]:
    """Return the days to close with the figures they are closed for; a standing figure has none."""
    found: dict[Period, list[str]] = {}
    for line in item.lines.filter(reading__isnull=False).select_related("reading"):
        reading = line.reading
        if reading is not None and reading.ends_on is not None:
            span = Period.between(reading.starts_on or reading.ends_on, reading.ends_on)
            found.setdefault(span, []).append(line.figure)
    return {span: tuple(codes) for span, codes in found.items()}


def _locking(work: Callable[[], int]) -> None:
    try:
        work()
    except FigureError as error:
        raise Refused([Refusal(error.code, error.message, error.next_step)]) from error
