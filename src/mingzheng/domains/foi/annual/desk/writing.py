"""The text of a report: reading it with its numbers, writing a block, the check and its explanations, sending it out."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.public import DoorError
from mingzheng.domains.foi.annual.desk.pages import AnnualFormView, AnnualView, explain
from mingzheng.domains.foi.annual.facts import JUDGED, verdicts_of
from mingzheng.domains.foi.annual.numbers import NAMED
from mingzheng.domains.foi.annual.output.as_html import lay_parts
from mingzheng.domains.foi.annual.selectors import composed_report, drift_of, explanations_of, texts_of
from mingzheng.domains.foi.annual.services import explain as keep_explanation
from mingzheng.domains.foi.annual.services import save_text, send_to_publishing
from mingzheng.domains.foi.annual.words import BY_CODE, blocks_of
from mingzheng.platform.design.public import PlainForm
from mingzheng.platform.desk.public import Outcome, go_to
from mingzheng.platform.ledger.public import now, today

OFFERED = ("workplan.items_received", "workplan.items_done", "workplan.on_time_rate", "foi.processing_fees")


class TextView(AnnualView):
    """The six parts as they read; whoever may write opens a block."""

    template_name = "foi/annual/text.html"
    tab = "text"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lay out the parts, every block in its place, also the empty ones."""
        composed = composed_report(self.report)
        drift = drift_of(self.report)
        parts = lay_parts(composed, {}, {})
        written = {block.code: block for block in composed.blocks}
        for number, part in enumerate(parts, start=1):
            part["plans"] = [{"plan": plan, "block": written.get(plan.code)} for plan in blocks_of(number)]
        can_send = self.report.case.state == "accepted" and bool(self.report.frozen)
        return super().get_context_data(composed=composed, parts=parts, drift=drift, can_send=can_send, **kwargs)


class BlockForm(PlainForm):
    """A block's text as markup."""

    text = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 12}), required=False, strip=False)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class BlockView(AnnualFormView):
    """Write one block; numbers of the tables are bound as they are saved."""

    template_name = "foi/annual/block.html"
    form_class: ClassVar[type[forms.BaseForm]] = BlockForm
    submit_label: ClassVar[str] = "保存"
    tab = "text"

    def get_page_title(self) -> str:
        """Return the block's heading."""
        plan = BY_CODE.get(self.kwargs["code"])
        if plan is None or not self.may_write:
            raise Http404
        return plan.heading or "总体情况"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the text as it stands."""
        row = texts_of(self.report)[self.kwargs["code"]]
        return {"initial": {"text": row.text, "seen_version": row.version}}

    def get_cancel_url(self) -> str:
        """Return to the text."""
        return reverse("foi:annual_text", args=[self.report.case.number])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the hint and the numbers on offer, each with what it shows now."""
        composed = composed_report(self.report)
        offered = [
            {
                "code": f"{{{{{named.code}}}}}",
                "words": named.words,
                "value": composed.sum_of(named.cells),
                "unit": named.unit,
            }
            for named in NAMED.values()
        ]
        return super().get_context_data(plan=BY_CODE[self.kwargs["code"]], offered=offered, figures=OFFERED, **kwargs)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Save the block."""
        given = form.cleaned_data
        bound = save_text(
            self.report,
            self.kwargs["code"],
            given["text"],
            seen_version=given["seen_version"],
            actor=self.actor,
            at=now(),
        )
        words = f"已保存，{bound} 个数接到表格。" if bound else "已保存。"
        return Outcome(words, f"{self.get_cancel_url()}#{self.kwargs['code']}")


class ExplainForm(PlainForm):
    """Why something stands as it does."""

    text = forms.CharField(label="说明", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CheckView(AnnualView):
    """Everything that stands against the report; what must be explained is explained here."""

    template_name = "foi/annual/check.html"
    tab = "check"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep an explanation."""
        given = {name: request.POST.get(name, "") for name in ("code", "subject", "states", "text")}
        try:
            keep_explanation(self.report, **given, actor=self.actor, at=now())
        except DoorError as error:
            refusal = explain(error)
            context = self.get_context_data(refusal=refusal, given=given)
            return self.render_to_response(context, status=refusal.status)
        return go_to(request, request.path, "已说明，随报告保存。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Judge the report; a signed one shows what was explained."""
        is_judged = self.report.case.state in JUDGED
        verdicts = verdicts_of(self.report)[0] if is_judged else []
        verdicts.sort(key=lambda one: (not one.is_open, one.severity != "error"))
        kept = [] if is_judged else explanations_of(self.report)
        return super().get_context_data(
            verdicts=verdicts,
            waiting=sum(1 for one in verdicts if one.is_open),
            is_judged=is_judged,
            kept=kept,
            drift=drift_of(self.report),
            **kwargs,
        )


class SendForm(PlainForm):
    """Nothing to fill in: what was signed is sent."""


class SendView(AnnualFormView):
    """Hand the signed report to the publishing room's review."""

    form_class: ClassVar[type[forms.BaseForm]] = SendForm
    submit_label: ClassVar[str] = "送信息发布"

    def get_page_title(self) -> str:
        """Return what the page does."""
        return "送信息发布审核"

    def get_cancel_url(self) -> str:
        """Return to the text."""
        return reverse("foi:annual_text", args=[self.report.case.number])

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return ["按签发时固定的正文和表格生成信息发布件，经三审三校后公布；公布后回到本件登记公开。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Send it."""
        if self.report.signed_on is None:
            raise Http404
        send_to_publishing(self.report, actor=self.actor, at=now(), on=today(), key=key)
        self.report.refresh_from_db()
        return Outcome(f"已生成信息发布件 {self.report.item_number}。", self.get_cancel_url())
