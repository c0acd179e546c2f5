"""A typed number becomes a bound one: to a figure that has it, or by recording it as a reading, 未核 until verified."""

from datetime import datetime

from django.db import transaction

from mingzheng.casework.public import BadInput
from mingzheng.domains.reports.composition.periods import PeriodUnreadable, read_period
from mingzheng.domains.reports.composition.typed_numbers import TypedNumber, find_typed_numbers
from mingzheng.domains.reports.lookup import scope_of
from mingzheng.domains.reports.models import Block, Report
from mingzheng.domains.reports.selectors import unit_of
from mingzheng.domains.reports.services.saving import saving
from mingzheng.domains.reports.services.writing import get_block, put_runs
from mingzheng.figures.public import (
    Binding,
    Given,
    Kind,
    Run,
    define_local,
    find_figure,
    get_figure,
    is_true_of,
    join_runs,
    record_reading,
    runs_from_json,
    value_of,
)
from mingzheng.platform.access.public import Actor


def bind_number(
    report_id: int,
    block_id: int,
    *,
    position: int,
    code: str,
    actor: Actor,
    at: datetime,
    period: str = "",
    as_reading: bool = False,
    source: str = "",
    key: str = "",
) -> Block:
    """Put a figure in the place of the n-th typed number of a block.

    With `as_reading` the printed number is recorded as the figure's reading first. Without, it must say what the figure
    says. Raises BadInput (with what the figure says), Gone, NotPermitted, BadReading.
    """
    if find_figure(code) is None:
        raise BadInput({"code": ["没有这个指标，请从列表中选择"]})
    with saving(report_id, actor=actor, at=at) as save:
        block = get_block(save.report, block_id)
        save.require(block.section_id)
        runs = runs_from_json(block.runs)
        typed = find_typed_numbers(runs)
        if not 0 <= position < len(typed):
            raise BadInput({"position": ["这个数已经不在文字里了，请刷新"]})
        found = typed[position]
        binding = make_binding(found, code, period)
        try:
            meant = read_period(period, year=save.report.year)
        except PeriodUnreadable:
            raise BadInput({"period": [f"时段“{period}”读不懂"]}) from None
        if as_reading:
            quote = f"{found.counts}{found.words}"
            record_reading(
                code,
                unit_id=unit_of(save.report).pk,
                period=meant,
                value=found.words,
                actor=actor,
                details=Given(source_words=(source or quote)[:500]),
                key=key,
                screened=True,
            )
        else:
            value = value_of(code, scope=scope_of(unit_of(save.report), meant))
            if value.value is None or not is_true_of(binding.wording or found.words, value):
                says = value.printed or "没有数"
                raise BadInput({"code": [f"文字里是“{found.words}”，该指标现在{says}，不一致"]})
        put_runs(block, replace_typed(runs, found, binding), actor=actor, at=at)
        save.words = f"把“{found.words}”接到指标“{get_figure(code).title}”"
        return block


def define_number(
    report_id: int, block_id: int, *, position: int, title: str, actor: Actor, at: datetime, key: str = ""
) -> Block:
    """Give the n-th typed number of a block, which no figure counts, one of the unit's own, and record it as its reading.

    Raises BadInput, BadReading (also when the same words already have another value), Gone, NotPermitted.
    """
    with transaction.atomic():
        report = Report.objects.select_related("unit").get(pk=report_id)
        block = get_block(report, block_id)
        typed = find_typed_numbers(runs_from_json(block.runs))
        if not 0 <= position < len(typed):
            raise BadInput({"position": ["这个数已经不在文字里了，请刷新"]})
        found = typed[position]
        kind = Kind(found.kind) if found.kind in set(Kind) else Kind.MEASURED
        unit_id = unit_of(report).pk
        figure = define_local(title, unit_word=found.unit, kind=kind, unit_id=unit_id, actor=actor)
        return bind_number(
            report_id,
            block_id,
            position=position,
            code=figure.code,
            as_reading=True,
            source=f"{report.title}：{found.counts}{found.words}",
            actor=actor,
            at=at,
            key=key,
        )


def make_binding(found: TypedNumber, code: str, period: str = "") -> Binding:
    """Return the binding that prints a typed number as it was typed."""
    figure = get_figure(code)
    wording = found.words.removesuffix(figure.unit) if figure.unit else found.words
    bare = not found.words.endswith(figure.unit)
    return Binding(code, period, wording, "", bare)


def replace_typed(runs: tuple[Run, ...], found: TypedNumber, binding: Binding) -> tuple[Run, ...]:
    """Return the runs with a binding in the place of a typed number; a measure word the figure brings is taken in."""
    text = runs[found.run]
    assert isinstance(text, str)
    end = found.end
    unit = get_figure(binding.code).unit
    if binding.bare and unit and text[found.start :].find(unit) == len(found.words) - len(found.unit):
        end = found.end - len(found.unit) + len(unit)
        binding = Binding(binding.code, binding.period, binding.wording.removesuffix(found.unit), binding.unit)
    return join_runs((*runs[: found.run], text[: found.start], binding, text[end:], *runs[found.run + 1 :]))
