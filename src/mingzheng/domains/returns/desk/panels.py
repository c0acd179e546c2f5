"""Blocks this room adds to the pages of its cases: a form's figures and units, a return's values. Reads only."""

from django.urls import reverse

from mingzheng.casework.public import Case, Panel
from mingzheng.domains.returns.desk.acting import is_office
from mingzheng.domains.returns.rules import write_relation
from mingzheng.domains.returns.selectors import (
    find_files,
    find_form_of,
    find_return_of,
    is_being_signed,
    list_asked,
    name_units,
)
from mingzheng.domains.returns.services.filling import may_fill
from mingzheng.domains.returns.sheet import list_relations, read_sheet
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Fact


def form_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return what a form asks of whom."""
    form = find_form_of(case)
    if form is None:
        return []
    asked = list_asked(form)
    codes = [row.figure for row, _ in asked]
    facts = [
        Fact("填报时段", form.period.label()),
        Fact("核验单位", name_units(form.verify_unit_ids) or "党政办核验人员"),
    ]
    relations = [write_relation(item, codes) for item in list_relations(form.pk)]
    context = {
        "facts": facts,
        "asked": asked,
        "relations": relations,
        "case": case,
        "is_office": is_office(actor),
        "board_url": reverse("returns:board", args=[case.number]) if case.state != "draft" else "",
    }
    return [Panel("填报表", "returns/panels/form.html", context)]


def return_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the values of a unit's return, as signers and verifiers read them."""
    item = find_return_of(case)
    if item is None:
        return []
    sheet = read_sheet(item)
    files = find_files(pk for line in sheet.lines for pk in line.line.evidence)
    rows = [(line, [files[pk] for pk in line.line.evidence if pk in files]) for line in sheet.lines]
    context = {
        "case": case,
        "item": item,
        "sheet": sheet,
        "rows": rows,
        "may_fill": may_fill(case) and item.unit_id in actor.unit_ids and not is_being_signed(case),
    }
    return [Panel(f"数值（已填 {sheet.filled} / {len(sheet.lines)} 项）", "returns/panels/return.html", context)]
