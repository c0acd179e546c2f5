"""Who may administer what, and when a grant makes no sense. Pure: facts come as arguments, reasons go back.

What a role may do to a case is declared by its procedure; what a row's visibility means is in `predicate`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from mingzheng.platform.access.actor import Actor
from mingzheng.platform.access.roles import ROLES
from mingzheng.platform.org.public import Refusal

SYSTEM_DUTY, SECURITY_DUTY, AUDIT_DUTY = "system", "security", "audit"
SECURITY_ROOMS = frozenset({"access", "accounts", "ledger", "files"})
_READS_ONLY = frozenset({"auditor"})


@dataclass(frozen=True, slots=True)
class Grantee:
    """What the rules need to know of the account that is to receive a role."""

    account_id: int
    person_id: int | None
    kind: str
    is_active: bool


def may_grant(actor: Actor) -> bool:
    """Say whether the actor may grant and revoke roles: the security administrator alone.

    Legal basis: GB/T 22239-2019 8.1.4.2 (授权主体配置访问控制策略; 三权分立)
    """
    return actor.is_system or actor.admin_duty == SECURITY_DUTY


def may_manage_accounts(actor: Actor) -> bool:
    """Say whether the actor may open, change and close accounts: the system administrator, who cannot grant.

    Legal basis: GB/T 22239-2019 8.1.4.2 (最小权限)
    """
    return actor.is_system or actor.admin_duty == SYSTEM_DUTY


def may_secure_accounts(actor: Actor) -> bool:
    """Say whether the actor may unlock accounts, end others' sessions and reset a second factor: security alone."""
    return actor.is_system or actor.admin_duty == SECURITY_DUTY


def may_change_parameter(actor: Actor, *, room: str) -> bool:
    """Say whether the actor may set a parameter: those of security rooms by security, the rest by system."""
    wanted = SECURITY_DUTY if room in SECURITY_ROOMS else SYSTEM_DUTY
    return actor.is_system or actor.admin_duty == wanted


def may_read_ledger(actor: Actor) -> bool:
    """Say whether the actor may read and verify the whole ledger: the audit administrator and auditors over all units.

    Legal basis: GB/T 22239-2019 8.1.4.3 (安全审计)
    """
    return actor.admin_duty == AUDIT_DUTY or any(
        grant.role == "auditor" and grant.unit_ids is None and grant.procedure is None for grant in actor.grants
    )


def may_read_sign_in_log(actor: Actor) -> bool:
    """Say whether the actor may read everybody's sign-in log: the audit administrator alone."""
    return actor.admin_duty == AUDIT_DUTY


def may_read_grants(actor: Actor) -> bool:
    """Say whether the actor may see who holds what: security, who gives it, and audit, who checks it."""
    return actor.admin_duty in {SECURITY_DUTY, AUDIT_DUTY}


def may_read_organisation(actor: Actor) -> bool:
    """Say whether the actor may open the administrators' view of units, persons and accounts: any of the three."""
    return bool(actor.admin_duty)


def may_watch_jobs(actor: Actor) -> bool:
    """Say whether the actor may see background work and requeue it: the system administrator."""
    return actor.admin_duty == SYSTEM_DUTY


def may_see_case_contents(actor: Actor) -> bool:
    """Say whether the actor is one who may see contents of cases at all: never an administrator."""
    return not actor.admin_duty and actor.kind in {"person", "service", "system"}


def check_grant(
    actor: Actor,
    grantee: Grantee,
    *,
    role: str,
    valid_from: date,
    valid_to: date | None,
    reason: str,
    roles_held: Collection[str],
) -> list[Refusal]:
    """Return every reason against giving `role` to `grantee`, who holds `roles_held` already."""
    reasons = []
    own = grantee.account_id == actor.account_id or (
        grantee.person_id is not None and grantee.person_id == actor.person_id
    )
    if own:
        reasons.append(Refusal("to_oneself", "不能给自己授权。", "account"))
    if grantee.kind == "administrator":
        reasons.append(Refusal("administrator", "管理员账号不办理业务，不能授予业务角色。", "account"))
    if not grantee.is_active:
        reasons.append(Refusal("inactive", "该账号已停用，不能授权。", "account"))
    if role not in ROLES:
        reasons.append(Refusal("unknown_role", "没有这个角色。", "role"))
    if valid_to is not None and valid_to <= valid_from:
        reasons.append(Refusal("dates", "截止日期须晚于起始日期。", "valid_to"))
    if not reason.strip():
        reasons.append(Refusal("reason_missing", "请填写授权依据或理由。", "reason"))
    return reasons + _check_separation(role, roles_held)


def _check_separation(role: str, held: Collection[str]) -> list[Refusal]:
    """Return a refusal when somebody would both audit and work (审计与经办分离)."""
    working = {code for code in held if code not in _READS_ONLY | {"reader"}}
    if role in _READS_ONLY and working:
        titles = "、".join(ROLES[code].title for code in sorted(working) if code in ROLES)
        return [Refusal("auditor_works", f"审计人员不能兼任办理角色（现有：{titles}），请先收回。", "role")]
    if role not in _READS_ONLY | {"reader"} and _READS_ONLY & set(held):
        return [Refusal("auditor_works", "该账号是审计人员，不能兼任办理角色。", "role")]
    return []
