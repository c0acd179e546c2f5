"""Make and change columns and their tables of signatures; each change is on record with what it was before."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mingzheng.domains.publishing.models import Column, ColumnStep
from mingzheng.domains.publishing.rules import StepRule
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append, now

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


def _values(column: Column) -> dict[str, Any]:
    return {field.attname: getattr(column, field.attname) for field in column._meta.concrete_fields}


def _plain(values: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in (values or {}).items()}


def _plain_steps(steps: dict[str, StepRule]) -> dict[str, list[str]]:
    return {step: [*sorted(rule.posts), "|", *rule.gates] for step, rule in steps.items()}
