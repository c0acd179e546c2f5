"""The forms that write: enter a record, correct, verify, return, withdraw it, verify several at once."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.public import BadInput, DoorError
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, PlainForm, PlainTextarea
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal, back_to
from mingzheng.platform.files.public import Rejected, store_upload
from mingzheng.platform.ledger.public import now, today
from mingzheng.registers.declaration import Register
from mingzheng.registers.desk.forms import RecordForm
from mingzheng.registers.desk.lists import find_book
from mingzheng.registers.desk.presenting import CONSEQUENCES, TONES, facts_for, record_url, state_word
from mingzheng.registers.rules import (
    ACT_TITLES,
    CORRECT,
    RETURN,
    VERIFY,
    WITHDRAW,
    may_act,
    may_enter,
    may_read_masked,
    may_verify_for,
)
from mingzheng.registers.selectors import RecordNotFound, facts_of, get_record_for, papers_of, records_for
from mingzheng.registers.services import correct_record, enter_record, return_record, verify_record, withdraw_record
from mingzheng.registers.values import stored_values

MOST_AT_ONCE = 200


class BookFormView(DeskFormView):
    """A form of one book. A refusal keeps everything that was typed."""

    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError, Rejected)

    @property
    def book(self) -> Register:
        """Return the book named in the address, or 404."""
        if not hasattr(self, "_book"):
            self._book = find_book(self.kwargs["code"], self.actor)
        return self._book

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the book."""
        return [
            Crumb("登记簿", reverse("registers:index")),
            Crumb(self.book.title, reverse("registers:list", args=[self.book.code])),
            Crumb(self.get_page_title()),
        ]

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page, with what to do next."""
        if isinstance(error, Rejected):
            return Refusal("材料没有收下，本次未办理", [error.message_zh], next_step=error.advice_zh, status=422)
        reasons: list[Any] = list(getattr(error, "reasons", ()))
        if isinstance(error, BadInput):
            reasons = [text for texts in error.errors.values() for text in texts]
        steps = dict.fromkeys(reason.next_step for reason in getattr(error, "reasons", ()) if reason.next_step)
        next_step = "；".join(steps) or getattr(error, "next_step", "")
        words = reasons or [getattr(error, "message", str(error))]
        return Refusal("没有办理，原因如下", words, next_step=next_step, status=getattr(error, "status", 409))

    def store(self, form: forms.BaseForm) -> list[int]:
        """Keep the papers that were sent and return their ids."""
        uploads = getattr(form, "cleaned_data", {}).get("evidence") or []
        return [
            int(store_upload(upload, filename=upload.name, actor=self.actor, purpose="record").pk) for upload in uploads
        ]


class EnterView(BookFormView):
    """Entering a record."""

    template_name = "registers/enter.html"
    form_class: ClassVar[type[forms.BaseForm]] = RecordForm
    submit_label = "登记"

    def may_see(self, actor: Actor) -> bool:
        """Refuse who may not enter for any unit."""
        return may_enter(actor, find_book(self.kwargs["code"], actor))

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"登记：{self.book.title}"

    def get_cancel_url(self) -> str:
        """Return the book's list."""
        return reverse("registers:list", args=[self.book.code])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Make the form of the book; the day is today until it is changed."""
        return {"book": self.book, "actor": self.actor, "on": today(), "initial": {"occurred_on": today()}}

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        if self.book.verification is None:
            return ["登记后即计入统计；以后可以更正，改动留有记录。"]
        return ["登记后待核验，核验后计入统计；登记人不能核验自己的登记。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Enter the record and say what is now true."""
        assert isinstance(form, RecordForm)
        receipt = enter_record(
            self.book.code,
            actor=self.actor,
            data=form.given(),
            recorded_at=now(),
            key=key,
            evidence=self.store(form),
        )
        record = get_record_for(self.actor, self.book, receipt.record_id)
        return Outcome(f"已登记“{record.title}”，现为{state_word(self.book, record)}。", record_url(self.book, record))


class RecordFormView(BookFormView):
    """A form of one act on one record."""

    @property
    def record(self) -> Any:
        """Return the record named in the address, or 404."""
        if not hasattr(self, "_record"):
            try:
                self._record = get_record_for(self.actor, self.book, self.kwargs["pk"])
            except RecordNotFound:
                raise Http404 from None
        return self._record

    @property
    def which(self) -> str:
        """Return the act named in the address; 403 when the reader is not one of those who may."""
        act = str(self.kwargs["act"])
        if act not in TONES:
            raise Http404
        if not may_act(act, self.book, facts_of(self.record), self.actor):
            raise PermissionDenied
        return act

    @property
    def submit_label(self) -> str:  # type: ignore[override]
        """Return what the button says will happen."""
        return ACT_TITLES[self.which]

    @property
    def submit_kind(self) -> str:  # type: ignore[override]
        """Return how the button looks."""
        return "danger" if TONES[self.which] == "danger" else "primary"

    def get_page_title(self) -> str:
        """Return the act and the record."""
        return f"{ACT_TITLES[self.which]}：{self.record.title}"

    def get_cancel_url(self) -> str:
        """Return the record's page."""
        return record_url(self.book, self.record)

    def get_seen_version(self) -> int | None:
        """Return the version the reader saw when the form was made."""
        sent = self.request.POST.get("seen_version", "")
        return int(sent) if sent.isdecimal() and len(sent) < 10 else int(self.record.version)

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return [f"{CONSEQUENCES[self.which]}。"]

    def done(self, text: str) -> Outcome:
        """Say what is now true."""
        return Outcome(text, record_url(self.book, self.record))


