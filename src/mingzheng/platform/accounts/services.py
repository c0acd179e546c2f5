"""Opening, changing and closing accounts, and the first three administrators. Each is one transaction and ledgered.

The system administrator opens and closes accounts and cannot grant; the security administrator unlocks and resets the
second factor. Accounts of administrators are touched by the installation's command line alone, so that none of the
three can make himself another.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mingzheng.platform.access.public import (
    SYSTEM,
    Actor,
    may_manage_accounts,
    may_secure_accounts,
    revoke_grants_of,
)
from mingzheng.platform.accounts import passwords, rules, second_factor, sessions, tokens
from mingzheng.platform.accounts.models import Account, AccountKind, AdminDuty, SignInEvent
from mingzheng.platform.accounts.policy import current_policy
from mingzheng.platform.accounts.sign_in_log import Visitor, write_event
from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.org.public import NotPermitted, Person, Refusal, refuse_if


@dataclass(frozen=True, slots=True)
class Credential:
    """A new account with its generated password, shown once and stored nowhere."""

    account: Account
    password: str


def _record(account: Account, kind: str, payload: dict[str, Any], actor: Actor) -> None:
    append(
        stream="account",
        stream_id=str(account.pk),
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=None,
        recorded_at=now(),
    )


def _require_manager(actor: Actor, kind: str) -> None:
    if not may_manage_accounts(actor):
        raise NotPermitted("账号由系统管理员开设和停用，请联系系统管理员。")
    if kind == AccountKind.ADMINISTRATOR and not actor.is_system:
        raise NotPermitted("管理员账号只能在服务器上用命令办理，任何管理员不得自行增设。")


@transaction.atomic
def open_account(
    *,
    username: str,
    actor: Actor,
    person: Person | None = None,
    kind: str = AccountKind.STAFF,
    admin_duty: str = AdminDuty.NONE,
    label: str = "",
) -> Credential:
    """Open an account with a generated password that must be changed at the first sign-in; services get none.

    Raises NotPermitted, Refused.
    """
    _require_manager(actor, kind)
    name = rules.normalise_username(username)
    reasons = rules.check_username(name, taken=Account.objects.filter(username=name).exists())
    if kind == AccountKind.STAFF and person is None:
        reasons.append(Refusal("person_missing", "请选择账号所属人员。", "person"))
    if person is not None and not person.is_active:
        reasons.append(Refusal("person_left", f"{person.name}已离岗，不能开设账号。", "person"))
    if (
        kind == AccountKind.STAFF
        and person is not None
        and Account.objects.filter(person=person, kind=AccountKind.STAFF, is_active=True).exists()
    ):
        reasons.append(Refusal("person_has_account", f"{person.name}已有账号，不得共用或重复开设。", "person"))
    if kind == AccountKind.SERVICE and not label.strip():
        reasons.append(Refusal("label_missing", "请写明对接系统名称。", "label"))
    refuse_if(reasons)
    account = Account(
        username=name,
        person=person,
        kind=kind,
        admin_duty=admin_duty,
        label=label.strip() or (person.name if person else ""),
        created_at=now(),
        password_changed_at=now(),
        must_change_password=kind != AccountKind.SERVICE,
    )
    password = "" if kind == AccountKind.SERVICE else passwords.generate_password()
    account.set_password(password or None)
    account.save(force_insert=True)
    payload = {"kind": str(kind), "duty": str(admin_duty), "person": person.pk if person else None}
    _record(account, "account_opened", payload, actor)
    return Credential(account, password)


@transaction.atomic
def close_account(*, account: Account, reason: str, actor: Actor, visitor: Visitor | None = None) -> Account:
    """Close an account for good: sessions end, tokens and grants are taken back. Raises NotPermitted, Refused."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    _require_manager(actor, account.kind)
    reasons = []
    if not account.is_active:
        reasons.append(Refusal("already_closed", "该账号已经停用。"))
    if account.pk == actor.account_id:
        reasons.append(Refusal("own_account", "不能停用自己的账号。"))
    if not reason.strip():
        reasons.append(Refusal("reason_missing", "请填写停用理由。", "reason"))
    refuse_if(reasons)
    account.is_active = False
    account.save(update_fields=["is_active"])
    sessions.end_sessions_of(account=account, visitor=visitor or Visitor())
    tokens.revoke_tokens_of(account=account, actor=actor)
    revoke_grants_of(account=account, reason=reason, actor=actor)
    _record(account, "account_closed", {"reason": reason.strip()}, actor)
    return account


