"""The base of every form that acts: consequences before the button, a key against sending twice, all refusals at once.

What may be done and what follows from it is decided by the room the form belongs to; this file only puts it on a page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse

from mingzheng.platform.desk.views import DeskView, go_to
from mingzheng.platform.files.public import Rejected, refuse_marked_texts


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act was not done, and what to do next. A reason is text or has `.message` and `.basis`."""

    title: str
    reasons: Sequence[Any]
    next_step: str = ""
    next_url: str = ""
    status: int = 409


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is now true, and where to read on."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownOnce:
    """What an act leaves to be read once, on its own page, and keeps nowhere: a new code, a first password.

    `context` is drawn by the view's template, or by `template_name`; no cache keeps the page.
    """

    context: Mapping[str, Any]
    template_name: str = ""


class DeskFormView(DeskView):
    """A form of one act.

    Declare `form_class`, `submit_label` (a verb: 退回申请人补正), `submit_kind` (danger when it cannot be undone) and
    `refusals`, the exceptions `act` may raise. Write `act(form, key)`; optionally `get_form_kwargs`,
    `get_consequences`, `get_cancel_url`, `get_draft_url`, `get_seen_version`, `explain_refusal`.
    """

    template_name = "desk/form.html"
    form_class: ClassVar[type[forms.BaseForm]]
    submit_label: ClassVar[str] = "保存"
    submit_kind: ClassVar[str] = "primary"
    refusals: ClassVar[tuple[type[Exception], ...]] = ()

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome | ShownOnce:
        """Do the act with the cleaned form; `key` makes a repeated sending the same sending."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return further arguments of the form (`initial`, `instance`, choices)."""
        return {}

    def get_consequences(self) -> Sequence[str]:
        """Return what follows from the act: who gets it, which clock starts, which date results."""
        return ()

    def get_cancel_url(self) -> str:
        """Return where 返回 leads; empty draws none."""
        return ""

    def get_draft_url(self) -> str:
        """Return where drafts are kept; empty keeps none."""
        return ""

    def get_seen_version(self) -> int | None:
        """Return the version of the matter the reader saw."""
        return None

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put a refusal into words, from the `.message`, `.reasons`, `.next_step` the error may carry."""
        message = str(getattr(error, "message", "") or error)
        reasons = list(getattr(error, "reasons", ()) or ()) or [message]
        return Refusal("没有办理，原因如下", reasons, next_step=getattr(error, "next_step", ""))

    def make_form(self) -> forms.BaseForm:
        """Make the form, bound when it was sent."""
        kwargs = self.get_form_kwargs()
        if self.request.method == "POST":
            return self.form_class(self.request.POST, self.request.FILES, **kwargs)
        return self.form_class(**kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=self.make_form(), **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the act and go on, or answer here: with what is read once, or the form with every error or every reason."""
        form = self.make_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, **kwargs), status=422)
        refusals: tuple[type[Exception], ...] = (*self.refusals, Rejected)
        try:
            refuse_marked_texts(_typed(form), self.actor, purpose="form")
            outcome = self.act(form, key=request.POST.get("idempotency_key", "")[:64])
        except refusals as error:
            has_no_words = isinstance(error, Rejected) and not isinstance(error, self.refusals)
            refusal = _not_taken(error) if has_no_words else self.explain_refusal(error)
            context = self.get_context_data(form=form, refusal=refusal, **kwargs)
            return self.render_to_response(context, status=refusal.status)
        if isinstance(outcome, ShownOnce):
            return self._show_once(outcome)
        return go_to(request, outcome.url, outcome.text)

    def _show_once(self, shown: ShownOnce) -> HttpResponse:
        self.template_name = shown.template_name or self.template_name
        answer = self.render_to_response({**self.get_context_data(form=None), **shown.context})
        answer["Cache-Control"] = "no-store"
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the form draws."""
        return super().get_context_data(
            submit_label=self.submit_label,
            submit_kind=self.submit_kind,
            consequences=self.get_consequences(),
            cancel_url=self.get_cancel_url(),
            draft_url=self.get_draft_url(),
            seen_version=self.get_seen_version(),
            idempotency_key=self.request.POST.get("idempotency_key", ""),
            **kwargs,
        )


def _typed(form: forms.BaseForm) -> list[str]:
    """Return what was typed; what a password field took is nobody's text."""
    secret = {name for name, field in form.fields.items() if isinstance(field.widget, forms.PasswordInput)}
    return [value for name, value in form.cleaned_data.items() if isinstance(value, str) and name not in secret]


def _not_taken(error: Any) -> Refusal:
    """Word a file or text that was not taken, for a form that has no words of its own for it."""
    return Refusal("没有办理，原因如下", [error.message_zh], next_step=error.advice_zh, status=422)
