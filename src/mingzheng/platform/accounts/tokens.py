"""API tokens: issue, recognise, take back. Only a digest is stored; what a token may do is its scopes and its account."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from mingzheng.platform.access.public import Actor, may_manage_accounts
from mingzheng.platform.accounts.models import TOKEN_SCOPES, Account, AccountKind, ApiToken
from mingzheng.platform.accounts.policy import current_policy
from mingzheng.platform.database.public import Parameter, PreparedQuery
from mingzheng.platform.ledger.public import append, now, today
from mingzheng.platform.org.public import NotPermitted, Refusal, refuse_if


@dataclass(frozen=True, slots=True)
class Recognised:
    """Whom a presented token belongs to, and what it is for."""

    account: Account
    scopes: frozenset[str]
    token_id: int


def _digest(raw: str) -> str:
    return hashlib.sha256(raw.encode()).hexdigest()


def _require(actor: Actor, account: Account) -> None:
    own = actor.account_id == account.pk and account.kind == AccountKind.STAFF
    if not own and not (may_manage_accounts(actor) and account.kind == AccountKind.SERVICE):
        raise NotPermitted("令牌由本人建立；对接账号的令牌由系统管理员建立。")


@transaction.atomic
def issue_token(
    *, account: Account, title: str, scopes: frozenset[str], days: int, actor: Actor
) -> tuple[ApiToken, str]:
    """Issue a token and return it with its text, shown this once. Raises NotPermitted, Refused."""
    _require(actor, account)
    longest = current_policy().token_days
    reasons = []
    if not account.is_active:
        reasons.append(Refusal("inactive", "该账号已停用。"))
    if not title.strip():
        reasons.append(Refusal("token_title", "请写明令牌用途。", "title"))
    if not scopes or scopes - TOKEN_SCOPES.keys():
        reasons.append(Refusal("token_scopes", "请至少选择一项范围。", "scopes"))
    if not 1 <= days <= longest:
        reasons.append(Refusal("token_days", f"有效期须在 1 至 {longest} 天之间。", "days"))
    refuse_if(reasons)
    raw = f"mz_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        account=account,
        title=title.strip(),
        prefix=raw[:9],
        digest=_digest(raw),
        scopes=sorted(scopes),
        created_at=now(),
        expires_at=now() + timedelta(days=days),
    )
    _record(token, "token_issued", {"title": token.title, "scopes": token.scopes, "days": days}, actor)
    return token, raw


_LIVE_TOKEN = PreparedQuery(
    lambda: ApiToken.objects.select_related("account").filter(
        digest=Parameter("digest"),
        revoked_at__isnull=True,
        expires_at__gt=Parameter("at"),
        account__is_active=True,
    )
)


def find_token(raw: str) -> Recognised | None:
    """Return whom a presented token belongs to; None for unknown, expired, taken back, or of a closed account."""
    token = _LIVE_TOKEN.first(digest=_digest(raw), at=now())
    if token is None:
        return None
    day = today()
    if token.last_used_on != day:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=day)
    return Recognised(token.account, frozenset(token.scopes), token.pk)


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: Actor) -> None:
    """Take a token back, at once. Raises NotPermitted, Refused."""
    token = ApiToken.objects.select_for_update().select_related("account").get(pk=token.pk)
    _require(actor, token.account)
    if token.revoked_at is not None:
        refuse_if([Refusal("already_revoked", "该令牌已经收回。")])
    _revoke(token, actor)


def revoke_tokens_of(*, account: Account, actor: Actor) -> int:
    """Take back all tokens of an account that is being closed; the caller has judged who may."""
    open_tokens = list(account.api_tokens.filter(revoked_at__isnull=True))
    for token in open_tokens:
        _revoke(token, actor)
    return len(open_tokens)


def _revoke(token: ApiToken, actor: Actor) -> None:
    token.revoked_at = now()
    token.save(update_fields=["revoked_at"])
    _record(token, "token_revoked", {"title": token.title}, actor)


def list_tokens_for(actor: Actor, *, account: Account) -> QuerySet[ApiToken]:
    """Return the tokens of an account as far as the actor may see them."""
    tokens = account.api_tokens.all()
    may_see = actor.account_id == account.pk or (may_manage_accounts(actor) and account.kind == AccountKind.SERVICE)
    return tokens if may_see else tokens.none()


def _record(token: ApiToken, kind: str, payload: dict[str, object], actor: Actor) -> None:
    append(
        stream="account",
        stream_id=str(token.account_id),
        kind=kind,
        payload={"token": token.pk, **payload},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=now(),
    )
