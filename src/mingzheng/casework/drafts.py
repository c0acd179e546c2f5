"""Half-filled forms: saved while typing, given back, dropped when handed in or stale. Outside the ledger."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mingzheng.casework.errors import BadInput
from mingzheng.casework.models import Draft
from mingzheng.casework.screening import screen_given
from mingzheng.platform.access.public import Actor

KEPT_FOR = timedelta(days=30)
MAX_CHARACTERS = 200_000


def save_draft(actor: Actor, place: str, content: Mapping[str, Any], *, at: datetime) -> None:
    """Keep what the actor has typed at a place. Raises BadInput when it is too large, Refused for a secrecy mark."""
    screen_given(content, actor=actor, at=at)
    if len(str(content)) > MAX_CHARACTERS:
        raise BadInput({"draft": ["内容过长，草稿未保存，请先复制到文档中"]})
    Draft.objects.update_or_create(
        owner_id=actor.account_id,
        access_code="",
        place=place[:120],
        defaults={"content": dict(content), "saved_at": at, "expires_at": at + KEPT_FOR},
    )


def find_draft(actor: Actor, place: str, *, at: datetime) -> Draft | None:
    """Return the actor's unexpired draft of a place, or None."""
    return Draft.objects.filter(owner_id=actor.account_id, place=place[:120], expires_at__gt=at).first()


def drop_draft(actor: Actor, place: str) -> None:
    """Forget the actor's draft of a place."""
    Draft.objects.filter(owner_id=actor.account_id, place=place[:120]).delete()


def sweep_drafts(at: datetime) -> int:
    """Delete expired drafts and return how many."""
    return Draft.objects.filter(expires_at__lte=at).delete()[0]
