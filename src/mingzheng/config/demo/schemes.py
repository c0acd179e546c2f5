"""Registers, checks and books the demo's schemes: what the parser read in the document becomes rows and cases.

Every unit printed must be found in the demo's unit tree; one that is not is a mistake in the data and stops the load.
"""

from datetime import date, datetime

from mingzheng.casework.public import Case
from mingzheng.config.demo.papers import SchemePaper
from mingzheng.config.demo.story import Stage
from mingzheng.domains.workplan.models import Requirement, RequirementUnit
from mingzheng.domains.workplan.services import importing
from mingzheng.domains.workplan.services.booking import book_all
from mingzheng.domains.workplan.services.directory import read_directory

LONGEST_POINT = 24


class UnknownUnitError(LookupError):
    """The demo's scheme names a unit the demo's district does not have."""


def register_scheme(stage: Stage, paper: SchemePaper, *, year: int, at: datetime, kind: str = "issued") -> int:
    """Import a scheme's document as its clerk would, and check the rows; return its case.

    `importing.import_scheme` itself stands outside any transaction, because a refusal must stay on record; the demo is
    loaded whole or not at all, so the same steps are taken one by one here.
    """
    read = importing.read_scheme(paper.content, filename=paper.file_name, year=year)
    scheme = read.scheme
    data = {"title": read.title, "year": year, "kind": kind, "doc_number": scheme.doc_number, "issuer": scheme.issuer}
    data |= {"issued_on": scheme.date, "publicity": scheme.publicity if kind == "issued" else ""}
    given = {name: value for name, value in data.items() if value}
    receipt = stage.open("workplan_scheme", "clerk", at, data=given, title=read.title)
    importing._store(receipt.case_id, read, read_directory(at.date()), None)
    _require_known_units(receipt.case_id)
    for row in Requirement.objects.filter(scheme_id=receipt.case_id, title=""):
        _name_point(row)
    return receipt.case_id


def _require_known_units(scheme_id: int) -> None:
    unknown = RequirementUnit.objects.filter(requirement__scheme_id=scheme_id, unit=None).values_list(
        "printed", flat=True
    )
    if unknown:
        raise UnknownUnitError("、".join(unknown))


def _name_point(row: Requirement) -> None:
    """Take a short first sentence as the row's point."""
    point, _, rest = row.text.partition("。")
    if rest and len(point) <= LONGEST_POINT:
        Requirement.objects.filter(pk=row.pk).update(title=point, text=rest)


def book_scheme(stage: Stage, scheme_id: int, *, at: datetime) -> None:
    """Give the order to book a scheme and carry it out at once."""
    stage.perform(scheme_id, "book", "office_section", at)
    actor = stage.actor("office_section", at.date())
    book_all(scheme_id, actor=actor, occurred_on=at.date(), recorded_at=at)


def list_items(scheme_id: int) -> list[Case]:
    """Return the units' rows of a booked scheme with what the stories need, in the scheme's order."""
    items = Case.objects.filter(procedure="workplan_item", workplan_itemdetail__scheme_id=scheme_id)
    return list(items.select_related("workplan_itemdetail__requirement", "parent", "handling_unit").order_by("pk"))


def booking_day(stage: Stage, year: int) -> date:
    """Return the day a year's scheme is booked: the last third of February."""
    return stage.working_day(date(year, 2, 24))
