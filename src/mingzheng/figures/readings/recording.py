"""Put a reading and what happens to it into its table and the ledger stream "reading". Decides nothing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from mingzheng.figures.declaration import Figure
from mingzheng.figures.models import Reading
from mingzheng.figures.periods import Period
from mingzheng.figures.wordings import Wording
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger import public as ledger

STREAM = "reading"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody reported besides the number: from where, by whom, in which period's words, with which files.

    `unit_word` is the unit as reported where it is not the figure's own; an empty one is a number without a unit.
    """

    source_words: str = ""
    period_words: str = ""
    means: str = "typed"
    evidence: tuple[int, ...] = ()
    given_by_id: int | None = None
    dims: Mapping[str, str] = field(default_factory=dict)
    printed: str = ""
    unit_word: str | None = None
    kind: str = ""


def digest_of(figure: Figure, unit_id: int, period: Period, wording: Wording, given: Given) -> str:
    """Return the digest by which a repeated submission is known to be the same one."""
    text = json.dumps([figure.code, unit_id, period.key, wording.text, asdict(given)], ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def dims_key(dims: Mapping[str, str]) -> str:
    """Return the text by which a part of a figure is named in the unique constraint."""
    return json.dumps(dict(sorted(dims.items())), ensure_ascii=False) if dims else ""


def make_reading(
    figure: Figure,
    unit_id: int,
    period: Period,
    wording: Wording,
    given: Given,
    *,
    actor: Actor,
    at: datetime,
    key: str | None,
    supersedes: Reading | None = None,
    reason: str = "",
) -> Reading:
    """Return the row of a reading, not yet written."""
    unit_word = (wording.unit or figure.unit) if given.unit_word is None else given.unit_word
    return Reading(
        figure=figure.code,
        version=figure.version,
        unit_id=unit_id,
        period_key=period.key,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        period_words=given.period_words,
        dims=dict(given.dims),
        dims_key=dims_key(given.dims),
        printed=given.printed or f"{wording.text}{unit_word}",
        number_text=wording.number_text,
        value=wording.value,
        scale=wording.scale,
        unit_word=unit_word,
        qualifier=wording.qualifier.value,
        kind=given.kind or figure.kind.value,
        source_words=given.source_words,
        means=given.means,
        evidence=list(given.evidence),
        given_by_id=given.given_by_id,
        recorded_by_id=actor.account_id,
        recorded_person_id=actor.person_id,
        recorded_name=actor.name[:60],
        recorded_at=at,
        key=key,
        key_digest=digest_of(figure, unit_id, period, wording, given) if key else "",
        supersedes=supersedes,
        reason=reason,
    )


def note(reading: Reading, kind: str, *, actor: Actor, at: datetime, payload: dict[str, Any]) -> None:
    """Append one entry about a reading to its ledger stream."""
    ledger.append(
        stream=STREAM,
        stream_id=str(reading.pk),
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )


def content_of(reading: Reading) -> dict[str, Any]:
    """Return what the ledger keeps of a reading's content."""
    return {
        "figure": f"{reading.figure}@{reading.version}",
        "unit": reading.unit_id,
        "period": reading.period_key,
        "dims": reading.dims,
        "printed": reading.printed,
        "value": None if reading.value is None else str(reading.number),
        "qualifier": reading.qualifier,
        "source": reading.source_words,
        "means": reading.means,
        "given_by": reading.given_by_id,
        "evidence": reading.evidence,
        "supersedes": reading.supersedes_id,
        "reason": reading.reason,
    }
