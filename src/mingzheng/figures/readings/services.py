"""Writes to readings: report, verify, correct, withdraw. Each is one transaction. Closing periods is `closing`.

Whether somebody may is `rules`; how it is put on record is `recording`. What a reading is worth is `values`.
"""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from mingzheng.figures.declaration import Figure
from mingzheng.figures.errors import BadReading, FigureError, KeyReused, NotInThisState, NotPermitted
from mingzheng.figures.models import Reading
from mingzheng.figures.periods import Period
from mingzheng.figures.readings import rules
from mingzheng.figures.readings.facts import are_usable, gather_unit, is_locked
from mingzheng.figures.readings.recording import Given, content_of, digest_of, dims_key, make_reading, note
from mingzheng.figures.registry import get_figure
from mingzheng.figures.wordings import Wording, read_reported
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile, attach, refuse_marked_text
from mingzheng.platform.ledger import public as ledger

NO_DETAILS = Given()


def record_reading(
    code: str,
    *,
    unit_id: int,
    period: Period,
    value: str | Wording,
    actor: Actor,
    details: Given = NO_DETAILS,
    key: str = "",
    screened: bool = False,
) -> Reading:
    """Record what a unit reports for a figure and period; it is 未核 until somebody else verified it.

    `value` is the number as people write it ("57", "200余", "近2万") or a parsed wording. `key` makes a repeated call
    return the first result. Typed words are screened for secrecy marks, which needs to stand outside any transaction;
    a caller inside one has screened them and says `screened`.
    Raises UnknownFigure, NotPermitted, BadReading (by field), KeyReused.
    """
    figure = get_figure(code)
    if not rules.may_record(actor, unit_id):
        raise NotPermitted("您不能为该单位填报", next_step="请联系该单位联络员，或由党政办代填")
    wording = read_value(figure, value, details)
    repeated = _find_repeated(actor, key, digest_of(figure, unit_id, period, wording, details))
    if repeated is not None:
        return repeated
    screen_words(actor, details.source_words, details.period_words, screened=screened)
    at = ledger.now()
    _refuse_faults(figure, unit_id, period, wording, details, actor)
    full_key = f"{actor.ref}:{key}" if key else None
    try:
        with transaction.atomic():
            reading = make_reading(figure, unit_id, period, wording, details, actor=actor, at=at, key=full_key)
            return _write(reading, "reading_recorded", actor, at)
    except IntegrityError:
        # Two people at once, or the same click twice: whoever came second reads what is there.
        repeated = _find_repeated(actor, key, digest_of(figure, unit_id, period, wording, details))
        if repeated is not None:
            return repeated
        raise _taken(figure, unit_id, period, details) from None


def correct_reading(
    reading_id: int,
    *,
    value: str | Wording,
    reason: str,
    actor: Actor,
    details: Given | None = None,
    more_evidence: tuple[int, ...] = (),
    key: str = "",
    screened: bool = False,
) -> Reading:
    """Replace a reading by a corrected one; the old stays in the history. The new one must be verified again.

    Raises NotPermitted, NotInThisState (also for a locked one), BadReading.
    """
    screen_words(actor, reason, details.source_words if details else "", screened=screened)
    at = ledger.now()
    with transaction.atomic():
        old = _lock(reading_id)
        figure = get_figure(old.figure)
        kept = details or _details_of(old)
        kept = replace(kept, evidence=(*kept.evidence, *more_evidence))
        wording = read_value(figure, value, kept)
        period = Period.from_key(old.period_key)
        repeated = _find_repeated(actor, key, digest_of(figure, old.unit_id, period, wording, kept))
        if repeated is not None:
            return repeated
        if not rules.may_record(actor, old.unit_id):
            raise NotPermitted("您不能更正该单位的填报值")
        _must_be(old, {Reading.State.UNVERIFIED, Reading.State.VERIFIED}, "更正")
        require_reason(reason)
        _refuse_faults(figure, old.unit_id, period, wording, kept, actor, replacing=old)
        old.state, old.is_current = Reading.State.SUPERSEDED, False
        old.save(update_fields=["state", "is_current"])
        new = make_reading(
            figure,
            old.unit_id,
            period,
            wording,
            kept,
            actor=actor,
            at=at,
            key=f"{actor.ref}:{key}" if key else None,
            supersedes=old,
            reason=reason.strip(),
        )
        _write(new, "reading_recorded", actor, at)
        note(old, "reading_superseded", actor=actor, at=at, payload={"by": new.pk, "reason": reason.strip()})
        return new


def verify_reading(reading_id: int, *, actor: Actor, opinion: str = "", screened: bool = False) -> Reading:
    """Confirm a reading against its evidence. Never by the one who recorded it. Repeating it changes nothing.

    Raises NotPermitted, NotInThisState.
    """
    screen_words(actor, opinion, screened=screened)
    at = ledger.now()
    with transaction.atomic():
        reading = _lock(reading_id)
        if not rules.may_verify(actor, reading.unit_id):
            raise NotPermitted("您不能核验该单位的填报值", next_step="请由核验人员或该单位科室负责人核验")
        if reading.state in {Reading.State.VERIFIED, Reading.State.LOCKED}:
            return reading
        _must_be(reading, {Reading.State.UNVERIFIED}, "核验")
        if rules.is_same_hand(actor, account_id=reading.recorded_by_id, person_id=reading.recorded_person_id):
            raise NotPermitted("填报人不能核验自己填报的数值", next_step="请由另一人核验")
        reading.state, reading.verified_name, reading.verified_at = Reading.State.VERIFIED, actor.name[:60], at
        reading.save(update_fields=["state", "verified_name", "verified_at"])
        note(reading, "reading_verified", actor=actor, at=at, payload={"opinion": opinion.strip()})
        return reading