class ReasonForm(PlainForm):
    """Why."""

    reason = forms.CharField(label="理由", max_length=500, widget=PlainTextarea())


class RemarkForm(PlainForm):
    """A remark, if there is one."""

    reason = forms.CharField(label="核验意见", max_length=500, required=False, widget=PlainTextarea())


class ActView(RecordFormView):
    """Verify, return, withdraw; correcting has the whole form and comes from here too."""

    template_name = "registers/act.html"

    @property
    def form_class(self) -> type[forms.BaseForm]:  # type: ignore[override]
        """Return the form of the act."""
        if self.which == CORRECT:
            return RecordForm
        return RemarkForm if self.which == VERIFY else ReasonForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form of a correction with what stands in the record."""
        if self.which != CORRECT:
            return {}
        initial = stored_values(self.book, self.record)
        hides = not may_read_masked(self.actor, self.book, facts_of(self.record))
        common = {"book": self.book, "actor": self.actor, "on": today(), "initial": initial}
        return {**common, "corrects": True, "hides": hides}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Take the act and say what is now true."""
        reason = str(form.cleaned_data.get("reason", ""))
        common: dict[str, Any] = {
            "actor": self.actor,
            "recorded_at": now(),
            "key": key,
            "seen_version": self.get_seen_version(),
            "reason": reason,
        }
        if self.which == CORRECT:
            assert isinstance(form, RecordForm)
            correct_record(self.book.code, self.record.pk, data=form.given(), evidence=self.store(form), **common)
            waits = "，待重新核验" if self.book.verification else ""
            return self.done(f"已更正“{self.record.title}”{waits}。")
        verbs = {VERIFY: verify_record, RETURN: return_record, WITHDRAW: withdraw_record}
        verbs[self.which](self.book.code, self.record.pk, **common)
        words = {VERIFY: "已核验，计入统计", RETURN: "已退回登记人", WITHDRAW: "已撤销，不再计入统计"}
        return self.done(f"“{self.record.title}”{words[self.which]}。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what the act is about."""
        facts = () if self.which == CORRECT else facts_for(self.book, self.record, self.actor)
        papers = papers_of(self.book, self.record)
        return super().get_context_data(record=self.record, facts=facts, papers=papers, **kwargs)


class BulkVerifyView(BookFormView):
    """Verify several records at once: each by itself, so that one that cannot be verified keeps none of the others."""

    template_name = "registers/bulk_verify.html"
    form_class: ClassVar[type[forms.BaseForm]] = RemarkForm
    submit_label = "核验"
    page_title = "批量核验"

    def may_see(self, actor: Actor) -> bool:
        """Refuse who does not verify here."""
        return may_verify_for(actor, find_book(self.kwargs["code"], actor))

    def get_cancel_url(self) -> str:
        """Return the book's list."""
        return reverse("registers:list", args=[self.book.code])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go back to the list: nothing was chosen."""
        return back_to(request)

    def chosen(self) -> list[Any]:
        """Return the chosen records this reader may see."""
        ids = [
            int(text) for text in self.request.POST.getlist("ids")[:MOST_AT_ONCE] if text.isdecimal() and len(text) < 18
        ]
        return list(records_for(self.actor, self.book).filter(pk__in=ids).select_related("unit").order_by("pk"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what was chosen; once confirmed, verify one after another and say what became of each."""
        chosen = self.chosen()
        if "confirmed" not in request.POST:
            return self.render_to_response(self.get_context_data(form=self.form_class(), chosen=chosen))
        form = self.make_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, chosen=chosen), status=422)
        reason = str(form.cleaned_data["reason"])
        key = request.POST.get("idempotency_key", "")[:64]
        results = [(record, self._verify(record, reason, key)) for record in chosen]
        return self.render_to_response(self.get_context_data(form=form, results=results))

    def _verify(self, record: Any, reason: str, key: str) -> str:
        seen = self.request.POST.get(f"version_{record.pk}", "")
        try:
            verify_record(
                self.book.code,
                record.pk,
                actor=self.actor,
                recorded_at=now(),
                reason=reason,
                key=f"{key}:{record.pk}" if key else "",
                seen_version=int(seen) if seen.isdecimal() and len(seen) < 10 else record.version,
            )
        except DoorError as error:
            return error.message
        return ""
