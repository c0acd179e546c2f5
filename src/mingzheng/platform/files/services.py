"""Store, attach, release and erase files; refuse what carries a secrecy mark and keep nothing of it.

Who may attach or release is decided by the room that owns the subject.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import IO

from django.db import connection, transaction

from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.errors import FileUnavailable, Rejected
from mingzheng.platform.files.inspection import Inspected, InspectionRules, inspect
from mingzheng.platform.files.kinds import KINDS
from mingzheng.platform.files.limits import get_limits
from mingzheng.platform.files.models import Blob, FileReference, FileState, Refusal, StoredFile
from mingzheng.platform.files.names import extension_of, safe_name
from mingzheng.platform.files.object_store import StoreUnavailableError
from mingzheng.platform.files.secrecy import TextCheck, is_marked
from mingzheng.platform.files.storage import get_store
from mingzheng.platform.ledger import public as ledger
from mingzheng.platform.parameters import public as parameters


def _rules() -> InspectionRules:
    with parameters.snapshot():
        return InspectionRules(
            limits=get_limits(),
            marks_refused=parameters.get_value("files.marks_refused"),
            virus_scan_required=parameters.get_value("files.virus_scan_required"),
            secrecy_contact=parameters.get_value("files.secrecy_contact"),
        )


def _must_stand_alone() -> None:
    """A refusal must stay on record though the caller's act fails, so there may be no transaction around it."""
    around = [block for block in connection.atomic_blocks if not getattr(block, "_from_testcase", False)]
    if around:
        raise RuntimeError("files and typed text are checked before the transaction of the act begins")


def store_upload(fileobj: IO[bytes], *, filename: str, actor: Actor, purpose: str) -> StoredFile:
    """Check an upload in memory and keep it when it may be kept; call it outside a transaction.

    `purpose` is a short code of the screen ("case_attachment"), never the person's words. Raises Rejected; then the
    upload is closed, nothing of it was written, and for a secrecy mark one `Refusal` and one ledger entry say that.
    """
    data, inspected = _examine(fileobj, filename=filename, actor=actor, purpose=purpose)
    with transaction.atomic():
        return _keep(data, inspected, actor=actor, purpose=purpose)


def keep_made(data: bytes, *, filename: str, actor: Actor, purpose: str) -> StoredFile:
    """Keep a file this system made itself of parts that were examined before, in the caller's transaction.

    For archive bundles, whose embedded papers would be refused in an upload. Raises KeyError for an unknown ending.
    """
    name = safe_name(filename)
    inspected = Inspected(name, KINDS[extension_of(name)], TextCheck(marked=False, checked=True), virus_checked=True)
    with transaction.atomic():
        return _keep(data, inspected, actor=actor, purpose=purpose)


def examine_upload(fileobj: IO[bytes], *, filename: str, actor: Actor, purpose: str) -> tuple[bytes, str]:
    """Check an upload as `store_upload` does and return its bytes and media type; nothing is kept here.

    For rooms that keep what must not lie readable in the store, such as proofs of identity. Raises Rejected.
    """
    data, inspected = _examine(fileobj, filename=filename, actor=actor, purpose=purpose)
    return data, inspected.kind.media_type


def _examine(fileobj: IO[bytes], *, filename: str, actor: Actor, purpose: str) -> tuple[bytes, Inspected]:
    _must_stand_alone()
    rules = _rules()
    try:
        data = fileobj.read(rules.limits.file_bytes + 1)
        inspected = inspect(data, filename=filename, rules=rules)
    except Rejected as refusal:
        # Django's larger uploads lie in a temporary file that goes when it is closed.
        fileobj.close()
        if refusal.code == "secrecy_mark":
            record_refusal(actor=actor, purpose=purpose, at=ledger.now())
        raise
    return data, inspected


def must_refuse(texts: Iterable[str]) -> bool:
    """Say whether any of the typed texts carries a mark of a kind that is refused; the setting is read only then."""
    marked = [text for text in texts if is_marked(text, refused="all")]
    return bool(marked) and any(is_marked(text, refused=parameters.get_value("files.marks_refused")) for text in marked)


def refuse_marked_text(text: str, actor: Actor, *, purpose: str = "typed_text") -> None:
    """Raise Rejected for typed text with a secrecy mark, leaving only the record of the refusal.

    Call it from form cleaning, outside a transaction. Legal basis: 保守国家秘密法 第三十一条
    """
    refuse_marked_texts([text], actor, purpose=purpose)


def refuse_marked_texts(texts: Iterable[str], actor: Actor, *, purpose: str = "typed_text") -> None:
    """Do the same for several texts, each judged by itself, with one record."""
    _must_stand_alone()
    if must_refuse(texts):
        raise Rejected("secrecy_mark", detail=record_refusal(actor=actor, purpose=purpose, at=ledger.now()))


