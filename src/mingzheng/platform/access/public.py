"""The door of the access room: the actor, the roles, the predicate and granting. Other rooms import only this file."""

from mingzheng.platform.access.actor import NOBODY, SYSTEM, Actor, GrantView, PostView
from mingzheng.platform.access.models import Grant
from mingzheng.platform.access.predicate import readable_condition, scopes
from mingzheng.platform.access.roles import ROLES, RoleSpec, Visibility
from mingzheng.platform.access.rules import (
    may_change_parameter,
    may_grant,
    may_manage_accounts,
    may_read_grants,
    may_read_ledger,
    may_read_organisation,
    may_read_sign_in_log,
    may_secure_accounts,
    may_see_case_contents,
    may_watch_jobs,
)
from mingzheng.platform.access.selectors import (
    actor_for,
    grant_matrix_for,
    list_grant_history_for,
    list_grants_for,
    persons_with_role,
)
from mingzheng.platform.access.services import grant_role, revoke_grant, revoke_grants_of

__all__ = [
    "NOBODY",
    "ROLES",
    "SYSTEM",
    "Actor",
    "Grant",
    "GrantView",
    "PostView",
    "RoleSpec",
    "Visibility",
    "actor_for",
    "grant_matrix_for",
    "grant_role",
    "list_grant_history_for",
    "list_grants_for",
    "may_change_parameter",
    "may_grant",
    "may_manage_accounts",
    "may_read_grants",
    "may_read_ledger",
    "may_read_organisation",
    "may_read_sign_in_log",
    "may_secure_accounts",
    "may_see_case_contents",
    "may_watch_jobs",
    "persons_with_role",
    "readable_condition",
    "revoke_grant",
    "revoke_grants_of",
    "scopes",
]
