"""A unit's form as it stands: each figure with what was typed, what is known already, last year's value, and findings.

Read by screens, guards and workbooks alike. Deciding what is wrong is `rules`; writing is `services`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingzheng.domains.returns.models import FormFigure, FormRelation, ReturnDetail, ReturnLine
from mingzheng.domains.returns.rules import Asked, Finding, Relation, Said, Weight, assess, change_of
from mingzheng.figures.public import (
    Checked,
    Figure,
    FigureValue,
    Period,
    PeriodKind,
    Reading,
    Scope,
    ValueState,
    check_readings,
    find_figure,
    parse_wording,
    readings_in,
    values_of,
)
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import descendant_ids
from mingzheng.platform.parameters.public import get_value


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is there already: reported elsewhere, or counted by the system."""

    printed: str
    value: Decimal | None
    words: str
    url: str
    is_computed: bool
    reading_id: int | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One figure on a unit's form."""

    asked: FormFigure
    figure: Figure
    row: int
    line: ReturnLine
    said: Said
    known: Known | None
    last: FigureValue | None
    findings: tuple[Finding, ...] = ()

    @property
    def code(self) -> str:
        """Return the figure's code."""
        return self.asked.figure

    @property
    def is_computed(self) -> bool:
        """Say whether the system counts the figure itself, so that nobody fills it in."""
        return not self.figure.is_reading

    @property
    def shown(self) -> str:
        """Return the value as it stands: typed here, else taken over."""
        if self.line.printed or self.line.is_not_involved:
            return self.line.printed
        return self.known.printed if self.known else ""

    @property
    def reading(self) -> Reading | None:
        """Return the reading that bears the value shown, if it is on record already."""
        return self.line.reading if _stands(self.line) else None

    @property
    def change(self) -> Decimal | None:
        """Return by how many per cent the value changed against last year."""
        wording = self.said.wording
        return change_of(wording.value if wording else None, self.last.value if self.last else None)

    @property
    def needs_explanation(self) -> bool:
        """Say whether something waits to be explained."""
        return any(item.weight is Weight.EXPLAIN for item in self.findings)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A unit's whole form."""

    item: ReturnDetail
    lines: tuple[SheetLine, ...]
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]

    def line(self, code: str) -> SheetLine | None:
        """Return the line of a figure, or None."""
        return next((line for line in self.lines if line.code == code), None)

    @property
    def filled(self) -> int:
        """Return how many figures are answered."""
        return sum(1 for line in self.lines if line.said.is_answered)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Return what still stands against submission."""
        return tuple(item for item in self.findings if item.weight is not Weight.SETTLED)


def period_for(figure: Figure, period: Period) -> Period:
    """Return for which time a form's figure is asked: rules for no time, states as of the period's last day.

    While the period still runs, a state is that of today: nobody knows it for a day to come.
    """
    if figure.period == PeriodKind.STANDING:
        return Period.standing()
    if figure.period == PeriodKind.AS_OF and period.ends_on is not None:
        is_running = period.starts_on is not None and period.starts_on <= today() < period.ends_on
        return Period.as_of(today() if is_running else period.ends_on)
    return period


def list_relations(form_id: int) -> tuple[Relation, ...]:
    """Return a form's relations."""
    rows = FormRelation.objects.filter(form_id=form_id)
    return tuple(Relation(row.kind, row.whole, tuple(row.parts)) for row in rows)


def read_sheet(item: ReturnDetail) -> Sheet:
    """Return a unit's form as it stands, in a fixed number of queries for reported figures."""
    period = item.form.period
    asked = [row for row in item.form.figures.all() if find_figure(row.figure) is not None]
    figures = {row.figure: _figure(row.figure) for row in asked}
    lines = {line.figure: line for line in item.lines.select_related("reading", "filled_by")}
    known = find_known(item.unit_id, figures, period, own=lines)
    last = _last_values(item.unit_id, figures, period)
    checked = _check(item.unit_id, figures, lines, period)
    found = []
    for index, row in enumerate(asked, start=1):
        line = lines.get(row.figure) or ReturnLine(item=item, figure=row.figure, order=row.order)
        said = _said(line, checked.get(row.figure), known.get(row.figure), last.get(row.figure))
        found.append(
            SheetLine(row, figures[row.figure], index, line, said, known.get(row.figure), last.get(row.figure))
        )
    return _judge(item, found)


def _figure(code: str) -> Figure:
    figure = find_figure(code)
    assert figure is not None
    return figure


def _judge(item: ReturnDetail, lines: Sequence[SheetLine]) -> Sheet:
    relations = list_relations(item.form_id)
    findings = assess(
        [as_asked(line.asked, line.figure, line.row) for line in lines],
        {line.code: line.said for line in lines},
        relations,
        jump=int(get_value("returns.jump_percent")),
    )
    by_figure: dict[str, list[Finding]] = {}
    for finding in findings:
        by_figure.setdefault(finding.figure, []).append(finding)
    judged = tuple(
        SheetLine(
            line.asked,
            line.figure,
            line.row,
            line.line,
            line.said,
            line.known,
            line.last,
            tuple(by_figure.get(line.code, ())),
        )
        for line in lines
    )
    return Sheet(item, judged, relations, findings)