def withdraw_reading(reading_id: int, *, reason: str, actor: Actor, screened: bool = False) -> Reading:
    """Take a reading back: it counts no more and stays in the history. Raises NotPermitted, NotInThisState, BadReading."""
    screen_words(actor, reason, screened=screened)
    at = ledger.now()
    with transaction.atomic():
        reading = _lock(reading_id)
        if not (rules.may_record(actor, reading.unit_id) or rules.may_verify(actor, reading.unit_id)):
            raise NotPermitted("您不能撤回该单位的填报值")
        if reading.state == Reading.State.WITHDRAWN:
            return reading
        _must_be(reading, {Reading.State.UNVERIFIED, Reading.State.VERIFIED}, "撤回")
        require_reason(reason)
        reading.state, reading.is_current, reading.reason = Reading.State.WITHDRAWN, False, reason.strip()
        reading.save(update_fields=["state", "is_current", "reason"])
        note(reading, "reading_withdrawn", actor=actor, at=at, payload={"reason": reason.strip()})
        return reading


def read_value(figure: Figure, value: str | Wording, details: Given) -> Wording:
    """Return the wording somebody typed for a figure. Raises BadReading."""
    if isinstance(value, Wording):
        return value
    try:
        return read_reported(value, unit=_unit_word(figure, details), kind=details.kind or figure.kind)
    except ValueError as error:
        raise BadReading({"value": [str(error)]}) from None


def _unit_word(figure: Figure, details: Given) -> str:
    return figure.unit if details.unit_word is None else details.unit_word


def _refuse_faults(
    figure: Figure,
    unit_id: int,
    period: Period,
    wording: Wording,
    details: Given,
    actor: Actor,
    *,
    replacing: Reading | None = None,
) -> None:
    today = ledger.today()
    faults = rules.find_faults(
        figure,
        wording,
        period,
        gather_unit(unit_id, period, today=today),
        locked=is_locked(figure.code, unit_id, period),
        today=today,
        means=details.means,
    )
    unknown = [code for code in details.dims if figure.dimension(code) is None]
    if unknown:
        faults["dims"] = [f"“{figure.title}”没有分组 {code}" for code in unknown]
    if not are_usable(details.evidence, actor, replacing):
        faults["evidence"] = ["有佐证材料不存在、已删除，或不是您上传的，请重新上传"]
    if faults:
        raise BadReading(faults)
    if replacing is None and _held(figure, unit_id, period, details):
        raise _taken(figure, unit_id, period, details)


def _held(figure: Figure, unit_id: int, period: Period, details: Given) -> Reading | None:
    rows = Reading.objects.filter(figure=figure.code, unit_id=unit_id, period_key=period.key, is_current=True)
    return rows.filter(dims_key=dims_key(details.dims)).first()


def _taken(figure: Figure, unit_id: int, period: Period, details: Given) -> FigureError:
    held = _held(figure, unit_id, period, details)
    said = f"{held.printed}（{held.recorded_name}填报，{held.get_state_display()}）" if held else "另一数值"
    return BadReading({"value": [f"{figure.title}{period.label()}已有填报值{said}，如有变化请用“更正”"]})


def _write(reading: Reading, kind: str, actor: Actor, at: datetime) -> Reading:
    reading.save(force_insert=True)
    for file in StoredFile.objects.filter(pk__in=reading.evidence):
        attach(file, subject=f"reading:{reading.pk}", actor=actor, role="evidence")
    note(reading, kind, actor=actor, at=at, payload=content_of(reading))
    return reading


def _find_repeated(actor: Actor, key: str, digest: str) -> Reading | None:
    held = Reading.objects.filter(key=f"{actor.ref}:{key}").first() if key else None
    if held is not None and held.key_digest != digest:
        raise KeyReused("同一提交编号用于了不同内容", next_step="请刷新页面后重新填写")
    return held


def _details_of(old: Reading) -> Given:
    return Given(
        source_words=old.source_words,
        period_words=old.period_words,
        means=old.means,
        evidence=tuple(old.evidence),
        given_by_id=old.given_by_id,
        dims=old.dims,
        unit_word=old.unit_word,
        kind=old.kind,
    )


def _lock(reading_id: int) -> Reading:
    reading = Reading.objects.select_for_update().filter(pk=reading_id).first()
    if reading is None:
        raise FigureError("没有这条填报值")
    return reading


def _must_be(reading: Reading, states: set[Reading.State], what: str) -> None:
    if reading.state not in states:
        raise NotInThisState(
            f"该填报值{reading.get_state_display()}，不能{what}", next_step="请刷新页面，查看它的最新情况"
        )


def require_reason(reason: str) -> None:
    """Raise BadReading where no reason was given."""
    if not reason.strip():
        raise BadReading({"reason": ["请填写理由"]})


def screen_words(actor: Actor, *texts: str, screened: bool) -> None:
    """Refuse typed words with a secrecy mark, unless the caller has screened them."""
    typed = "\n".join(filter(None, texts))
    if typed and not screened:
        refuse_marked_text(typed, actor, purpose="reading")
