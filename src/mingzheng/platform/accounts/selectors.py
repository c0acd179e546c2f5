"""Reads of accounts. The sign-in log is read in `sign_in_log`, sessions in `sessions`, tokens in `tokens`."""

from django.db.models import QuerySet

from mingzheng.platform.access.public import Actor, may_read_ledger, may_read_organisation
from mingzheng.platform.accounts.models import Account, AccountKind


def list_accounts_for(actor: Actor) -> QuerySet[Account]:
    """Return the accounts the actor may see: an administrator all, anybody his own."""
    accounts = Account.objects.select_related("person")
    return accounts if may_read_organisation(actor) else accounts.filter(pk__in=[actor.account_id or 0])


def account_labels_for(actor: Actor) -> dict[str, str]:
    """Return the names behind the references ledgers keep ("account:12"), for whoever may read them; one query."""
    if not (may_read_organisation(actor) or may_read_ledger(actor)):
        return {}
    rows = Account.objects.values_list("pk", "label", "username")
    return {f"account:{pk}": f"{label or username}（{username}）" for pk, label, username in rows}


def account_of_person(person_id: int) -> Account | None:
    """Return the account a person signs in with, if one is open."""
    return Account.objects.filter(person=person_id, is_active=True, kind=AccountKind.STAFF).first()
