"""What this room's guards need beyond the engine's facts, gathered into frozen values."""

from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import Case
from mingzheng.domains.returns.models import FormDetail, ReturnDetail
from mingzheng.domains.returns.rules import Finding
from mingzheng.domains.returns.sheet import read_sheet
from mingzheng.figures.public import find_figure
from mingzheng.platform.org.public import Unit, descendant_ids


@dataclass(frozen=True, slots=True)
class FormFacts:
    """How far a form is drawn up."""

    figures: int
    units: int
    due_on: date
    gone_units: tuple[str, ...] = ()
    unknown_figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What is to be looked at in a unit's return, and who verifies it."""

    findings: tuple[Finding, ...]
    verify_units: frozenset[int]
    verify_names: str


def form_facts(case: Case, on: date) -> FormFacts:
    """Gather the facts of a form's case."""
    form = FormDetail.objects.get(pk=case.pk)
    codes = list(form.figures.values_list("figure", flat=True))
    living = set(Unit.objects.on(on).filter(pk__in=form.unit_ids).values_list("pk", flat=True))
    gone = Unit.objects.filter(pk__in=set(form.unit_ids) - living)
    return FormFacts(
        figures=len(codes),
        units=len(form.unit_ids),
        due_on=form.due_on,
        gone_units=tuple(gone.values_list("name", flat=True)),
        unknown_figures=tuple(code for code in codes if find_figure(code) is None),
    )


def return_facts(case: Case, on: date) -> ReturnFacts:
    """Gather the facts of a unit's return."""
    item = ReturnDetail.objects.select_related("form", "unit").get(pk=case.pk)
    named = item.form.verify_unit_ids
    names = Unit.objects.filter(pk__in=named).values_list("name", flat=True) if named else ()
    below = descendant_ids(named, on) | frozenset(named) if named else frozenset[int]()
    return ReturnFacts(read_sheet(item).findings, below, "、".join(names))
