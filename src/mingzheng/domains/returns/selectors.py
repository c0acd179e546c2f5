"""Reads of forms and returns, access-checked by their cases: lists, the board of a form, its values, what is unverified."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Max, Q, QuerySet

from mingzheng.casework.public import Case, CaseNotFound, Horizon, cases_for, get_case_for, horizon, list_actions_for
from mingzheng.domains.returns.models import FormDetail, FormFigure, ReturnDetail, ReturnLine
from mingzheng.figures.public import (
    Figure,
    Qualifier,
    Reading,
    find_figure,
    format_value,
    parse_wording,
    readings_for,
)
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import Unit

ANSWERED = ("submitted", "verified", "locked", "not_involved", "not_involved_claimed")
AT_LEAST = frozenset({Qualifier.ODD, Qualifier.MORE})
STATES = {
    "assigned": "待签收",
    "filling": "填报中",
    "submitted": "待核验",
    "verified": "待锁定",
    "not_involved_claimed": "待确认不涉及",
    "locked": "已锁定",
    "not_involved": "不涉及",
    "cancelled": "已撤销",
}


def get_return_for(actor: Actor, number: str) -> ReturnDetail:
    """Return a unit's return the actor may see. Raises CaseNotFound."""
    case = get_case_for(actor, number=number)
    item = ReturnDetail.objects.select_related("form__case", "unit", "case").filter(pk=case.pk).first()
    if item is None:
        raise CaseNotFound("没有这件填报，或您无权查看", next_step="请核对编号")
    item.case = case
    return item


def get_form_for(actor: Actor, number: str) -> FormDetail:
    """Return a form the actor may see. Raises CaseNotFound."""
    case = get_case_for(actor, number=number)
    form = FormDetail.objects.filter(pk=case.pk).first()
    if form is None:
        raise CaseNotFound("没有这份填报表，或您无权查看", next_step="请核对编号")
    form.case = case
    return form


def find_return_of(case: Case) -> ReturnDetail | None:
    """Return the return of a case whose page the reader has been admitted to, or None."""
    return ReturnDetail.objects.select_related("form__case", "unit").filter(pk=case.pk).first()


def find_form_of(case: Case) -> FormDetail | None:
    """Return the form of a case whose page the reader has been admitted to, or None."""
    return FormDetail.objects.filter(pk=case.pk).first()


def forms_for(actor: Actor) -> QuerySet[FormDetail]:
    """Return the forms an actor may see with how many units are asked, have answered and are locked; newest first."""
    seen = cases_for(actor, procedure="figure_form").values("pk")
    rows = FormDetail.objects.filter(pk__in=seen).select_related("case__origin_unit")
    return rows.annotate(
        asked=Count("returns", distinct=True),
        answered=Count("returns", filter=Q(returns__case__state__in=ANSWERED), distinct=True),
        locked=Count("returns", filter=Q(returns__case__state="locked"), distinct=True),
    ).order_by("-case__is_open", "-due_on", "-pk")


