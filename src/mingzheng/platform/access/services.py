"""Granting and revoking: each one transaction with its ledger entry. Who may, and when not, is judged in `rules`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from mingzheng.platform.access import rules
from mingzheng.platform.access.actor import Actor
from mingzheng.platform.access.models import Grant
from mingzheng.platform.access.roles import Visibility
from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.org.public import NotPermitted, Refusal, Unit, refuse_if


def _require_granter(actor: Actor) -> None:
    if not rules.may_grant(actor):
        raise NotPermitted("授权和收权由安全管理员办理，请联系安全管理员。")


def _record(grant: Grant, kind: str, payload: dict[str, Any], *, actor: Actor, on: date | None) -> None:
    append(
        stream="grant",
        stream_id=str(grant.pk),
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=on,
        recorded_at=now(),
    )


@transaction.atomic
def grant_role(
    *,
    account: Any,
    role: str,
    unit: Unit | None,
    valid_from: date,
    reason: str,
    actor: Actor,
    include_subtree: bool = True,
    procedure: str = "",
    visibility: int = Visibility.INTERNAL,
    valid_to: date | None = None,
) -> Grant:
    """Give a role over a unit (None: all) from a day on. Raises NotPermitted, Refused with every reason."""
    _require_granter(actor)
    account = type(account).objects.select_for_update().get(pk=account.pk)
    open_grants = Grant.objects.filter(account=account, revoked_at__isnull=True)
    overlapping = open_grants.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
    if valid_to is not None:
        overlapping = overlapping.filter(valid_from__lt=valid_to)
    reasons = rules.check_grant(
        actor,
        rules.Grantee(account.pk, account.person_id, account.kind, account.is_active),
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
        roles_held=set(overlapping.values_list("role", flat=True)),
    )
    same = overlapping.filter(
        role=role, unit=unit, procedure=procedure, include_subtree=include_subtree, visibility=visibility
    )
    if same.exists():
        reasons.append(Refusal("same_grant", "该账号在此期间已有同样的授权。", "role"))
    refuse_if(reasons)
    grant = Grant.objects.create(
        account=account,
        role=role,
        unit=unit,
        include_subtree=include_subtree,
        procedure=procedure,
        visibility=visibility,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by_id=actor.account_id,
        granted_at=now(),
        reason=reason.strip(),
    )
    payload = {
        "account": account.pk,
        "role": role,
        "unit": unit.code if unit else None,
        "include_subtree": include_subtree,
        "procedure": procedure,
        "visibility": int(visibility),
        "valid_to": valid_to.isoformat() if valid_to else None,
        "reason": grant.reason,
    }
    _record(grant, "role_granted", payload, actor=actor, on=valid_from)
    return grant


@transaction.atomic
def revoke_grant(*, grant: Grant, reason: str, actor: Actor) -> Grant:
    """Take a grant back, at once. Raises NotPermitted, Refused."""
    _require_granter(actor)
    return _revoke(grant, reason=reason, actor=actor)


@transaction.atomic
def revoke_grants_of(*, account: Any, reason: str, actor: Actor) -> int:
    """Take back all grants of an account that is being closed; return how many. Raises NotPermitted, Refused.

    Closing an account is the system administrator's act, and taking rights away gives nobody any: both duties may.
    """
    if not (rules.may_grant(actor) or rules.may_manage_accounts(actor)):
        raise NotPermitted("收权由安全管理员或在停用账号时由系统管理员办理。")
    grants: Iterable[Grant] = Grant.objects.filter(account=account.pk, revoked_at__isnull=True)
    return len([_revoke(grant, reason=reason, actor=actor) for grant in grants])


def _revoke(grant: Grant, *, reason: str, actor: Actor) -> Grant:
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    reasons = []
    if grant.revoked_at is not None:
        reasons.append(Refusal("already_revoked", "该授权已经收回。"))
    if not reason.strip():
        reasons.append(Refusal("reason_missing", "请填写收回理由。", "reason"))
    refuse_if(reasons)
    grant.revoked_at = now()
    grant.revoked_by_id = actor.account_id
    grant.revoke_reason = reason.strip()
    grant.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    _record(grant, "grant_revoked", {"account": grant.account_id, "reason": grant.revoke_reason}, actor=actor, on=None)
    return grant
