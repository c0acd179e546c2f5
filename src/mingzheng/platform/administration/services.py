"""What only the administrators' screens do: hold an upload until it is confirmed, and see somebody off in one act."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from mingzheng.platform.access.public import Actor
from mingzheng.platform.accounts.public import Visitor, account_of_person, close_account
from mingzheng.platform.administration.models import PendingImport
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import (
    HandOver,
    OrgImport,
    Person,
    Refusal,
    Refused,
    apply_import,
    hand_over_posts,
    read_import,
)

MOST_BYTES = 10 * 1024 * 1024
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Preview:
    """An upload that was read and checked."""

    pending: PendingImport
    found: OrgImport


def hold_import(*, upload: Any, actor: Actor) -> Preview:
    """Check an uploaded workbook and keep it for confirmation, replacing one's earlier upload. Raises Refused."""
    if upload.size > MOST_BYTES:
        raise Refused([Refusal("too_large", "文件超过 10 MB，请拆分后上传。", "file")])
    content = upload.read()
    found = read_import(content, today=today())
    PendingImport.objects.filter(account=actor.account_id).delete()
    PendingImport.objects.filter(uploaded_at__lt=now() - KEPT_FOR).delete()
    pending = PendingImport.objects.create(
        account_id=actor.account_id or 0, name=upload.name[:200], content=content, uploaded_at=now()
    )
    return Preview(pending, found)


def find_preview(*, pk: int, actor: Actor) -> Preview | None:
    """Return one's own upload, checked against what is there now."""
    pending = PendingImport.objects.filter(pk=pk, account=actor.account_id).first()
    return None if pending is None else Preview(pending, read_import(bytes(pending.content), today=today()))


@transaction.atomic
def confirm_import(*, preview: Preview, actor: Actor) -> tuple[int, int]:
    """Write a checked upload and forget the file; of two confirmations one finds nothing left. Raises Refused."""
    gone, _ = PendingImport.objects.filter(pk=preview.pending.pk, account=actor.account_id).delete()
    if not gone:
        raise Refused([Refusal("confirmed", "该文件已经导入或已放弃。")])
    return apply_import(preview.found, editor=actor)


@transaction.atomic
def see_off(
    *, person: Person, on: date, reason: str, successor: Person | None, actor: Actor, visitor: Visitor
) -> HandOver:
    """End somebody's posts, hand the work over and close the account, all or nothing. Raises NotPermitted, Refused."""
    move = hand_over_posts(person=person, on=on, reason=reason, editor=actor, successor=successor)
    account = account_of_person(person.pk)
    if account is not None:
        close_account(account=account, reason=reason, actor=actor, visitor=visitor)
    return move
