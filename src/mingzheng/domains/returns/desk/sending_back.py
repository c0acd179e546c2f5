"""Sending a return back: a reason for the whole, and reasons at the figures they are about."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mingzheng.casework.public import perform
from mingzheng.domains.returns.desk.acting import ReturnPage, ReturnsFormView
from mingzheng.domains.returns.selectors import find_offer
from mingzheng.domains.returns.sheet import read_sheet
from mingzheng.platform.design.public import Crumb, PlainForm, PlainTextarea
from mingzheng.platform.desk.public import Outcome
from mingzheng.platform.ledger.public import now, today


class SendBackForm(PlainForm):
    """The reason for the whole."""

    reason = forms.CharField(label="总的退回理由", max_length=1000, widget=PlainTextarea())


class SendBackView(ReturnPage, ReturnsFormView):
    """Send a return back."""

    page_title = "核验退回"
    template_name = "returns/send_back.html"
    form_class: ClassVar[type[forms.BaseForm]] = SendBackForm
    submit_label: ClassVar[str] = "退回单位修改"
    submit_kind: ClassVar[str] = "danger"

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the case."""
        number = self.item.case.number
        return [Crumb("填报", reverse("returns:forms")), Crumb(number, self.get_cancel_url()), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the case."""
        return reverse("casework:case", args=[self.item.case.number])

    def get_seen_version(self) -> int | None:
        """Return the version the reader saw."""
        sent = self.request.POST.get("seen_version", "")
        return int(sent) if sent.isdecimal() else self.item.case.version

    def get_form_kwargs(self) -> dict[str, Any]:
        """Admit only whoever may send the return back; to what was sent the door answers, and the words stay."""
        if self.request.method != "POST" and find_offer(self.actor, self.item.case, "send_back") is None:
            raise PermissionDenied
        return {}

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ("退回单位修改，填报期限恢复计算；", "写了原因的指标在填报页上逐项标出，单位立即收到通知。")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Perform it."""
        problems = [
            {"title": line.figure.title, "reason": reason, "code": line.code}
            for line in read_sheet(self.item).lines
            if (reason := self.request.POST.get(f"problem-{line.code}", "").strip())
        ]
        data: dict[str, Any] = {"reason": form.cleaned_data["reason"]}
        if problems:
            data["problems"] = problems
        perform(
            self.item.pk,
            "send_back",
            actor=self.actor,
            occurred_on=today(),
            recorded_at=now(),
            data=data,
            key=key,
            seen_version=self.get_seen_version(),
        )
        return Outcome(f"{self.item.case.number} 已退回 {self.item.unit} 修改。", self.get_cancel_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the values, each with a field for its reason."""
        rows = [(line, self.request.POST.get(f"problem-{line.code}", "")) for line in read_sheet(self.item).lines]
        return super().get_context_data(item=self.item, rows=rows, **kwargs)
