"""Take an item down in silence and seal what it said: two people open it together, or nobody.

The words and bytes leave every table and the files' store; they stay in one package under a key in two halves, one beside
the package, one in the ledger among its private values. Legal basis: 保守国家秘密法; 个人信息保护法 第四十七条.
"""

import base64
import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mingzheng.casework.public import Act, EffectContext, Refusal, Refused, get_procedure
from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, announce
from mingzheng.domains.publishing.manifesting import SHOWN
from mingzheng.domains.publishing.models import (
    Alarm,
    Item,
    Migration,
    Publication,
    Reconciliation,
    SealOpening,
    Takedown,
    Withdrawal,
)
from mingzheng.domains.publishing.services.releasing import assets_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.content.public import Asset, Revision, list_all_assets, seal_body, subject_of
from mingzheng.platform.files.public import FileState, FileUnavailable, erase, read_bytes, release
from mingzheng.platform.ledger.public import append, erase_subject, list_entries, read_private

STREAM = "publishing_seal"
OPEN_FOR = timedelta(hours=1)
# Fields of an item that hold words somebody typed.
WORDS = (
    "summary", "source", "issuer", "document_number", "subject", "contact", "map_number", "mode_reason", "secrecy_basis",
    "authorisation",
)  # fmt: skip
_HALF, _NONCE = 32, 12


def take_down(context: EffectContext) -> None:
    """Remove an item from everything the public or the office reads, at once; the act and the digest stay on record."""
    item = Item.objects.select_related("body").get(pk=context.case.pk)
    row = Publication.objects.get(item=item, is_current=True)
    seal, half = _seal(_package(item))
    made = Takedown.objects.create(
        item=item,
        kind=context.given["kind"],
        reason=context.given["reason"],
        manifest_digest=row.manifest_digest,
        path=row.path,
        sealed=seal,
        taken_down_at=context.recorded_at,
    )
    append(
        stream=STREAM,
        stream_id=str(made.pk),
        kind="item_taken_down",
        payload={"item": item.pk, "path": row.path, "manifest": row.manifest_digest, "kind": made.kind},
        private={"half": base64.b64encode(half).decode()},
        actor=context.actor.ref,
        occurred_on=context.occurred_on,
        recorded_at=context.recorded_at,
    )
    _empty(item, context)
    _empty_lists(item, context)
    announce(SiteChange(SiteVerb.TAKEN_DOWN, item.pk, row.path, assets_of(row)))


def _package(item: Item) -> bytes:
    """Return everything an item said, as one package: every version, revision and file, and what was typed in its acts."""
    rows = Publication.objects.filter(item=item).order_by("version")
    revisions = Revision.objects.filter(body=item.body_id).order_by("sequence")
    return json.dumps(
        {
            "versions": [{"title": row.title, "summary": row.summary, "extra": row.extra} for row in rows],
            "summary": item.summary,
            "fields": {name: getattr(item, name) for name in WORDS},
            "revisions": [row.html for row in revisions],
            "files": [_file_of(asset) for asset in list_all_assets(item.body_id or 0)],
            "acts": [{"title": act.title, "data": _sealed_values(act)} for act in _acts_of(item)],
            "remarks": [[row.step, row.person_name, row.remarks] for row in item.signatures.exclude(remarks="")],
            "corrections": list(item.corrections.values_list("reason", "runs")),
            "objections": list(item.objections.values_list("by_whom", "content", "reply")),
        },
        ensure_ascii=False,
    ).encode()


def _acts_of(item: Item) -> list[Act]:
    return list(Act.objects.filter(case=item.pk).order_by("sequence"))


def _sealed_values(act: Act) -> dict[str, Any]:
    """Return what was typed in an act's sealed fields; which those are is the procedure's."""
    procedure = get_procedure("publication")
    fields = next((one.fields for one in (procedure.opening, *procedure.actions) if one.code == act.action), ())
    return {field.code: act.data[field.code] for field in fields if field.sealed and field.code in act.data}


def _file_of(asset: Asset) -> dict[str, str]:
    try:
        data = read_bytes(asset.file)
    except FileUnavailable:
        data = b""
    return {"name": asset.title, "alt": asset.alt, "bytes": base64.b64encode(data).decode()}


def _seal(clear: bytes) -> tuple[bytes, bytes]:
    """Return the package under a new key with one half of that key before it, and the other half."""
    key, half, nonce = secrets.token_bytes(_HALF), secrets.token_bytes(_HALF), secrets.token_bytes(_NONCE)
    kept = bytes(a ^ b for a, b in zip(key, half, strict=True))
    return kept + nonce + AESGCM(key).encrypt(nonce, clear, None), half


def _unseal(seal: bytes, half: bytes) -> dict[str, Any]:
    kept, nonce, box = seal[:_HALF], seal[_HALF : _HALF + _NONCE], seal[_HALF + _NONCE :]
    key = bytes(a ^ b for a, b in zip(kept, half, strict=True))
    opened: dict[str, Any] = json.loads(AESGCM(key).decrypt(nonce, box, None))
    return opened


