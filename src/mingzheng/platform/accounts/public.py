"""The door of the accounts room. Other rooms import only this file."""

from mingzheng.platform.accounts.first_run import ensure_first_run_token
from mingzheng.platform.accounts.forms import AbsenceForm, TokenForm
from mingzheng.platform.accounts.middleware import open_to_all
from mingzheng.platform.accounts.models import Account, AccountKind, AccountSession, AdminDuty, ApiToken, SignInEvent
from mingzheng.platform.accounts.requests import account_of, actor_of, safe_next
from mingzheng.platform.accounts.selectors import account_labels_for, account_of_person, list_accounts_for
from mingzheng.platform.accounts.services import (
    Credential,
    close_account,
    create_first_administrators,
    has_administrators,
    open_account,
    reset_password,
    reset_second_factor,
    unlock_account,
)
from mingzheng.platform.accounts.sessions import (
    end_session,
    list_open_sessions_for,
    mark_stale_sessions,
    visitor_of,
)
from mingzheng.platform.accounts.sign_in_log import Visitor, list_events_for
from mingzheng.platform.accounts.tokens import Recognised, find_token, issue_token, list_tokens_for, revoke_token

__all__ = [
    "AbsenceForm",
    "Account",
    "AccountKind",
    "AccountSession",
    "AdminDuty",
    "ApiToken",
    "Credential",
    "Recognised",
    "SignInEvent",
    "TokenForm",
    "Visitor",
    "account_labels_for",
    "account_of",
    "account_of_person",
    "actor_of",
    "close_account",
    "create_first_administrators",
    "end_session",
    "ensure_first_run_token",
    "find_token",
    "has_administrators",
    "issue_token",
    "list_accounts_for",
    "list_events_for",
    "list_open_sessions_for",
    "list_tokens_for",
    "mark_stale_sessions",
    "open_account",
    "open_to_all",
    "reset_password",
    "reset_second_factor",
    "revoke_token",
    "safe_next",
    "unlock_account",
    "visitor_of",
]