def returns_for(actor: Actor, *, own: bool = False) -> QuerySet[ReturnDetail]:
    """Return the returns an actor may see; with `own` those of his own units only. Open ones first, by due date."""
    seen = cases_for(actor, procedure="figure_return").values("pk")
    rows = ReturnDetail.objects.filter(pk__in=seen).select_related("case", "unit", "form__case")
    rows = rows.filter(unit_id__in=actor.unit_ids) if own else rows
    return rows.order_by("-case__is_open", "case__due_on", "-pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one unit is with a form."""

    pk: int
    number: str
    unit_id: int
    unit: str
    state: str
    lamp: str
    due_on: date | None
    filled: int
    asked: int
    urged: int
    handler: str
    wants_correction: bool = False
    is_gone: bool = False

    @property
    def word(self) -> str:
        """Return the state in words; that the unit asks to correct what is locked, that it was closed meanwhile."""
        notes = (("申请更正", self.wants_correction), ("单位已撤销", self.is_gone))
        return "，".join([STATES.get(self.state, self.state), *(word for word, holds in notes if holds)])

    @property
    def has_answered(self) -> bool:
        """Say whether the unit has reported, or said that it has nothing to report."""
        return self.state in ANSWERED

    @property
    def is_waiting(self) -> bool:
        """Say whether the unit still has to report."""
        return self.state in {"assigned", "filling"}


def standing_for(actor: Actor, form: FormDetail) -> list[Standing]:
    """Return how far each unit is that the actor may see, those that have not reported first, then those that ask.

    Four queries.
    """
    at, seen = horizon(today()), cases_for(actor, procedure="figure_return").values("pk")
    rows = (
        ReturnDetail.objects.filter(form=form, pk__in=seen)
        .select_related("case__handler", "unit")
        .annotate(
            filled=Count("lines", filter=~Q(lines__printed="") | Q(lines__is_not_involved=True), distinct=True),
            asked=Count("lines", distinct=True),
        )
    )
    urged = dict(
        Case.objects.filter(parent_id=form.pk, acts__action="urge")
        .values_list("pk")
        .annotate(n=Count("acts"))
        .order_by()
    )
    asking = _asking_to_correct(form)
    found = [_standing(item, at, urged, asking) for item in rows]
    return sorted(found, key=lambda row: (not row.is_waiting, not row.wants_correction, row.lamp != "overdue"))


def _asking_to_correct(form: FormDetail) -> set[int]:
    """Return the locked returns of a form whose unit asked for a correction that nobody has allowed yet."""

    def last(action: str) -> Max:
        return Max("acts__pk", filter=Q(acts__action=action))

    rows = (
        Case.objects.filter(parent_id=form.pk, state="locked")
        .order_by()
        .annotate(asked_last=last("request_correction"), locked_last=last("lock"))
    )
    return set(rows.filter(asked_last__gt=F("locked_last")).values_list("pk", flat=True))


def _standing(item: ReturnDetail, at: Horizon, urged: Mapping[int, int], asking: set[int]) -> Standing:
    case = item.case
    lamp = at.lamp_of(is_open=case.is_open, due_on=case.due_on, is_suspended=case.is_suspended)
    return Standing(
        case.pk,
        case.number,
        item.unit_id,
        item.unit.name,
        case.state,
        lamp,
        case.due_on,
        item.filled,  # type: ignore[attr-defined]
        item.asked,  # type: ignore[attr-defined]
        urged.get(case.pk, 0),
        case.handler.name if case.handler else "",
        case.pk in asking,
        is_gone=item.unit.valid_to is not None and item.unit.valid_to <= at.today,
    )


@dataclass(frozen=True, slots=True)
class FigureTotal:
    """One figure of a form over its units: what each printed, and the sum where there is one."""

    code: str
    title: str
    unit: str
    values: Mapping[int, ReturnLine]
    total: str
    item_ids: tuple[int, ...] = ()

    @property
    def cells(self) -> list[str]:
        """Return what stands in the column of each unit."""
        return [self.cell(pk) for pk in self.item_ids]

    def cell(self, item_id: int) -> str:
        """Return what a unit says of the figure."""
        line = self.values.get(item_id)
        return "不涉及" if line and line.is_not_involved else line.printed if line else ""

    @property
    def count(self) -> int:
        """Return how many units gave a value."""
        return sum(1 for line in self.values.values() if line.printed)


def totals_for(actor: Actor, form: FormDetail) -> tuple[list[ReturnDetail], list[FigureTotal]]:
    """Return the units of a form the actor may see, and each figure with their values. Three queries."""
    seen = cases_for(actor, procedure="figure_return").values("pk")
    items = list(
        ReturnDetail.objects.filter(form=form, pk__in=seen).select_related("unit", "case").order_by("unit__order", "pk")
    )
    lines: dict[str, dict[int, ReturnLine]] = {}
    for line in ReturnLine.objects.filter(item__in=items).select_related("reading"):
        lines.setdefault(line.figure, {})[line.item_id] = line
    found = []
    for row in form.figures.all():
        figure = find_figure(row.figure)
        values = lines.get(row.figure, {})
        title, unit = (figure.title, figure.unit) if figure else (row.figure, "")
        total = _total(figure, values.values())
        found.append(FigureTotal(row.figure, title, unit, values, total, tuple(item.pk for item in items)))
    return items, found


def _total(figure: Figure | None, lines: Iterable[ReturnLine]) -> str:
    """Return the sum of what was printed; nothing where values do not add up (percentages, rules, ranks)."""
    if figure is None or figure.is_percent or figure.kind != "measured":
        return ""
    wordings = []
    for line in lines:
        try:
            wording = parse_wording(line.printed) if line.printed else None
        except ValueError:
            continue
        if wording is not None and wording.value is not None:
            wordings.append(wording)
    if not wordings:
        return ""
    said = format_value(figure, sum((wording.value or Decimal(0) for wording in wordings), Decimal(0)))
    words = {wording.qualifier for wording in wordings} - {Qualifier.EXACT}
    if not words:
        return said
    return said.removesuffix(figure.unit) + "余" + figure.unit if words <= AT_LEAST else f"约{said}"


def unverified_for(actor: Actor) -> QuerySet[Reading]:
    """Return the unverified readings the actor may read that no return under way carries, oldest first."""
    rows = readings_for(actor).filter(state=Reading.State.UNVERIFIED)
    return rows.select_related("unit", "given_by").order_by("recorded_at")


def named_readings_for(actor: Actor, ids: Iterable[int]) -> list[Reading]:
    """Return the readings of these keys the actor may read, as they stand now."""
    return list(readings_for(actor).filter(pk__in=set(ids)).order_by("recorded_at"))


def history_for(actor: Actor, code: str, unit_id: int) -> QuerySet[Reading]:
    """Return every reading of one figure and unit the actor may read, the latest period first, corrections under it."""
    rows = readings_for(actor).filter(figure=code, unit_id=unit_id, dims_key="")
    return rows.select_related("unit", "given_by").order_by("-ends_on", "-pk")


def find_offer(actor: Actor, case: Case, code: str) -> object | None:
    """Return an action offered to the actor on a case, lawful or not, or None."""
    return next((item for item in list_actions_for(actor, case, today()) if item.action.code == code), None)


def returns_of_readings(reading_ids: Sequence[int]) -> dict[int, ReturnDetail]:
    """Return the return that carries each of these readings, where one does."""
    rows = ReturnLine.objects.filter(reading_id__in=reading_ids).select_related("item__case")
    return {row.reading_id: row.item for row in rows if row.reading_id}


def find_files(file_ids: Iterable[int]) -> dict[int, StoredFile]:
    """Return stored files by id, to name them beside a figure; opening one asks again who may."""
    wanted = set(file_ids)
    return StoredFile.objects.in_bulk(wanted) if wanted else {}


def list_asked(form: FormDetail) -> list[tuple[FormFigure, Figure | None]]:
    """Return the figures a form asks for with their definitions; None for one that is no longer declared."""
    return [(row, find_figure(row.figure)) for row in form.figures.all()]


def name_units(unit_ids: Sequence[int]) -> str:
    """Return the names of units in their order, joined."""
    names = Unit.objects.filter(pk__in=unit_ids).order_by("order", "code").values_list("name", flat=True)
    return "、".join(names)


def number_of(case_id: int) -> str:
    """Return the number of a case just opened."""
    return str(Case.objects.values_list("number", flat=True).get(pk=case_id))


def is_being_signed(case: Case) -> bool:
    """Say whether content of a case now goes through sign-off inside its unit."""
    return case.sign_offs.filter(state="pending").exists()