def _empty(item: Item, context: EffectContext) -> None:
    Publication.objects.filter(item=item).update(
        title="〔已下线〕",
        extra={},
        taken_down_at=context.recorded_at,
        **{name: "" for name in WORDS if name in SHOWN},
    )
    emptied = dict.fromkeys((*WORDS, "former_address", "former_key"), "")
    Item.objects.filter(pk=item.pk).update(extra={}, approved_manifest=None, **emptied)
    item.former_files.all().delete()
    Withdrawal.objects.filter(publication__item=item).update(note="〔已封存〕", redirect="")
    _empty_acts(item, context)
    if item.body is None:
        return
    for asset in list_all_assets(item.body_id or 0):
        for subject in (f"case:{item.pk}", subject_of(item.body)):
            if asset.file.state == FileState.CLEAN:
                release(asset.file, subject=subject, actor=context.actor, reason="静默下线")
    seal_body(item.body)


def _empty_lists(item: Item, context: EffectContext) -> None:
    """Take the item out of the list it was brought over with, and out of every reconciliation with the platform."""
    for row in Reconciliation.objects.iterator(chunk_size=20):
        mine = [line for line in row.lines if line["ours"] and line["ours"]["number"] == context.case.number]
        for line in mine:
            line["differences"] = []
            for side in filter(None, (line["ours"], line["theirs"])):
                side |= {"title": "〔已下线〕", "link": ""}
        if mine:
            row.save(update_fields=["lines"])
    if item.migration_id is None:
        return
    moved = (
        Migration.objects.select_for_update(of=("self",))
        .select_related("list_file", "box_file")
        .get(pk=item.migration_id)
    )
    line_number = (item.path or "").rpartition("-")[2]
    moved.lines = [
        {**line, "title": "〔已下线〕", "body": "", "values": {}, "attachments": [], "written": {}, "known": True}
        if str(line["line"]) == line_number
        else line
        for line in moved.lines
    ]
    moved.save(update_fields=["lines"])
    for file in (moved.list_file, moved.box_file):
        if file is not None and file.state == FileState.CLEAN and moved.state != Migration.State.RUNNING:
            erase(file, actor=context.actor, reason="静默下线")


def _empty_acts(item: Item, context: EffectContext) -> None:
    """Take what was typed out of the acts, and destroy the key under which the ledger keeps it."""
    for act in _acts_of(item):
        sealed = _sealed_values(act)
        if sealed:
            kept = {code: value for code, value in act.data.items() if code not in sealed}
            Act.objects.filter(pk=act.pk).update(data=kept)
    erase_subject(
        stream="case",
        stream_id=str(item.pk),
        actor=context.actor.ref,
        reason="静默下线",
        recorded_at=context.recorded_at,
    )
    item.signatures.update(remarks="")
    item.alignments.update(remarks="")
    item.corrections.update(reason="〔已封存〕", runs=[])
    item.objections.update(by_whom="〔已封存〕", content="", reply="")
    Alarm.objects.filter(publication__item=item).update(differences=["〔已封存〕"])


def ask_to_open(takedown: Takedown, *, reason: str, actor: Actor, at: datetime) -> SealOpening:
    """Ask to open what was sealed: the first key. Raises Refused without a reason."""
    if not reason.strip() or actor.person_id is None:
        raise Refused([Refusal("no_reason", "请写明调阅事由", "填写事由后再申请")])
    return SealOpening.objects.create(takedown=takedown, reason=reason, asked_by_id=actor.person_id, asked_at=at)


def agree_to_open(opening: SealOpening, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """Turn the second key and return what was sealed, once. Raises Refused for the person who turned the first.

    Both may read it again for a short while (`read_opened`).
    """
    if actor.person_id is None or actor.person_id == opening.asked_by_id:
        raise Refused([Refusal("same_person", "申请人不能同意自己的调阅", "请另一名掌管人同意")])
    taken = SealOpening.objects.filter(pk=opening.pk, agreed_at=None).update(agreed_by_id=actor.person_id, agreed_at=at)
    if not taken:
        raise Refused([Refusal("opened", "这次调阅已经办过", "需要再次调阅的，请重新申请")])
    append(
        stream=STREAM,
        stream_id=str(opening.takedown_id),
        kind="seal_opened",
        payload={"opening": opening.pk, "asked_by": opening.asked_by_id, "agreed_by": actor.person_id},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
    return _open(opening)


def read_opened(opening: SealOpening, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what was sealed to one of the two who opened it, while the opening lasts; each reading is on record.

    Raises Refused for anybody else, and afterwards.
    """
    if actor.person_id is None or actor.person_id not in {opening.asked_by_id, opening.agreed_by_id}:
        raise Refused([Refusal("not_yours", "只有申请人和同意人可以阅看", "需要阅看的，请另行申请")])
    if opening.agreed_at is None or at > opening.agreed_at + OPEN_FOR:
        raise Refused([Refusal("over", "这次调阅没有同意或者已经超过时间", "需要再次调阅的，请重新申请")])
    SealOpening.objects.filter(pk=opening.pk).update(read_at=at)
    append(
        stream=STREAM,
        stream_id=str(opening.takedown_id),
        kind="seal_read",
        payload={"opening": opening.pk, "person": actor.person_id},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
    return _open(opening)


def _open(opening: SealOpening) -> dict[str, Any]:
    entries = list_entries(stream=STREAM, stream_id=str(opening.takedown_id))
    entry = next(each for each in entries if each.kind == "item_taken_down")
    private = read_private(entry) or {}
    return _unseal(bytes(opening.takedown.sealed), base64.b64decode(private["half"]))
