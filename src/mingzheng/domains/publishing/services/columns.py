"""Make and change columns and their tables of signatures; each change is on record with what it was before."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mingzheng.domains.publishing.models import Column, ColumnStep, UnitSite
from mingzheng.domains.publishing.rules import StepRule
from mingzheng.domains.publishing.site.addresses import SITE, UNIT_SITES
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.portal.public import PageRef, publish_after_commit

STREAM = "publishing_column"


def save_column(column: Column, steps: dict[str, StepRule], *, actor: Actor) -> Column:
    """Keep a column and who signs in it. What was judged before is not judged again here."""
    with transaction.atomic():
        before = Column.objects.filter(pk=column.pk).values().first() if column.pk else None
        column.save()
        held = {row.step: row for row in ColumnStep.objects.filter(column=column)}
        for step, rule in steps.items():
            row = held.get(step) or ColumnStep(column=column, step=step)
            row.posts, row.gates = sorted(rule.posts), list(rule.gates)
            row.save()
        append(
            stream=STREAM,
            stream_id=str(column.pk),
            kind="column_changed" if before else "column_made",
            payload={"before": _plain(before), "after": _plain(_values(column)), "steps": _plain_steps(steps)},
            actor=actor.ref,
            occurred_on=None,
            recorded_at=now(),
        )
    return column


def save_unit_site(site: UnitSite, *, actor: Actor) -> UnitSite:
    """Keep a unit's site, on record, and have its page and the list of sites drawn after commit."""
    with transaction.atomic():
        before = UnitSite.objects.filter(pk=site.pk).values().first() if site.pk else None
        site.save()
        append(
            stream=STREAM,
            stream_id=f"site:{site.pk}",
            kind="unit_site_changed" if before else "unit_site_made",
            payload={"before": _plain(before), "after": _plain(_values(site))},
            actor=actor.ref,
            occurred_on=None,
            recorded_at=now(),
        )
        codes = {site.code, str(before["code"]) if before else site.code}
        publish_after_commit([PageRef(SITE, UNIT_SITES), *(PageRef(UNIT_SITES, code) for code in sorted(codes))])
    return site


def _values(column: Column | UnitSite) -> dict[str, Any]:
    return {field.attname: getattr(column, field.attname) for field in column._meta.concrete_fields}


def _plain(values: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in (values or {}).items()}


def _plain_steps(steps: dict[str, StepRule]) -> dict[str, list[str]]:
    return {step: [*sorted(rule.posts), "|", *rule.gates] for step, rule in steps.items()}