def as_asked(row: FormFigure, figure: Figure, number: int) -> Asked:
    """Return a form's figure as `rules` judges it."""
    return Asked(
        code=row.figure,
        row=number,
        title=figure.title,
        unit=figure.unit,
        is_required=row.is_required and figure.is_reading,
        needs_evidence=row.needs_evidence,
        minimum=row.minimum,
        maximum=row.maximum,
        refuses=row.beyond == FormFigure.Beyond.REFUSE,
    )


def find_known(
    unit_id: int, figures: Mapping[str, Figure], period: Period, *, own: Mapping[str, ReturnLine]
) -> dict[str, Known]:
    """Return what is known already of each figure for a unit: current readings of others, and what the system counts."""
    found = _known_readings(unit_id, figures, period, own)
    computed = [code for code, figure in figures.items() if not figure.is_reading]
    if computed:
        scope = Scope(_units(unit_id, period), period)
        for code, value in values_of(computed, scope=scope).items():
            if value.state != ValueState.MISSING:
                words = f"系统统计{value.printed}"
                found[code] = Known(value.printed, value.value, words, value.pedigree_url, is_computed=True)
    return found


def _known_readings(
    unit_id: int, figures: Mapping[str, Figure], period: Period, own: Mapping[str, ReturnLine]
) -> dict[str, Known]:
    wanted = {code: period_for(figure, period).key for code, figure in figures.items() if figure.is_reading}
    rows = readings_in(wanted, Scope(frozenset({unit_id}), Period.standing())).filter(
        period_key__in=set(wanted.values()), dims_key=""
    )
    found = {}
    for row in rows:
        line = own.get(row.figure)
        if wanted[row.figure] != row.period_key or (line is not None and _is_own(line, row)):
            continue
        source = f"，{row.source_words}" if row.source_words else ""
        words = f"{row.recorded_name}填报的{row.printed}（{row.get_state_display()}{source}）"
        found[row.figure] = Known(
            row.printed, row.number, words, f"/desk/figures/{row.figure}/", is_computed=False, reading_id=row.pk
        )
    return found


def _is_own(line: ReturnLine, row: Reading) -> bool:
    """Say whether a reading is the one this line reported itself, not one taken over."""
    return line.reading_id == row.pk and line.origin == ReturnLine.Origin.TYPED


def _last_values(unit_id: int, figures: Mapping[str, Figure], period: Period) -> dict[str, FigureValue]:
    before = period.earlier()
    if before is None:
        return {}
    found = values_of(figures, scope=Scope(_units(unit_id, before), before))
    return {
        code: value
        for code, value in found.items()
        if value.value is not None and figures[code].period != PeriodKind.STANDING
    }


def _units(unit_id: int, period: Period) -> frozenset[int]:
    day: date = min(period.last, today())
    return descendant_ids([unit_id], day) | {unit_id}


def _check(
    unit_id: int, figures: Mapping[str, Figure], lines: Mapping[str, ReturnLine], period: Period
) -> dict[str, Checked]:
    by_period: dict[Period, dict[str, str]] = {}
    for code, figure in figures.items():
        line = lines.get(code)
        if line is not None and line.printed and figure.is_reading and not _stands(line):
            by_period.setdefault(period_for(figure, period), {})[code] = line.printed
    found: dict[str, Checked] = {}
    for when, values in by_period.items():
        found |= check_readings(values, unit_id=unit_id, period=when)
    return found


def _stands(line: ReturnLine) -> bool:
    """Say whether a line's value is on record already: it needs no second permission."""
    return line.reading is not None and line.reading.is_current and is_same_wording(line.reading, line.printed)


def is_same_wording(reading: Reading, printed: str) -> bool:
    """Say whether a typed value is the one a reading was reported with; its unit may be left out."""
    return reading.printed.removesuffix(reading.unit_word) == printed.removesuffix(reading.unit_word)


def _said(line: ReturnLine, checked: Checked | None, known: Known | None, last: FigureValue | None) -> Said:
    wording, faults = (checked.wording, checked.texts) if checked else (None, ())
    is_typed = bool(line.printed)
    if checked is None and (line.printed or known):
        text = line.printed or (known.printed if known else "")
        try:
            wording = parse_wording(text)
        except ValueError as error:
            faults = (str(error),)
    return Said(
        wording=wording,
        faults=faults,
        is_not_involved=line.is_not_involved,
        explanation=line.explanation,
        has_evidence=bool(line.evidence),
        is_typed=is_typed,
        last=last.value if last else None,
        known=known.value if known and not known.is_computed else None,
        known_words=known.words if known else "",
    )
