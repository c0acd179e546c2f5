"""The page on which opinions are read article by article, merged and answered; each merging is an act of the case."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.casework.public import Case, CaseNotFound, DoorError, get_case_for, list_actions_for, perform
from mingzheng.domains.participation.models import Opinion
from mingzheng.domains.participation.selectors import list_merged, list_opinions, receipts_of
from mingzheng.domains.participation.words import VERDICTS, WHOLE
from mingzheng.platform.design.public import PlainForm, PlainTextarea
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal
from mingzheng.platform.ledger.public import now, today


def heading_of(opinion: Opinion) -> str:
    """Return the words under which an opinion is listed."""
    return (opinion.piece.label or "正文") if opinion.piece else WHOLE


def words_of(opinion: Opinion) -> str:
    """Return an opinion in one line, with the article it is about."""
    return f"{heading_of(opinion)}：{opinion.text}"


class MergeForm(PlainForm):
    """Which opinions say the same, in which words, and what becomes of them."""

    opinions = forms.MultipleChoiceField(
        label="说的是同一件事的意见",
        widget=forms.CheckboxSelectMultiple,
        help_text="只能选针对同一条的；只有一条的，单独处理。",
    )
    merged_text = forms.CharField(
        label="归并后的意见",
        max_length=2000,
        widget=PlainTextarea(rows=3),
        help_text="会公开，不写姓名和电话。照录原话即可；几条说法不同的，概括成一句。",
    )
    verdict = forms.ChoiceField(label="采纳情况", choices=VERDICTS, widget=forms.RadioSelect)
    verdict_reason = forms.CharField(
        label="理由",
        max_length=2000,
        required=False,
        widget=PlainTextarea(rows=3),
        help_text="部分采纳、不采纳的必须写；与草案无关的，写明应当向谁反映。",
    )

    def __init__(self, *args: Any, waiting: list[Opinion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        choices = [(str(one.pk), f"{words_of(one)}（{one.submission.receipt}）") for one in waiting]
        self.fields["opinions"].choices = choices  # type: ignore[attr-defined]

    def rows(self) -> list[dict[str, str]]:
        """Return the chosen opinions as the act keeps them."""
        chosen = set(self.cleaned_data["opinions"])
        return [
            {"opinion": str(one.pk), "receipt": one.submission.receipt, "words": words_of(one)[:200]}
            for one in self.waiting
            if str(one.pk) in chosen
        ]


class MergeView(DeskFormView):
    """Merge opinions and say what becomes of them, until none is left."""

    template_name = "participation/merge.html"
    form_class: ClassVar[type[forms.BaseForm]] = MergeForm
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)
    submit_label = "归并并保存采纳情况"
    purpose = "按条读意见，把说同一件事的归并成一条，写明是否采纳和理由。每条意见都要有结果。"
    basis = "优化营商环境条例第六十二条"

    @cached_property
    def case(self) -> Case:
        """Return the consultation named in the address, or 404; 403 when merging is not the reader's to do now."""
        try:
            found = get_case_for(self.actor, number=self.kwargs["number"])
        except CaseNotFound:
            raise Http404 from None
        if "merge" not in {offer.action.code for offer in list_actions_for(self.actor, found, today())}:
            raise PermissionDenied
        return found

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"归并意见：{self.case.title}"

    def get_cancel_url(self) -> str:
        """Return the consultation's page."""
        return reverse("casework:case", args=[self.case.number])

    @cached_property
    def opinions(self) -> list[Opinion]:
        """Return every opinion of the consultation."""
        return list_opinions(self.case.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the opinions that wait."""
        return {"waiting": [one for one in self.opinions if one.merged_id is None]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Undo a merging, or merge."""
        undone = request.POST.get("undo", "")
        if undone.isascii() and undone.isdecimal() and len(undone) < 18:
            return self._undo(int(undone))
        return super().post(request, *args, **kwargs)

    def _undo(self, number: int) -> HttpResponse:
        try:
            self._perform("unmerge", {"merged": number}, key=f"unmerge:{self.case.pk}:{number}")
        except DoorError as error:
            context = self.get_context_data(
                form=self.form_class(**self.get_form_kwargs()), refusal=self.explain_refusal(error)
            )
            return self.render_to_response(context, status=409)
        return self.go_back()

    def go_back(self) -> HttpResponse:
        """Return to this page."""
        return HttpResponse(status=303, headers={"Location": self.request.path})

    def _perform(self, action: str, data: dict[str, Any], *, key: str) -> None:
        perform(self.case.pk, action, actor=self.actor, occurred_on=today(), recorded_at=now(), data=data, key=key)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Merge and say what is now true."""
        assert isinstance(form, MergeForm)
        rows, given = form.rows(), form.cleaned_data
        names = ("merged_text", "verdict", "verdict_reason")
        self._perform("merge", {"rows": rows, **{name: given[name] for name in names if given[name]}}, key=key)
        left = len(form.waiting) - len(rows)
        words = f"还有 {left} 条没有处理。" if left else "每条意见都有了采纳情况，可以送审。"
        return Outcome(f"已归并 {len(rows)} 条意见，{words}", self.request.path if left else self.get_cancel_url())

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        errors = getattr(error, "errors", {})
        reasons = [text for texts in errors.values() for text in texts]
        reasons = reasons or [reason.message for reason in getattr(error, "reasons", ())]
        words = reasons or [getattr(error, "message", str(error))]
        return Refusal("没有保存，原因如下", words, next_step=getattr(error, "next_step", ""), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was merged already, and how much is left."""
        merged = [(one, receipts_of(one)) for one in list_merged(self.case.pk)]
        left = sum(1 for one in self.opinions if one.merged_id is None)
        return super().get_context_data(case=self.case, merged=merged, left=left, total=len(self.opinions), **kwargs)
