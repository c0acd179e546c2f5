"""The form of any action on any case, and of opening one: consequences first, drafts kept, all refusals at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.casework.asking import find_asked_values
from mingzheng.casework.capacity import find_cover, may_record
from mingzheng.casework.clocks import deadline_of
from mingzheng.casework.declaration import Action, ClockEffect, ClockVerb, FieldKind, Procedure
from mingzheng.casework.desk.action_fields import ActionForm
from mingzheng.casework.desk.presenting import act_url, name_limit, state_title
from mingzheng.casework.desk.tables import detail_attribute
from mingzheng.casework.door import open_case, perform
from mingzheng.casework.drafts import drop_draft, find_draft
from mingzheng.casework.errors import BadInput, CaseNotFound, DoorError
from mingzheng.casework.facts import facts_before_opening
from mingzheng.casework.models import Case, Clock
from mingzheng.casework.registry import get_procedure, get_registration
from mingzheng.casework.rules import is_within, may_perform
from mingzheng.casework.selectors import effective_state, facts_of, get_case_behind, get_case_for
from mingzheng.casework.sign_off import signed_action, signing_for
from mingzheng.platform.design.public import Crumb, format_date
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal
from mingzheng.platform.files.public import Rejected, store_upload
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import current_calendar
from mingzheng.worktime.public import compute_deadline


class ActView(DeskFormView):
    """One action on one case."""

    template_name = "casework/act.html"
    _only_recorded = False
    form_class: ClassVar[type[forms.BaseForm]] = ActionForm
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError, Rejected)

    @property
    def case(self) -> Case:
        """Return the case, or 404."""
        if not hasattr(self, "_case"):
            try:
                self._case = get_case_for(self.actor, number=self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
        return self._case

    @property
    def procedure(self) -> Procedure:
        """Return the case's procedure in its version."""
        return get_procedure(self.case.procedure, self.case.procedure_version)

    @property
    def action(self) -> Action:
        """Return the action named in the address, or 404; 403 when the reader may neither perform nor record it."""
        if not hasattr(self, "_action"):
            try:
                action = self.procedure.action(self.kwargs["action"])
            except KeyError:
                raise Http404 from None
            _, facts = facts_of(self.case, today())
            self._only_recorded = not may_perform(action, facts, self.actor)
            if action is self.procedure.opening or (self._only_recorded and not may_record(action, facts, self.actor)):
                raise PermissionDenied
            self._action = action
        return self._action

    @property
    def place(self) -> str:
        """Name the draft."""
        return f"act:{self.case.pk}:{self.action.code}"

    @property
    def submit_label(self) -> str:  # type: ignore[override]
        """Return what the button says will happen."""
        return self.action.title

    @property
    def submit_kind(self) -> str:  # type: ignore[override]
        """Return how the button looks."""
        return "danger" if self.action.tone == "danger" else "primary"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or lead to the page a domain has for it."""
        place = self.get_own_page()
        if place and place != request.path:
            return redirect(place)
        return super().get(request, *args, **kwargs)

    def get_own_page(self) -> str:
        """Return the address of the action's form."""
        return act_url(self.case, self.action.code)

    def get_page_title(self) -> str:
        """Return the action's title."""
        return self.action.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way back to the case."""
        return [
            Crumb(self.procedure.title, reverse("casework:procedure", args=[self.procedure.name])),
            Crumb(self.case.number, self.get_cancel_url()),
            Crumb(self.action.title),
        ]

    def get_cancel_url(self) -> str:
        """Return the case's page."""
        return reverse("casework:case", args=[self.case.number])

    def get_draft_url(self) -> str:
        """Return where drafts are kept."""
        return reverse("casework:draft", args=[self.place])

    def get_seen_version(self) -> int | None:
        """Return the version the reader saw when the form was made."""
        sent = self.request.POST.get("seen_version", "")
        return int(sent) if sent.isdecimal() else self.case.version

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with the stored values and then with the draft."""
        draft = find_draft(self.actor, self.place, at=now())
        initial = {**self._suggested_values(), **self._stored_values(), **(draft.content if draft else {})}
        return {
            "action": self.action,
            "actor": self.actor,
            "case": self.case,
            "on": today(),
            "only_recorded": self._only_recorded,
            "initial": initial,
        }

    def _suggested_values(self) -> Mapping[str, Any]:
        registration = get_registration(self.procedure.name, self.procedure.version)
        suggested = registration.prefill(self.case, self.action, self.actor) if registration.prefill else {}
        return {**find_asked_values(self.case, self.procedure, self.action), **suggested}

    def _stored_values(self) -> dict[str, Any]:
        attribute, values = detail_attribute(self.procedure), {}
        held = signed_action(self.procedure, self.action.code)
        for item in (held or self.action).fields:
            where, _, name = item.stores.partition(".")
            try:
                target = self.case if where == "case" else getattr(self.case, attribute, None)
            except ObjectDoesNotExist:
                target = None
            if item.stores and not item.private and target is not None:
                values[item.code] = getattr(target, name)
        return {code: value for code, value in values.items() if value not in ("", None, [])}

    def get_consequences(self) -> Sequence[str]:
        """Say who gets it, which clock starts and which date results, before the button."""
        lines = [line for line in (self.action.consequence,) if line]
        if self.action.to:
            lines.append(
                f"状态由“{state_title(self.case, today())}”变为“{self.procedure.state(self.action.to).title}”。"
            )
        return [*self._cover_lines(), *lines, *self._clock_lines()]

    def _cover_lines(self) -> list[str]:
        """Say in whose place the reader would act (A/B 角)."""
        if not self.actor.acting_for:
            return []
        _, facts = facts_of(self.case, today())
        cover = find_cover(self.action, facts, self.actor) or signing_for(self.action, facts, self.actor)
        return [f"您代{cover.name}办理（A/B 角），记录写明由您代办。"] if cover else []

    def _clock_lines(self) -> list[str]:
        lines, calendar = [], current_calendar()
        for effect in self.action.effects:
            if not isinstance(effect, ClockEffect):
                continue
            if effect.verb in {ClockVerb.OPEN, ClockVerb.RESTART}:
                limit = self.procedure.limit_in_force(effect.limit, today())
                if limit.period is not None:
                    due = compute_deadline(today(), limit.period, calendar=calendar).due_on
                    lines.append(f"{name_limit(limit.title)}开始计算：{format_date(due)}前。")
            elif effect.verb is ClockVerb.SUSPEND:
                lines.append("办理期限自次日起暂停计算。")
        return lines

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store the papers, go through the door, and say what is now true."""
        assert isinstance(form, ActionForm)
        occurred_on = form.cleaned_data.get("occurred_on") or today()
        stored, evidence = self._store_files(form)
        receipt = perform(
            self.case.pk,
            self.action.code,
            actor=self.actor,
            occurred_on=occurred_on,
            recorded_at=now(),
            data=form.given(stored, kept=self._stored_values().keys()),
            key=key,
            seen_version=self.get_seen_version(),
            evidence=evidence,
            record_for=record_for(form),
        )
        drop_draft(self.actor, self.place)
        fresh = get_case_behind(receipt)
        text = f"{self.case.number} 已{self.action.title}，现为“{state_title(fresh, today())}”"
        clock = fresh.clocks.filter(state=Clock.State.RUNNING).order_by("due_on").first()
        if clock is not None:
            text += f"，{name_limit(clock.title)} {format_date(deadline_of(clock, as_of=today()).due_on)}"
        return Outcome(f"{text}。", reverse("casework:case", args=[fresh.number]))

    def _store_files(self, form: ActionForm) -> tuple[dict[str, list[int]], list[int]]:
        stored: dict[str, list[int]] = {}
        for item in self.action.fields:
            if item.kind is FieldKind.FILES:
                uploads = form.cleaned_data.get(item.code) or []
                stored[item.code] = [self._store(upload) for upload in uploads]
        return stored, [self._store(upload) for upload in form.cleaned_data.get("evidence") or []]

    def _store(self, upload: Any) -> int:
        return int(store_upload(upload, filename=upload.name, actor=self.actor, purpose="case").pk)

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page, with what to do next."""
        if isinstance(error, Rejected):
            return Refusal("材料没有收下，本次未办理", [error.message_zh], next_step=error.advice_zh, status=422)
        assert isinstance(error, DoorError)
        reasons: list[Any] = list(getattr(error, "reasons", ()))
        if isinstance(error, BadInput):
            reasons = [text for texts in error.errors.values() for text in texts]
        steps = dict.fromkeys(reason.next_step for reason in getattr(error, "reasons", ()) if reason.next_step)
        next_step = "；".join(steps) or error.next_step
        return Refusal(
            f"没有{self.action.title}，原因如下", reasons or [error.message], next_step=next_step, status=error.status
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the case, for a request of sign-off what will be signed, and that the act's time is not now."""
        held = signed_action(self.procedure, self.action.code)
        opened = self.case.pk is not None
        early = opened and not is_within(self.action, self.procedure, effective_state(self.case, today()))
        given = {"case": self.case, "procedure": self.procedure, "action": self.action, "held": held}
        given["state_against"] = state_title(self.case, today()) if early else ""
        return super().get_context_data(**{**kwargs, **given})


