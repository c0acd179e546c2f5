"""Propose changes to a catalogue: one call opens one case. Everything after it is acts on that case through the door."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mingzheng.casework.public import Receipt, open_case, perform
from mingzheng.catalogues.declaration import Catalogue, ChangeKind
from mingzheng.catalogues.registry import get_catalogue
from mingzheng.catalogues.rules import PROCEDURE
from mingzheng.catalogues.values import unit_names
from mingzheng.platform.access.public import Actor

LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One entry to add, alter or cancel, with its values as they would be typed."""

    kind: ChangeKind
    number: str
    values: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""


def propose_change(
    code: str,
    *,
    actor: Actor,
    lines: Sequence[ProposedLine],
    effective_on: date,
    reason: str,
    recorded_at: datetime,
    occurred_on: date,
    key: str,
) -> Receipt:
    """Open a proposal. Raises the errors of the door: NotPermitted, BadInput, Refused, KeyReused."""
    catalogue = get_catalogue(code)
    data = {
        "title": title_of(catalogue, lines),
        "effective_on": effective_on.isoformat(),
        "reason": reason,
        "lines": rows_of(lines),
    }
    return open_case(
        PROCEDURE,
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data=data,
        key=key,
        detail={"catalogue": code},
    )


def resubmit_change(
    case_id: int,
    *,
    actor: Actor,
    lines: Sequence[ProposedLine],
    effective_on: date,
    reason: str,
    recorded_at: datetime,
    occurred_on: date,
    key: str,
    seen_version: int | None = None,
) -> Receipt:
    """Hand a returned proposal in again with the lines as they now stand."""
    data = {"effective_on": effective_on.isoformat(), "reason": reason, "lines": rows_of(lines)}
    return perform(
        case_id,
        "resubmit",
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data=data,
        key=key,
        seen_version=seen_version,
    )


def title_of(catalogue: Catalogue, lines: Sequence[ProposedLine]) -> str:
    """Return what a proposal is called: the one entry it concerns, or how many it adds, alters and cancels."""
    if len(lines) == 1:
        line = lines[0]
        name = str(line.values.get("title") or line.title or line.number)
        return f"{catalogue.title}{line.kind.label}“{name[:LONGEST_SHOWN]}”"
    counts = [(kind, sum(1 for line in lines if line.kind is kind)) for kind in ChangeKind]
    return f"{catalogue.title}调整（{'、'.join(f'{kind.label} {n} 条' for kind, n in counts if n)}）"


def rows_of(lines: Iterable[ProposedLine]) -> list[dict[str, str]]:
    """Return the lines as rows of the act's form."""
    found = list(lines)
    names = unit_names(*(line.values for line in found))
    return [
        {
            "kind": line.kind.label,
            "number": line.number,
            "title": str(line.values.get("title") or line.title),
            "unit": names.get(line.values.get("unit", 0), ""),
            "data": json.dumps(dict(line.values), ensure_ascii=False, sort_keys=True),
        }
        for line in found
    ]
