"""Drafts that survive a change of device: a code finds one, a secret opens it; without the secret it stays shut.

Outside the ledger, like every draft, and swept when it is old. Attachments are `papers`, proofs of identity `proofs`.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from mingzheng.domains.foi.citizen.codes import SECRET_GROUPS, digest_of, is_same, make_code, normalise_code
from mingzheng.domains.foi.citizen.models import CitizenDraft
from mingzheng.domains.foi.citizen.papers import release_papers
from mingzheng.domains.foi.citizen.proofs import forget_proofs_of_draft
from mingzheng.domains.foi.citizen.sealing import SealBrokenError, seal_values, unseal_values
from mingzheng.platform.parameters.public import get_value

PURPOSE = "draft"
SHOWN_AFTER = timedelta(days=1)
NOBODYS = "0" * 64


@dataclass(slots=True)
class OpenDraft:
    """A draft its owner has opened. Writing it back needs the secret he holds."""

    row: CitizenDraft
    secret: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """Return what the owner's device remembers."""
        return f"{self.row.code}.{self.secret}"

    @property
    def is_handed_in(self) -> bool:
        """Say whether the application was handed in."""
        return self.row.case_id is not None


def start_draft(values: dict[str, Any], *, at: datetime) -> OpenDraft:
    """Begin a draft and keep it."""
    code, secret = make_code(), make_code(SECRET_GROUPS)
    row = CitizenDraft(code=code, secret_hash=digest_of(secret, place=code), saved_at=at, expires_at=_end(at))
    draft = OpenDraft(row, secret, values)
    row.box = _seal(draft)
    row.save(force_insert=True)
    return draft


def open_draft(code: str, secret: str, *, at: datetime) -> OpenDraft | None:
    """Return the draft a code and a secret open, None for a wrong pair; both take the same time."""
    code, secret = normalise_code(code), normalise_code(secret)
    row = CitizenDraft.objects.filter(code=code, expires_at__gt=at).first() if code else None
    if not is_same(secret, row.secret_hash if row else NOBODYS, place=code) or row is None:
        return None
    try:
        values = unseal_values(bytes(row.box), purpose=PURPOSE, place=row.code, secret=secret)
    except SealBrokenError:
        return None
    return OpenDraft(row, secret, values)


def save_draft(draft: OpenDraft, values: dict[str, Any], *, at: datetime) -> bool:
    """Keep what changed; False when the application was handed in meanwhile, on another device."""
    with transaction.atomic():
        held = CitizenDraft.objects.select_for_update().filter(pk=draft.row.pk, case=None).first()
        if held is None:
            return False
        kept = unseal_values(bytes(held.box), purpose=PURPOSE, place=held.code, secret=draft.secret)
        draft.row, draft.values = held, kept | values
        held.box, held.saved_at, held.expires_at = _seal(draft), at, _end(at)
        held.save(update_fields=["box", "saved_at", "expires_at"])
    return True


def read_again(draft: OpenDraft) -> dict[str, Any]:
    """Return the content of a draft as it stands now."""
    return unseal_values(bytes(draft.row.box), purpose=PURPOSE, place=draft.row.code, secret=draft.secret)


def close_draft(draft: OpenDraft, *, case_id: int, values: dict[str, Any], at: datetime) -> None:
    """Replace the content of a draft that was handed in by what its owner still has to read; it goes after a day."""
    draft.values = values
    draft.row.case_id = case_id
    draft.row.box, draft.row.expires_at = _seal(draft), at + SHOWN_AFTER
    draft.row.save(update_fields=["box", "case", "expires_at"])


def drop_draft(row: CitizenDraft) -> None:
    """Delete a draft with its papers and proofs; what was handed in belongs to the case and stays."""
    with transaction.atomic():
        if row.case_id is None:
            release_papers(row.pk)
            forget_proofs_of_draft(row.pk)
        row.delete()


def sweep_drafts(*, at: datetime) -> int:
    """Delete drafts whose time is over; return how many."""
    rows = list(CitizenDraft.objects.filter(expires_at__lte=at).order_by("pk")[:500])
    for row in rows:
        drop_draft(row)
    return len(rows)


def _seal(draft: OpenDraft) -> bytes:
    return seal_values(draft.values, purpose=PURPOSE, place=draft.row.code, secret=draft.secret)


def _end(at: datetime) -> datetime:
    return at + timedelta(days=get_value("foi.draft_days"))
