"""Figures of a unit's own 自定指标: what a number counts that no room declares, so that it can be reported and verified.

Such a figure is a reading and nothing else: who wrote the words says what is counted, a named unit reports the value,
somebody else verifies it. The words are its code, so that the same words are the same figure and are never changed.
Where a room later declares a figure with the same meaning, it names the code in `replaces`.
"""

from collections.abc import Sequence

from mingzheng.figures.declaration import Figure, Kind, Readings
from mingzheng.figures.errors import BadReading, NotPermitted
from mingzheng.figures.models import LocalFigure
from mingzheng.figures.readings import rules
from mingzheng.figures.registry import register_resolver
from mingzheng.kit.digests import canonical_json, sha256_hex
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger import public as ledger

ROOM = "local"
SHORTEST, LONGEST = 4, 60
KINDS = frozenset({Kind.MEASURED, Kind.TARGET, Kind.RANK, Kind.RULE, Kind.COUNT_OF_LIST, Kind.CHANGE})


def define_local(title: str, *, unit_word: str, kind: Kind, unit_id: int, actor: Actor) -> Figure:
    """Define a figure of a unit's own, or return the one with the same words. In the caller's transaction.

    Raises BadReading for words that say nothing, NotPermitted for somebody who may not report for the unit.
    """
    words = "".join(title.split())
    if not SHORTEST <= len(words) <= LONGEST:
        raise BadReading(
            {"title": [f"请用 {SHORTEST} 到 {LONGEST} 个字写明这个数统计的是什么，如“开展送法进企业活动场次”"]}
        )
    if not rules.may_record(actor, unit_id):
        raise NotPermitted("您不能为该单位填报", next_step="请联系该单位联络员，或由党政办代填")
    code = f"{ROOM}.f{sha256_hex(canonical_json([unit_id, words, unit_word, kind.value]))[:20]}"
    at = ledger.now()
    row, is_new = LocalFigure.objects.get_or_create(
        code=code,
        defaults={
            "title": words,
            "unit_word": unit_word[:20],
            "kind": kind.value,
            "unit_id": unit_id,
            "defined_by": actor.name[:60],
            "defined_at": at,
        },
    )
    if is_new:
        ledger.append(
            stream="figure",
            stream_id=code,
            kind="figure_defined_locally",
            payload={"title": words, "unit_word": row.unit_word, "kind": kind.value, "unit": unit_id},
            actor=actor.ref,
            occurred_on=None,
            recorded_at=at,
        )
    return _figure(row)


def list_local_figures(unit_ids: frozenset[int] | None = None) -> Sequence[Figure]:
    """Return the figures of units' own, by title; of these units, or all."""
    rows = LocalFigure.objects.select_related("unit").order_by("title", "code")
    return [_figure(row) for row in (rows if unit_ids is None else rows.filter(unit_id__in=unit_ids))]


def find_local(code: str) -> Figure | None:
    """Return the figure of a unit's own with this code, or None."""
    if not code.startswith(f"{ROOM}."):
        return None
    row = LocalFigure.objects.select_related("unit").filter(pk=code).first()
    return None if row is None else _figure(row)


def _figure(row: LocalFigure) -> Figure:
    return Figure(
        row.code,
        row.title,
        f"{row.title}（{row.unit}自定，{row.defined_by}写明）",
        row.unit_word,
        kind=Kind(row.kind),
        source=Readings(),
        bounds=(None, None) if row.kind == Kind.CHANGE else (0, None),
    )


register_resolver(find_local)
