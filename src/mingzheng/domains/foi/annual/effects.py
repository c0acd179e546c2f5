"""What acts on annual disclosure reports do besides moving state: first text, freezing, thawing, the days of leaving.

Each runs inside the act's transaction, after the act is on record.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingzheng.casework.public import BadInput, EffectContext
from mingzheng.domains.foi.annual.models import AnnualReport, AnnualText
from mingzheng.domains.foi.annual.numbers import FORM, figure_values
from mingzheng.domains.foi.annual.output.as_json import composed_to_json
from mingzheng.domains.foi.annual.selectors import composed_report, counted_units, district_of
from mingzheng.domains.foi.annual.words import PLANS, YEAR, title_of
from mingzheng.domains.foi.figures import figure_of
from mingzheng.figures.public import Frozen, Scope, ValueState, list_bindings, parse_markup, take_snapshot
from mingzheng.kit.digests import canonical_json, sha256_hex
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import get_unit
from mingzheng.proofing.disclosure.form import TOTAL, FormTable, cells_of


def fill_new_report(context: EffectContext) -> None:
    """Give a new case its organ and its first text; an effect of the opening."""
    units = context.given["lead_units"]
    if len(units) != 1:
        raise BadInput({"lead_units": ["一份报告只有一个报告单位"]})
    report = AnnualReport.objects.select_related("case").get(pk=context.case.pk)
    lead = get_unit(units[0])
    report.unit = district_of(lead, date(report.year, 12, 31)) if report.is_consolidated else lead
    same = AnnualReport.objects.filter(
        unit=report.unit, year=report.year, is_consolidated=report.is_consolidated, is_dropped=False
    )
    if same.exclude(pk=report.pk).exists():
        raise BadInput({"lead_units": [f"{report.organ}{report.year}年的报告已经布置，不能重复"]})
    report.save(update_fields=["unit"])
    AnnualText.objects.bulk_create(
        AnnualText(report=report, code=plan.code, text=_beginning(plan.begins, report), updated_at=context.recorded_at)
        for plan in PLANS
    )


def _beginning(text: str, report: AnnualReport) -> str:
    """Return the sentences whose figures have a value; the others wait until somebody writes them."""
    values = figure_values(list_bindings(parse_markup(text)), units=counted_units(report), year=report.year)
    kept = []
    for sentence in text.replace(YEAR, str(report.year)).split("。"):
        bound = [one for one in list_bindings(parse_markup(sentence)) if not one.code.startswith(FORM)]
        if sentence and all(one.code in values and values[one.code].state is not ValueState.MISSING for one in bound):
            kept.append(f"{sentence}。")
    return "".join(kept)


def _report(context: EffectContext) -> AnnualReport:
    return AnnualReport.objects.select_related("case", "unit").get(pk=context.case.pk)


def freeze(context: EffectContext) -> None:
    """Fix text and cells under the signature: whoever reads the report from now on reads this."""
    report = _report(context)
    composed = composed_report(report, live=True)
    stored = composed_to_json(composed)
    report.signer, report.signed_on = context.actor.name[:60], context.occurred_on
    report.frozen, report.frozen_digest = stored, sha256_hex(canonical_json(stored))
    report.snapshot_id = _snapshot(report, actor=context.actor)
    report.save(update_fields=["signer", "signed_on", "frozen", "frozen_digest", "snapshot_id"])
    context.notes.append({"digest": report.frozen_digest, "cells": len(composed.cells)})


def _snapshot(report: AnnualReport, *, actor: Actor) -> int:
    units = counted_units(report)
    seen = dict.fromkeys(
        figure_of(cell, report.year)
        for table in FormTable
        for cell in cells_of(table)
        if (cell.column == TOTAL) is (table is FormTable.APPLICATIONS)
    )
    items = [Frozen(code, Scope(units, period)) for code, period in seen]
    # What may be missing or unconfirmed was judged by the guards of this very act.
    title = title_of(report.organ, report.year)
    return take_snapshot(title, items, actor=actor, subject=f"case:{report.pk}", allow_unverified=True).pk


def thaw(context: EffectContext) -> None:
    """Let text and cells move again; the signature is void."""
    AnnualReport.objects.filter(pk=context.case.pk).update(
        frozen={}, frozen_digest="", signer="", signed_on=None, snapshot_id=None, item_number=""
    )


def submit(context: EffectContext) -> None:
    """Note the day the report was submitted to the competent department."""
    AnnualReport.objects.filter(pk=context.case.pk).update(submitted_on=context.occurred_on)


def publish(context: EffectContext) -> None:
    """Note the day of publication; what is published is what was signed."""
    AnnualReport.objects.filter(pk=context.case.pk).update(published_on=context.occurred_on)


def drop(context: EffectContext) -> None:
    """Make room for another report of the same organ and year."""
    AnnualReport.objects.filter(pk=context.case.pk).update(is_dropped=True)


ANNUAL_EFFECTS: Mapping[str, Any] = {
    "foi.annual_start": fill_new_report,
    "foi.annual_freeze": freeze,
    "foi.annual_thaw": thaw,
    "foi.annual_submit": submit,
    "foi.annual_publish": publish,
    "foi.annual_drop": drop,
}
