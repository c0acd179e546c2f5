"""The one click by which a draft being typed or a stored file goes to be checked, on any screen of the desk.

The room that checks hands in its words and its address (`offer_checks`); what a check finds, and what is kept of it, is
that room's. A file is named by a pass signed for one account: the page that draws the button has already judged that its
reader may read the file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.signing import BadSignature, dumps, loads
from django.urls import NoReverseMatch, reverse

from mingzheng.platform.access.public import Actor
from mingzheng.platform.content.public import BodyInput

FIELDS, PASS = "check_fields", "check_file"
_SALT = "desk.check_offers"
_PASS_SECONDS = 24 * 3600
_TITLE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class CheckOffer:
    """What the button says, where it posts to, and who is offered it."""

    label: str
    url_name: str
    visible: Callable[[Actor], bool]


_offers: list[CheckOffer] = []


def offer_checks(offer: CheckOffer) -> None:
    """Say who checks drafts and files. Called from the table of wiring; the later offer wins."""
    _offers[:] = [offer]


def find_offer_for(actor: Actor | None) -> tuple[str, str] | None:
    """Return the button's words and its address, or None where nobody checks or this reader sends nothing."""
    if actor is None or not _offers or not _offers[0].visible(actor):
        return None
    try:
        return _offers[0].label, reverse(_offers[0].url_name)
    except NoReverseMatch:
        return None


def sign_file(actor: Actor, file_id: int) -> str:
    """Return the pass by which this account, and no other, may have a file checked within a day."""
    return dumps([actor.account_id, file_id], salt=_SALT)


def read_pass(actor: Actor, words: str) -> int | None:
    """Return the file a pass names, or None when it was made for somebody else, is too old, or was made up."""
    try:
        account_id, file_id = loads(words, salt=_SALT, max_age=_PASS_SECONDS)
    except (BadSignature, TypeError, ValueError):
        return None
    return int(file_id) if account_id == actor.account_id else None


def name_draft_fields(form: Any) -> str:
    """Return what of a form is a draft: the names of its long texts (`html:` for rich text) and files (`file:`).

    Its titles go along with them. A form without long text and files, or that says `is_draft = False`, gets nothing.
    """
    titles: list[str] = []
    found: list[str] = []
    for bound in form.visible_fields() if isinstance(form, forms.BaseForm) and getattr(form, "is_draft", True) else ():
        widget = bound.field.widget
        if isinstance(widget, BodyInput):
            found.append(f"html:{bound.html_name}")
        elif isinstance(widget, forms.FileInput):
            found.append(f"file:{bound.html_name}")
        elif isinstance(widget, forms.Textarea):
            found.append(bound.html_name)
        elif (getattr(bound.field, "max_length", None) or 0) >= _TITLE_LENGTH:
            titles.append(bound.html_name)
    return " ".join([*titles, *found]) if found else ""
