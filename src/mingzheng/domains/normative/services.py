"""Writes to documents already in the library: a text as amended, a follow-up interpretation. On record, one transaction each."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingzheng.casework.public import BadInput, NotPermitted, screen_given
from mingzheng.documents.articles import parse_text
from mingzheng.domains.normative.announcing import announce_documents
from mingzheng.domains.normative.library.keeping import apply_relations, keep_text, note_amended
from mingzheng.domains.normative.models import Document, Interpretation, TextVersion
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append, today
from mingzheng.worktime.public import SHANGHAI

STREAM = "library"
OFFICE_ROLES = frozenset({"office_clerk", "office_section_head", "office_director"})
UNIT_ROLES = frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head"})


def may_keep(actor: Actor, document: Document) -> bool:
    """Say whether somebody keeps a document: the office all of them, a unit its own."""
    if actor.is_system:
        return True
    if actor.has_any_role(OFFICE_ROLES, document.unit_id, "normative_document"):
        return True
    own = document.unit_id is not None
    return own and actor.has_any_role(UNIT_ROLES, document.unit_id, "normative_document")


def _require(actor: Actor, document: Document) -> None:
    if not may_keep(actor, document):
        raise NotPermitted("您不能修改这份文件", next_step="请联系起草单位或规范性文件主管科室")


def add_text(
    document: Document, *, actor: Actor, text: str, in_force_from: date, amended_by: str, recorded_at: datetime
) -> TextVersion:
    """Keep the text as it reads from a day on. Raises NotPermitted, BadInput."""
    _require(actor, document)
    screen_given({"text": text}, actor=actor, at=recorded_at)
    parsed = parse_text(text, title=document.title)
    errors: dict[str, list[str]] = {}
    former = TextVersion.objects.filter(document=document).order_by("in_force_from").last()
    if not parsed.articles:
        errors["text"] = ["没有读到正文"]
    elif former is not None and former.article_count and not parsed.numbered:
        errors["text"] = ["原文分条，这份文本没有读出条文，请每条另起一段，以“第一条”等开头"]
    elif parsed.faults:
        errors["text"] = [f"条的次序不对：{'；'.join(parsed.faults[:3])}，请核对后再保存"]
    by = _find_amending(amended_by)
    if amended_by.strip() and by is None:
        errors["amended_by"] = ["政策文件库里没有这个文件，请核对文号或标题"]
    if document.effective_on and in_force_from < document.effective_on:
        errors["in_force_from"] = ["不能早于文件的施行日期"]
    if errors:
        raise BadInput(errors)
    with transaction.atomic():
        version = keep_text(document, parsed, in_force_from=in_force_from, at=recorded_at, amended_by=by)
        if in_force_from <= today():
            note_amended(in_force_from, days=1)
        if by is not None and by.pk != document.pk:
            apply_relations(by, [("amends", document.pk)], on=in_force_from)
        payload = {"in_force_from": in_force_from.isoformat(), "articles": version.article_count}
        _put_on_record("text", document, payload, actor, recorded_at)
        announce_documents([document.pk])
    return version


def _find_amending(words: str) -> Document | None:
    name = words.strip().strip("《》")
    if not name:
        return None
    by_number = Document.objects.filter(doc_number=name).first()
    return by_number or Document.objects.filter(title=name).first()


def add_follow_up(
    document: Document, *, actor: Actor, values: Mapping[str, Any], recorded_at: datetime
) -> Interpretation:
    """Publish a follow-up interpretation 后续解读. Raises NotPermitted."""
    _require(actor, document)
    screen_given(values, actor=actor, at=recorded_at)
    day = recorded_at.astimezone(SHANGHAI).date()
    with transaction.atomic():
        found = Interpretation.objects.create(
            document=document,
            is_follow_up=True,
            written_name=actor.name[:80],
            written_on=day,
            published_on=day,
            **values,
        )
        _put_on_record("follow_up", document, {"interpretation": found.pk, "title": found.title}, actor, recorded_at)
        announce_documents([document.pk])
    return found


def _put_on_record(kind: str, document: Document, payload: dict[str, Any], actor: Actor, at: datetime) -> None:
    append(
        stream=STREAM,
        stream_id=str(document.pk),
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=at.astimezone(SHANGHAI).date(),
        recorded_at=at,
    )