@transaction.atomic
def reset_password(*, account: Account, reason: str, actor: Actor, visitor: Visitor | None = None) -> Credential:
    """Give an account a new generated password, to be changed at the next sign-in. Raises NotPermitted, Refused."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    _require_manager(actor, account.kind)
    reasons = []
    if account.kind == AccountKind.SERVICE:
        reasons.append(Refusal("service", "对接账号没有密码，请建立令牌。"))
    if not account.is_active:
        reasons.append(Refusal("inactive", "该账号已停用。"))
    if not reason.strip():
        reasons.append(Refusal("reason_missing", "请填写重置理由。", "reason"))
    refuse_if(reasons)
    password = passwords.generate_password()
    passwords.replace_password(account, password, policy=current_policy(), must_change=True)
    sessions.end_sessions_of(account=account, visitor=visitor or Visitor())
    _record(account, "password_reset", {"reason": reason.strip()}, actor)
    return Credential(account, password)


@transaction.atomic
def change_password(
    *, account: Account, current: str, new: str, visitor: Visitor, keep_session_key: str | None = None
) -> Account:
    """Change one's own password; other sessions end. Raises Refused with every reason."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    policy = current_policy()
    reasons = []
    if not account.check_password(current):
        reasons.append(Refusal("wrong_password", "现用密码不正确。", "current_password"))
    reasons += passwords.check_new_password(account, new, policy=policy)
    refuse_if(reasons)
    passwords.replace_password(account, new, policy=policy, must_change=False)
    sessions.end_sessions_of(account=account, visitor=visitor, keep_key=keep_session_key)
    write_event(SignInEvent.What.PASSWORD_CHANGED, account=account, visitor=visitor)
    _record(account, "password_changed", {}, Actor(kind="person", name="", account_id=account.pk))
    return account


@transaction.atomic
def unlock_account(*, account: Account, reason: str, actor: Actor) -> Account:
    """Lift a lock before its time. Raises NotPermitted, Refused."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not may_secure_accounts(actor):
        raise NotPermitted("解锁由安全管理员办理。")
    reasons = []
    if not rules.is_locked(account.locked_until, at=now()):
        reasons.append(Refusal("not_locked", "该账号没有锁定。"))
    if not reason.strip():
        reasons.append(Refusal("reason_missing", "请填写解锁理由。", "reason"))
    refuse_if(reasons)
    account.failed_attempts, account.locked_until = 0, None
    account.save(update_fields=["failed_attempts", "locked_until"])
    _record(account, "account_unlocked", {"reason": reason.strip()}, actor)
    return account


@transaction.atomic
def reset_second_factor(*, account: Account, reason: str, actor: Actor, visitor: Visitor | None = None) -> None:
    """Let somebody enrol a second factor anew (a lost telephone). Raises NotPermitted, Refused.

    Of an administrator's account only the command line resets it.
    """
    if not may_secure_accounts(actor) or (account.kind == AccountKind.ADMINISTRATOR and not actor.is_system):
        raise NotPermitted("动态口令由安全管理员重置；管理员账号的动态口令只能在服务器上用命令重置。")
    refuse_if([] if reason.strip() else [Refusal("reason_missing", "请填写重置理由。", "reason")])
    second_factor.remove_second_factor(account=account, actor=actor.ref)
    sessions.end_sessions_of(account=account, visitor=visitor or Visitor())
    _record(account, "second_factor_reset", {"reason": reason.strip()}, actor)


def has_administrators() -> bool:
    """Say whether this installation ever had an administrator; the first-run page is closed from then on."""
    return Account.objects.filter(kind=AccountKind.ADMINISTRATOR).exists()


FIRST_ADMINISTRATORS = (
    (AdminDuty.SYSTEM, "系统管理员"),
    (AdminDuty.SECURITY, "安全管理员"),
    (AdminDuty.AUDIT, "审计管理员"),
)


@transaction.atomic
def create_first_administrators(*, usernames: dict[str, str]) -> tuple[Credential, ...]:
    """Create the three administrators of an empty installation; `usernames` maps duty to sign-in name.

    Raises Refused for unfit names and, for ever afterwards, because they exist. The ledger's stream of this act is the
    lock: of two at the same time one is refused.
    """
    append(
        stream="system",
        stream_id="first-run",
        kind="first_run",
        payload={"duties": [str(duty) for duty, _ in FIRST_ADMINISTRATORS]},
        actor=SYSTEM.ref,
        occurred_on=None,
        recorded_at=now(),
    )
    if has_administrators():
        refuse_if([Refusal("closed", "管理员已经建立，初始设置已关闭。")])
    names = [rules.normalise_username(usernames[duty]) for duty, _ in FIRST_ADMINISTRATORS]
    if len(set(names)) < len(names):
        refuse_if([Refusal("same_names", "三个管理员的登录名不能相同。", "system")])
    reasons = [
        Refusal(reason.code, reason.message, str(duty))
        for (duty, _), name in zip(FIRST_ADMINISTRATORS, names, strict=True)
        for reason in rules.check_username(name, taken=Account.objects.filter(username=name).exists())
    ]
    refuse_if(reasons)
    return tuple(
        open_account(username=name, kind=AccountKind.ADMINISTRATOR, admin_duty=duty, label=title, actor=SYSTEM)
        for (duty, title), name in zip(FIRST_ADMINISTRATORS, names, strict=True)
    )
