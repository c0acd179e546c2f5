"""Forms for the public: plain words for errors, a hidden key against sending twice, a trap for machines.

How they look is `portal/form.html`; how often they may be sent is `limits`; what is done with them belongs to the rooms.
"""

import datetime as dt
import re
from typing import Any

from django import forms
from django.db import IntegrityError, transaction

from mingzheng.platform.design.public import PlainForm
from mingzheng.platform.portal.models import SentForm

KEY = re.compile(r"[0-9a-f]{16,64}")
TRAP = "homepage_url"


class PublicForm(PlainForm):
    """A form of the public site. `is_machine()` tells that the trap was filled: answer as if all were well, keep nothing."""

    homepage_url = forms.CharField(label="请勿填写此栏", required=False, max_length=500)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields[TRAP].widget.attrs.update({"autocomplete": "off", "tabindex": "-1"})

    def is_machine(self) -> bool:
        """Tell whether the field no person sees was filled."""
        return bool(str(self.data.get(TRAP, "")).strip())

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """Return the fields a person sees, in order."""
        return [bound for bound in self.visible_fields() if bound.name != TRAP]


def sent_key(data: Any) -> str:
    """Return the hidden key of a sent form, or nothing when it is not one of ours."""
    key = str(data.get("idempotency_key", ""))
    return key if KEY.fullmatch(key) else ""


def find_answer(key: str, form: str) -> str | None:
    """Return the address of the answer to a form that was already taken in under this key, or None."""
    row = SentForm.objects.filter(key=key, form=form).exclude(answer_url="") if key else SentForm.objects.none()
    return row.values_list("answer_url", flat=True).first()


def remember_answer(key: str, form: str, answer_url: str, *, at: dt.datetime) -> bool:
    """Keep in the caller's transaction where the answer stands; False when the key was used before."""
    if not key:
        return True
    try:
        with transaction.atomic():
            SentForm.objects.create(key=key, form=form, answer_url=answer_url, sent_at=at)
    except IntegrityError:
        return False
    return True


def forget_sent(*, at: dt.datetime) -> int:
    """Remove the keys of forms sent more than a week ago; return how many."""
    removed, _ = SentForm.objects.filter(sent_at__lt=at - dt.timedelta(days=7)).delete()
    return removed