def record_for(form: ActionForm) -> tuple[int, str] | None:
    """Return for whom and how an act is recorded, or None."""
    person, means = form.cleaned_data.get("on_behalf_of"), form.cleaned_data.get("record_means")
    return (int(person), means or "paper") if person else None


class OpenView(ActView):
    """Opening a case of a procedure."""

    @property
    def case(self) -> Case:
        """Return a case that is not there yet."""
        if not hasattr(self, "_case"):
            self._case = Case(
                procedure=self.procedure.name, title="", state="", origin_unit_id=self.actor.home_unit_id or 0
            )
        return self._case

    @property
    def procedure(self) -> Procedure:
        """Return the procedure named in the address, or 404."""
        try:
            return get_procedure(self.kwargs["procedure"])
        except KeyError:
            raise Http404 from None

    @property
    def action(self) -> Action:
        """Return the opening; 403 when the reader may not open one."""
        opening = self.procedure.opening
        facts = facts_before_opening(
            self.procedure, today(), origin_unit_id=self.actor.home_unit_id, visibility=self.procedure.visibility
        )
        if not may_perform(opening, facts, self.actor):
            raise PermissionDenied
        return opening

    @property
    def place(self) -> str:
        """Name the draft."""
        return f"open:{self.procedure.name}"

    def get_own_page(self) -> str:
        """Return the address of the domain's own page for opening, if it has one."""
        own = get_registration(self.procedure.name).pages.get(self.action.code)
        return reverse(own) if own else ""

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way back to the list."""
        return [Crumb(self.procedure.title, self.get_cancel_url()), Crumb(self.action.title)]

    def get_cancel_url(self) -> str:
        """Return the procedure's list."""
        return reverse("casework:procedure", args=[self.procedure.name])

    def get_seen_version(self) -> int | None:
        """Return nothing: there is no version to be overtaken."""
        return None

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return [line for line in (self.action.consequence, *self._clock_lines()) if line]

    def _stored_values(self) -> dict[str, Any]:
        return {}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Open the case."""
        assert isinstance(form, ActionForm)
        stored, evidence = self._store_files(form)
        occurred_on: date = form.cleaned_data.get("occurred_on") or today()
        receipt = open_case(
            self.procedure.name,
            actor=self.actor,
            occurred_on=occurred_on,
            recorded_at=now(),
            data=form.given(stored),
            key=key,
            evidence=evidence,
            record_for=record_for(form),
        )
        self._case = get_case_behind(receipt)
        drop_draft(self.actor, self.place)
        return Outcome(
            f"已{self.action.title}，编号 {receipt.number}。", reverse("casework:case", args=[receipt.number])
        )
