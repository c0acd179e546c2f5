"""Take an item down in silence and seal what it said: two people open it together, or nobody.

The words and bytes leave every table and the files' store; they stay in one package under a key in two halves, one beside
the package, one in the ledger among its private values. Legal basis: 保守国家秘密法; 个人信息保护法 第四十七条.
"""

import base64
import json
import secrets
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mingzheng.casework.public import EffectContext, Refusal, Refused
from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, announce
from mingzheng.domains.publishing.models import Item, Publication, SealOpening, Takedown
from mingzheng.domains.publishing.services.releasing import assets_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.content.public import Asset, Revision, list_all_assets, seal_body, subject_of
from mingzheng.platform.files.public import FileState, FileUnavailable, read_bytes, release
from mingzheng.platform.ledger.public import append, list_entries, read_private

STREAM = "publishing_seal"
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
    announce(SiteChange(SiteVerb.TAKEN_DOWN, item.pk, row.path, assets_of(row)))


def _package(item: Item) -> bytes:
    """Return everything an item said, as one package: every version, every revision, every file."""
    rows = Publication.objects.filter(item=item).order_by("version")
    revisions = Revision.objects.filter(body=item.body_id).order_by("sequence")
    return json.dumps(
        {
            "versions": [{"title": row.title, "summary": row.summary, "extra": row.extra} for row in rows],
            "summary": item.summary,
            "revisions": [row.html for row in revisions],
            "files": [_file_of(asset) for asset in list_all_assets(item.body_id or 0)],
        },
        ensure_ascii=False,
    ).encode()


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
        title="〔已下线〕", summary="", extra={}, contact="", taken_down_at=context.recorded_at
    )
    Item.objects.filter(pk=item.pk).update(summary="", extra={}, contact="", approved_manifest=None)
    if item.body is None:
        return
    for asset in list_all_assets(item.body_id or 0):
        for subject in (f"case:{item.pk}", subject_of(item.body)):
            if asset.file.state == FileState.CLEAN:
                release(asset.file, subject=subject, actor=context.actor, reason="静默下线")
    seal_body(item.body)


def ask_to_open(takedown: Takedown, *, reason: str, actor: Actor, at: datetime) -> SealOpening:
    """Ask to open what was sealed: the first key. Raises Refused without a reason."""
    if not reason.strip() or actor.person_id is None:
        raise Refused([Refusal("no_reason", "请写明调阅事由", "填写事由后再申请")])
    return SealOpening.objects.create(takedown=takedown, reason=reason, asked_by_id=actor.person_id, asked_at=at)


def agree_to_open(opening: SealOpening, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """Turn the second key and return what was sealed, once. Raises Refused for the person who turned the first."""
    if actor.person_id is None or actor.person_id == opening.asked_by_id:
        raise Refused([Refusal("same_person", "申请人不能同意自己的调阅", "请另一名掌管人同意")])
    taken = SealOpening.objects.filter(pk=opening.pk, agreed_at=None).update(agreed_by_id=actor.person_id, agreed_at=at)
    if not taken:
        raise Refused([Refusal("opened", "这次调阅已经办过", "需要再次调阅的，请重新申请")])
    stream_id = str(opening.takedown_id)
    entry = next(each for each in list_entries(stream=STREAM, stream_id=stream_id) if each.kind == "item_taken_down")
    private = read_private(entry) or {}
    append(
        stream=STREAM,
        stream_id=stream_id,
        kind="seal_opened",
        payload={"opening": opening.pk, "asked_by": opening.asked_by_id, "agreed_by": actor.person_id},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
    return _unseal(bytes(opening.takedown.sealed), base64.b64decode(private["half"]))
