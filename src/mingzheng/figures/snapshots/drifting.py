"""How frozen values differ from today's: the value, the rows behind it, the definition.

A value that stays the same may rest on other rows; their digest tells. Up to `MOST_DIGESTED` rows it is taken at every
look; where more rows stand behind a value a night job takes it, and a look compares with what that found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mingzheng.figures.models import Snapshot, SnapshotCheck, SnapshotValue
from mingzheng.figures.periods import Scope
from mingzheng.figures.registry import find_figure
from mingzheng.figures.snapshots.digests import definition_of, digest, digest_rows
from mingzheng.figures.snapshots.services import export_snapshot, scope_of
from mingzheng.figures.values import FigureValue, values_of
from mingzheng.platform.ledger import public as ledger

MOST_DIGESTED = 1_000
CHECKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Drift:
    """A frozen value that would be another one today. `reasons` are for people."""

    frozen: SnapshotValue
    present: FigureValue | None
    reasons: tuple[str, ...]


def drift(snapshot: Snapshot) -> list[Drift]:
    """Return the frozen values that would be others today, with the reasons; nothing when all still hold."""
    return drifts_of(list(snapshot.values.order_by("place")))


def drift_of(row: SnapshotValue) -> Drift | None:
    """Return how one frozen value differs from today's, or None."""
    return next(iter(drifts_of([row])), None)


def drifts_of(rows: Sequence[SnapshotValue]) -> list[Drift]:
    """Return which of these frozen values differ from today's, in their order; values are asked scope by scope."""
    known = [row for row in rows if find_figure(row.figure) is not None]
    asked: dict[Scope, list[str]] = {}
    for row in known:
        asked.setdefault(scope_of(row), []).append(row.figure)
    values = {scope: values_of(codes, scope=scope) for scope, codes in asked.items()}
    many = [row.pk for row in known if row.rows_count > MOST_DIGESTED]
    checks = SnapshotCheck.objects.in_bulk(many) if many else {}
    found = []
    for row in rows:
        present = values[scope_of(row)][row.figure] if find_figure(row.figure) is not None else None
        reasons = _reasons(row, present, checks) if present is not None else ("该指标已不再定义",)
        if reasons:
            found.append(Drift(row, present, reasons))
    return found


def _reasons(row: SnapshotValue, present: FigureValue, checks: Mapping[int, SnapshotCheck]) -> tuple[str, ...]:
    figure, reasons = present.figure, []
    if present.value != (None if row.value is None else row.value.normalize()):
        reasons.append(f"数值现为{present.printed or '暂无'}，冻结时为{row.printed}")
    if present.rows_count != row.rows_count:
        reasons.append(f"来源记录有变化：现有{present.rows_count}条，冻结时{row.rows_count}条")
    elif _rows_differ(row, present, checks):
        reasons.append("来源记录有变化：条数未变，内容有变")
    if digest(definition_of(figure)) != row.definition_digest:
        reasons.append(f"指标定义有变化，现为第{figure.version}版，冻结时为第{row.version}版")
    return tuple(reasons)


def _rows_differ(row: SnapshotValue, present: FigureValue, checks: Mapping[int, SnapshotCheck]) -> bool:
    if present.rows_count <= MOST_DIGESTED:
        return digest_rows(present) != row.rows_digest
    check = checks.get(row.pk)
    return check is not None and check.rows_digest != row.rows_digest


def check_many_rows() -> int:
    """Take the digest of the rows behind values with very many rows, those not looked at for longest first.

    Return how many were looked at; each is looked at once a day at most.
    """
    day_ago = ledger.now() - timedelta(hours=20)
    rows = SnapshotValue.objects.filter(rows_count__gt=MOST_DIGESTED).exclude(check_held__checked_at__gt=day_ago)
    count = 0
    for row in rows.order_by("check_held__checked_at", "pk")[:CHECKED_AT_ONCE]:
        if find_figure(row.figure) is None:
            continue
        present = values_of([row.figure], scope=scope_of(row))[row.figure]
        found = {"checked_at": ledger.now(), "rows_digest": digest_rows(present)}
        SnapshotCheck.objects.update_or_create(value=row, defaults=found)
        count += 1
    return count


def check_here(content: Mapping[str, Any]) -> list[str]:
    """Return where a file differs from the snapshot this installation took, and what has drifted since."""
    snapshot = Snapshot.objects.filter(digest=str(content.get("digest", ""))).first()
    if snapshot is None:
        return ["本系统没有这一快照"]
    changed = export_snapshot(snapshot)["values"] != content.get("values")
    found = ["文件与本系统保存的快照不一致"] if changed else []
    return found + [f"{item.frozen.figure}：{reason}" for item in drift(snapshot) for reason in item.reasons]
