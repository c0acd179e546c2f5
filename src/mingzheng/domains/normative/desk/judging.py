"""The verdicts of a clean-up run, one document a line, on one page."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from mingzheng.casework.public import Case, CaseNotFound, DoorError, get_case_for, list_actions_for, perform
from mingzheng.domains.normative.models import CleanUpLine
from mingzheng.domains.normative.words import VERDICTS
from mingzheng.platform.design.public import PlainForm
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal
from mingzheng.platform.ledger.public import now, today


class VerdictsForm(PlainForm):
    """A verdict and a reason for every document."""

    def __init__(self, *args: Any, lines: list[CleanUpLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            document = line.document
            self.fields[f"verdict_{line.document_id}"] = forms.ChoiceField(
                label=f"{document.doc_number} {document.title}".strip(),
                choices=[("", "还没有意见"), *VERDICTS],
                required=False,
                initial=line.verdict,
            )
            self.fields[f"reason_{line.document_id}"] = forms.CharField(
                label=f"理由：{document.title}", required=False, max_length=300, initial=line.reason
            )

    def rows(self) -> list[dict[str, str]]:
        """Return the verdicts given."""
        words = dict(VERDICTS)
        found = []
        for line in self.lines:
            verdict = self.cleaned_data.get(f"verdict_{line.document_id}", "")
            if verdict:
                found.append(
                    {
                        "document": str(line.document_id),
                        "title": line.document.title,
                        "verdict": verdict,
                        "words": words[verdict],
                        "reason": self.cleaned_data.get(f"reason_{line.document_id}", ""),
                    }
                )
        return found


class JudgeView(DeskFormView):
    """Give the verdicts."""

    template_name = "normative/judge.html"
    form_class: ClassVar[type[forms.BaseForm]] = VerdictsForm
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)
    submit_label = "保存清理意见"
    purpose = "逐件提出继续有效、修改、废止或宣布失效；不是继续有效的写明理由。可以分几次填。"

    @property
    def case(self) -> Case:
        """Return the run named in the address, or 404; 403 when verdicts are not the reader's to give now."""
        if not hasattr(self, "_case"):
            try:
                found = get_case_for(self.actor, number=self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
            offered = {offer.action.code for offer in list_actions_for(self.actor, found, today())}
            if "judge" not in offered:
                raise PermissionDenied
            self._case = found
        return self._case

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"清理意见：{self.case.title}"

    def get_cancel_url(self) -> str:
        """Return the run's page."""
        return reverse("casework:case", args=[self.case.number])

    def get_seen_version(self) -> int | None:
        """Return the version the reader saw."""
        sent = self.request.POST.get("seen_version", "")
        return int(sent) if sent.isdecimal() and len(sent) < 10 else self.case.version

    def get_form_kwargs(self) -> dict[str, Any]:
        """Make the form of the run's documents."""
        lines = CleanUpLine.for_run(self.case.pk)
        return {"lines": lines}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Give them and say what is now true."""
        assert isinstance(form, VerdictsForm)
        rows = form.rows()
        perform(
            self.case.pk,
            "judge",
            actor=self.actor,
            occurred_on=today(),
            recorded_at=now(),
            data={"verdicts": rows},
            key=key,
            seen_version=self.get_seen_version(),
        )
        return Outcome(f"已保存 {len(rows)} 件清理意见。", self.get_cancel_url())

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        errors = getattr(error, "errors", {})
        words = [text for texts in errors.values() for text in texts] or [getattr(error, "message", str(error))]
        return Refusal("没有保存，原因如下", words, next_step=getattr(error, "next_step", ""), status=409)
