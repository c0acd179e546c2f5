"""Screens of who covers for whom (A/B 角), for somebody who cannot arrange it himself. One's own is `accounts`."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.platform.access.public import may_manage_accounts
from mingzheng.platform.accounts.public import AbsenceForm
from mingzheng.platform.administration.screens.base import AdminFormView
from mingzheng.platform.administration.screens.people import OfPerson
from mingzheng.platform.desk.public import Outcome
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import (
    Absence,
    cancel_absence,
    colleagues_of,
    get_person,
    list_absences,
    record_absence,
)


class ArrangeAbsenceView(OfPerson, AdminFormView):
    """Say who covers for somebody who is suddenly away."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    form_class = AbsenceForm
    submit_label = "登记代办安排"

    def get_page_title(self) -> str:
        """Name the person."""
        return f"安排代办人：{self.person.name}"

    def get_cancel_url(self) -> str:
        """Lead back to the person."""
        return reverse("administration:person", args=[self.person.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the colleagues of the same organ."""
        colleagues = colleagues_of(self.person.pk, today())
        return {
            "colleagues": [(person.pk, person.name) for person in colleagues],
            "initial": {"starts_on": today(), "ends_on": today() + timedelta(days=1)},
        }

    def get_consequences(self) -> list[str]:
        """Say what the deputy may do, and who hears of it."""
        return [
            f"代办人在此期间可以{self.person.name}的授权办理，记录中写明代谁办理。",
            "到期次日自动恢复由本人办理，也可提前结束。",
            "本人和代办人收到消息。",
        ]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Record it."""
        data = dict(form.cleaned_data)
        deputy = get_person(data.pop("deputy"))
        record_absence(person=self.person, deputy=deputy, editor=self.actor, **data)
        return Outcome(f"代办安排已登记，{self.person.name}的事项由{deputy.name}代办。", reverse("administration:home"))


class EndAbsenceView(AdminFormView):
    """End it early: from today the person acts again."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    form_class = forms.Form
    submit_label = "结束代办"

    @cached_property
    def absence(self) -> Absence:
        """Return the absence of the address, or 404 when it is over."""
        found = next((row for row in list_absences(at=today()) if row.pk == self.kwargs["pk"]), None)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Name both."""
        return f"结束代办：{self.absence.person.name}（代办人 {self.absence.deputy.name}）"

    def get_cancel_url(self) -> str:
        """Lead back to where absences are listed."""
        return reverse("administration:home")

    def get_consequences(self) -> list[str]:
        """Say what it means."""
        return [f"今日起由{self.absence.person.name}本人办理，本人和代办人收到消息。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """End it."""
        cancel_absence(absence=self.absence, on=today(), editor=self.actor)
        return Outcome(f"代办安排已结束，今日起由{self.absence.person.name}本人办理。", self.get_cancel_url())