def record_refusal(*, actor: Actor, purpose: str, at: datetime) -> str:
    """Put on record that something was refused: when, by whose post, for what purpose; nothing else.

    Returns whom the person must report to, as the screen says it.
    """
    post = next(iter(actor.posts), None)
    unit_id = post.unit_id if post else actor.home_unit_id
    title = post.title[:100] if post else ""
    with transaction.atomic():
        Refusal.objects.create(refused_at=at, unit_id=unit_id, post_title=title, purpose=purpose[:60])
        ledger.append(
            stream="system",
            stream_id="secrecy",
            kind="marked_material_refused",
            payload={"unit_id": unit_id, "post": title, "purpose": purpose[:60]},
            actor="post",
            occurred_on=None,
            recorded_at=at,
        )
    contact: str = parameters.get_value("files.secrecy_contact")
    return contact


def _keep(data: bytes, inspected: Inspected, *, actor: Actor, purpose: str) -> StoredFile:
    digest = hashlib.sha256(data).hexdigest()
    at = ledger.now()
    # Writing the row first locks it: a sweep that is removing the same bytes is waited for.
    Blob.objects.bulk_create(
        [Blob(sha256=digest, size=len(data))],
        update_conflicts=True,
        update_fields=["size"],
        unique_fields=["sha256"],
    )
    try:
        get_store().put(digest, data)
    except StoreUnavailableError as error:
        raise Rejected("store_unavailable") from error
    stored = StoredFile.objects.create(
        blob_id=digest,
        name=inspected.name,
        size=len(data),
        media_type=inspected.kind.media_type,
        text_checked=inspected.text.checked,
        text_note=inspected.text.note,
        virus_checked=inspected.virus_checked,
        purpose=purpose[:60],
        stored_by_id=actor.account_id,
        stored_at=at,
    )
    ledger.append(
        stream="file",
        stream_id=str(stored.pk),
        kind="file_stored",
        payload={
            "size": stored.size,
            "media_type": stored.media_type,
            "text_checked": stored.text_checked,
            "virus_checked": stored.virus_checked,
            "purpose": stored.purpose,
        },
        private={"name": stored.name, "sha256": digest},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
    return stored


def attach(file: StoredFile, *, subject: str, actor: Actor, role: str = "attachment") -> FileReference:
    """Let a subject ("case:12") refer to a file, in the caller's transaction. Repeating it changes nothing.

    Raises FileUnavailable when the file was erased.
    """
    with transaction.atomic():
        held = StoredFile.objects.select_for_update().filter(pk=file.pk, state=FileState.CLEAN).first()
        if held is None:
            raise FileUnavailable("erased")
        reference, is_new = FileReference.objects.get_or_create(
            file=held,
            subject=subject,
            role=role,
            released_at=None,
            defaults={"attached_by": actor.ref, "attached_at": ledger.now()},
        )
        if is_new:
            _record(held, "file_attached", actor=actor, payload={"subject": subject, "role": role})
    return reference


def release(file: StoredFile, *, subject: str, actor: Actor, reason: str) -> bool:
    """End the use of a file by a subject; with the last use the file is erased. Returns whether it was erased."""
    with transaction.atomic():
        held = StoredFile.objects.select_for_update().get(pk=file.pk)
        ended = held.references.filter(subject=subject, released_at=None).update(released_at=ledger.now())
        if not ended:
            return False
        _record(held, "file_released", actor=actor, payload={"subject": subject, "reason": reason})
        if held.references.filter(released_at=None).exists():
            return False
        erase(held, actor=actor, reason=reason)
    return True


def erase(file: StoredFile, *, actor: Actor, reason: str) -> None:
    """Erase a file: its name and digest here and in the ledger, and its bytes when no other file has them.

    Raises FileUnavailable when it is erased already. Legal basis: 个人信息保护法 第四十七条
    """
    with transaction.atomic():
        held = StoredFile.objects.select_for_update().get(pk=file.pk)
        if held.state == FileState.ERASED:
            raise FileUnavailable("erased")
        digest = held.sha256
        held.blob, held.name, held.state, held.erased_at = None, "", FileState.ERASED, ledger.now()
        held.save(update_fields=["blob", "name", "state", "erased_at"])
        held.references.filter(released_at=None).update(released_at=held.erased_at)
        ledger.erase_subject(
            stream="file", stream_id=str(held.pk), actor=actor.ref, reason=reason, recorded_at=held.erased_at
        )
        transaction.on_commit(lambda: remove_unused_blob(digest))


def remove_unused_blob(digest: str) -> bool:
    """Remove the bytes no file has any more. Safe to repeat; the sweep makes up for a crash before this ran."""
    with transaction.atomic():
        blob = Blob.objects.select_for_update().filter(pk=digest).first()
        if blob is None or blob.files.exists():
            return False
        try:
            get_store().remove(digest)
        except StoreUnavailableError:
            return False  # the nightly sweep asks again
        blob.delete()
    return True


def _record(file: StoredFile, kind: str, *, actor: Actor, payload: dict[str, str]) -> None:
    ledger.append(
        stream="file",
        stream_id=str(file.pk),
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=None,
        recorded_at=ledger.now(),
    )
