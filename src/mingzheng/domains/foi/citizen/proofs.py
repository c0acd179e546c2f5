"""Proofs of identity and powers of attorney: judged like every upload, kept sealed, shown masked, destroyed when due.

Their bytes never lie in the file store. Who looked is on record. Legal basis: 政府信息公开条例第二十九条; 个人信息保护法第五十一条.
"""

import secrets
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.db.models import Q

from mingzheng.casework.public import Case
from mingzheng.domains.foi.applicants import STREAM
from mingzheng.domains.foi.citizen.models import CitizenDraft, IdentityProof
from mingzheng.domains.foi.citizen.papers import CITIZEN
from mingzheng.domains.foi.citizen.sealing import seal, unseal
from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import Rejected, examine_upload
from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.parameters.public import get_value

image_module = lazy_module("PIL.Image")

PURPOSE = "identity-proof"
TAKEN = {"image/png", "image/jpeg", "image/webp", "application/pdf"}
LARGEST = 8 * 1024 * 1024
MOST_PROOFS = 4
MASK_BLOCKS = 22
MASKED_WIDTH = 320


def add_proof(draft: CitizenDraft, upload: Any, *, kind: str, at: datetime) -> IdentityProof:
    """Check and seal one proof for a draft; call it outside a transaction. Raises Rejected."""
    if IdentityProof.objects.filter(draft=draft, destroyed_at=None).count() >= MOST_PROOFS:
        raise Rejected("too_many", message_zh=f"证明材料最多 {MOST_PROOFS} 张。", advice_zh="请先删去不需要的。")
    if upload.size > LARGEST:
        raise Rejected("too_large", detail=f"{LARGEST // 1024 // 1024} MB")
    data, media_type = examine_upload(upload, filename=upload.name or "", actor=CITIZEN, purpose="foi_identity")
    if media_type not in TAKEN:
        raise Rejected("not_allowed", message_zh="证明材料请用照片或者 PDF。", advice_zh="用手机拍照即可。")
    place = secrets.token_hex(16)
    return IdentityProof.objects.create(
        draft=draft,
        kind=kind,
        place=place,
        media_type=media_type,
        size=len(data),
        box=seal(data, purpose=PURPOSE, place=place),
        stored_at=at,
    )


def proofs_of_draft(draft: CitizenDraft) -> list[IdentityProof]:
    """Return the proofs of a draft, without their bytes."""
    return list(IdentityProof.objects.filter(draft=draft, destroyed_at=None).defer("box").order_by("pk"))


def proofs_of_case(case: Case) -> list[IdentityProof]:
    """Return the proofs of a case, destroyed ones too, without their bytes."""
    return list(IdentityProof.objects.filter(case=case).defer("box").order_by("pk"))


def find_proof(case: Case, proof_id: int) -> IdentityProof | None:
    """Return one proof of a case, destroyed or not; None when it is not of this case."""
    return IdentityProof.objects.filter(case=case, pk=proof_id).first()


def remove_proof(draft: CitizenDraft, proof_id: int) -> bool:
    """Take one proof out of a draft."""
    return bool(IdentityProof.objects.filter(draft=draft, case=None, pk=proof_id).delete()[0])


def hand_over_proofs(draft: CitizenDraft, case_id: int) -> int:
    """Give a draft's proofs to the case; return how many."""
    return IdentityProof.objects.filter(draft=draft).update(case=case_id, draft=None)


def forget_proofs_of_draft(draft_id: int) -> None:
    """Delete the proofs of a draft that is given up."""
    IdentityProof.objects.filter(draft=draft_id, case=None).delete()


def masked_picture(proof: IdentityProof) -> bytes | None:
    """Return a picture too coarse to read, to see that there is a document; None when it is no picture or is gone."""
    if proof.destroyed_at or not proof.media_type.startswith("image/"):
        return None
    try:
        with image_module.open(BytesIO(_open(proof))) as picture:
            ratio = picture.height / max(picture.width, 1)
            coarse = picture.convert("RGB").resize((MASK_BLOCKS, max(1, min(44, round(MASK_BLOCKS * ratio)))))
    except (OSError, ValueError):
        return None
    large = coarse.resize((MASKED_WIDTH, max(1, round(MASKED_WIDTH * coarse.height / MASK_BLOCKS))), 0)
    out = BytesIO()
    large.save(out, "PNG")
    return out.getvalue()


def view_proof(proof: IdentityProof, case: Case, *, actor: Actor) -> bytes | None:
    """Return a proof in full and put on record who looked; None when it was destroyed."""
    if proof.destroyed_at:
        return None
    _record(case.pk, "proof_viewed", {"number": case.number, "kind": proof.kind}, actor=actor.ref, at=now())
    return _open(proof)


def destroy_old_proofs(*, at: datetime) -> int:
    """Empty the proofs of applications closed longer ago than they are kept, on record; return how many."""
    until = (at - timedelta(days=get_value("foi.identity_proof_days"))).date()
    due = IdentityProof.objects.filter(Q(case__is_open=False), case__closed_on__lt=until, destroyed_at=None)
    return _destroy(list(due.defer("box").order_by("pk")[:500]), at=at)


def destroy_proofs(case: Case, *, at: datetime) -> int:
    """Empty every proof of a case whose file is destroyed, on record; return how many."""
    return _destroy(list(IdentityProof.objects.filter(case=case, destroyed_at=None).defer("box")), at=at)


def _destroy(rows: list[IdentityProof], *, at: datetime) -> int:
    for row in rows:
        row.box, row.destroyed_at, row.size = b"", at, 0
        row.save(update_fields=["box", "destroyed_at", "size"])
        _record(row.case_id, "proof_destroyed", {"kind": row.kind}, actor="system", at=at)
    return len(rows)


def _open(proof: IdentityProof) -> bytes:
    return unseal(bytes(proof.box), purpose=PURPOSE, place=proof.place)


def _record(case_id: Any, kind: str, payload: dict[str, Any], *, actor: str, at: datetime) -> None:
    append(
        stream=STREAM, stream_id=str(case_id), kind=kind, payload=payload, actor=actor, occurred_on=None, recorded_at=at
    )
