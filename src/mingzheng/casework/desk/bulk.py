"""One action on several cases: confirmed on one page, performed one by one, each with its own answer."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.declaration import Action, Procedure
from mingzheng.casework.desk.action_fields import ActionForm
from mingzheng.casework.door import perform
from mingzheng.casework.errors import DoorError
from mingzheng.casework.models import Case
from mingzheng.casework.registry import get_procedure
from mingzheng.casework.rules import is_within
from mingzheng.casework.selectors import cases_for, effective_state
from mingzheng.platform.desk.public import DeskFormView, Outcome
from mingzheng.platform.ledger.public import now, today

MOST = 200
# No more digits than a number of the database may have.
LONGEST_ID = 18


class BulkView(DeskFormView):
    """Batch receipt, urging, dispatch, strike-off: whatever the procedure allows in bulk."""

    template_name = "casework/bulk.html"
    form_class: ClassVar[type[forms.BaseForm]] = ActionForm

    @property
    def procedure(self) -> Procedure:
        """Return the procedure, or 404."""
        try:
            return get_procedure(self.kwargs["procedure"])
        except KeyError:
            raise Http404 from None

    @property
    def action(self) -> Action:
        """Return the action, or 404 when it is none for several cases at once."""
        try:
            action = self.procedure.action(self.kwargs["action"])
        except KeyError:
            raise Http404 from None
        if not action.bulk:
            raise Http404
        return action

    @property
    def submit_label(self) -> str:  # type: ignore[override]
        """Return what the button says."""
        return f"{self.action.title}这 {len(self.chosen())} {self.procedure.case_word}"

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"批量{self.action.title}"

    def get_cancel_url(self) -> str:
        """Return the list."""
        return reverse("casework:procedure", args=[self.procedure.name])

    def chosen(self) -> list[Case]:
        """Return the chosen cases the reader may see, at most two hundred."""
        if not hasattr(self, "_chosen"):
            words = self.request.POST.getlist("ids")[:MOST]
            ids = [int(word) for word in words if word.isdecimal() and len(word) <= LONGEST_ID]
            rows = cases_for(self.actor, procedure=self.procedure.name).filter(pk__in=ids)
            self._chosen = list(rows.select_related("handling_unit").order_by("pk"))
        return self._chosen

    def get_form_kwargs(self) -> dict[str, Any]:
        """Make the form of the action."""
        return {"action": self.action, "actor": self.actor, "case": None, "on": today()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the confirmation first; perform when it was confirmed."""
        if "confirmed" in request.POST:
            return super().post(request, *args, **kwargs)
        form = ActionForm(**self.get_form_kwargs())
        return self.render_to_response(self.get_context_data(form=form, **kwargs))

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Perform on each case and say of each what is now true."""
        assert isinstance(form, ActionForm)
        done, refused = 0, []
        for case in self.chosen():
            try:
                perform(
                    case.pk,
                    self.action.code,
                    actor=self.actor,
                    occurred_on=form.cleaned_data.get("occurred_on") or today(),
                    recorded_at=now(),
                    data=form.given({}),
                    key=f"{key}:{case.pk}"[:80],
                )
                done += 1
            except DoorError as error:
                refused.append(f"{case.number}：{error.message}")
        text = f"已{self.action.title} {done} {self.procedure.case_word}。"
        if refused:
            text += f"另有 {len(refused)} {self.procedure.case_word}没有办理：" + "；".join(refused[:10])
        return Outcome(text, self.get_cancel_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the chosen cases."""
        chosen = [(case, self._against(case)) for case in self.chosen()]
        return super().get_context_data(
            **{**kwargs, "chosen": chosen, "action": self.action, "procedure": self.procedure}
        )

    def _against(self, case: Case) -> str:
        """Say before the button that a case is not in a state for this; the door judges everything else."""
        procedure = get_procedure(case.procedure, case.procedure_version)
        state = effective_state(case, today())
        if is_within(self.action, procedure, state):
            return ""
        return f"现为“{procedure.state(state).title}”，不能{self.action.title}"
