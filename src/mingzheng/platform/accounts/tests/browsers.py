"""Signed-in test browsers for other rooms: past password and second factor, with a live session."""

from django.test import Client

from mingzheng.platform.accounts.models import Account
from mingzheng.platform.accounts.sessions import SEEN, STARTED
from mingzheng.platform.ledger.public import now


def signed_in_as(account: Account) -> Client:
    """Return a browser signed in as an account."""
    client = Client()
    client.force_login(account)
    session = client.session
    session[STARTED] = session[SEEN] = now().timestamp()
    session.save()
    return client
