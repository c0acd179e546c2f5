"""What is done about one row of a look-back: recording what was found, ordering rectification; ending the whole."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.urls import path, reverse

from mingzheng.domains.workplan.desk.acting import PlanFormView
from mingzheng.domains.workplan.desk.look_backs import LookBackPage
from mingzheng.domains.workplan.look_back_selectors import checks_for
from mingzheng.domains.workplan.models import LookBackCheck
from mingzheng.domains.workplan.services.look_backs import finish_look_back, order_rectification, record_check
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import DayInput, Fact, PlainForm, PlainTextarea, format_date
from mingzheng.platform.desk.public import Outcome
from mingzheng.platform.ledger.public import now, today


class CheckForm(PlainForm):
    """What was found."""

    result = forms.ChoiceField(label="检查结果", choices=LookBackCheck.Result.choices[1:], widget=forms.RadioSelect)
    finding = forms.CharField(label="检查情况、存在问题", required=False, max_length=4000, widget=PlainTextarea())


class CheckRowView(LookBackPage, PlanFormView):
    """One row: what the ledger says of it, and the form that records what was found."""

    template_name = "workplan/check_row.html"
    form_class: ClassVar[type[forms.BaseForm]] = CheckForm
    submit_label: ClassVar[str] = "登记检查结果"

    def get_page_title(self) -> str:
        """Return the row's title."""
        return f"检查：{self.check.item.case.title}" if self.check.item else "检查"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        result = self.check.result if self.check.result != LookBackCheck.Result.PENDING else None
        return {"initial": {"result": result, "finding": self.check.finding}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Record it and go on to the next unchecked row."""
        held = record_check(self.check, actor=self.actor, checked_on=today(), recorded_at=now(), **form.cleaned_data)
        text = f"{self.check.item.number if self.check.item else ''} 检查结果：{held.get_result_display()}。"
        if held.result == LookBackCheck.Result.UNDONE and self.may_decide:
            return Outcome(f"{text}请定整改期限。", reverse("workplan:rectify", args=[self.look_back.pk, held.pk]))
        following = checks_for(self.actor).filter(look_back=self.look_back, result=LookBackCheck.Result.PENDING).first()
        url = (
            reverse("workplan:check_row", args=[self.look_back.pk, following.pk])
            if following
            else self.get_cancel_url()
        )
        return Outcome(text, url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the row's facts and what may be done."""
        check = self.check
        is_open = self.look_back.finished_on is None and check.rectification_id is None
        can_rectify = is_open and self.may_decide and check.result == LookBackCheck.Result.UNDONE
        return super().get_context_data(
            **{**kwargs, "check": check, "facts": row_facts(check), "look_back": self.look_back},
            can_record=self.is_keeper and is_open,
            can_rectify=can_rectify,
        )


def row_facts(check: LookBackCheck) -> list[Fact]:
    """Return what the ledger says of a row."""
    item = check.item
    if item is None:
        return []
    facts = [
        Fact("台账编号", item.case.number, url=reverse("casework:case", args=[item.case.number])),
        Fact("责任单位", str(item.case.handling_unit or "")),
        Fact("具体要求", check.requirement.text),
        Fact("完成时限", format_date(item.case.due_on) if item.case.due_on else item.deadline_text),
        Fact("具体措施", item.measure),
        Fact("最新进展", item.progress),
        Fact("办理结果", item.result),
        Fact("核验意见", item.verify_opinion),
        Fact("检查结果", check.get_result_display()),
        Fact("检查情况", check.finding),
        Fact("检查人", f"{check.checked_by} {format_date(check.checked_on)}" if check.checked_on else ""),
    ]
    return [fact for fact in facts if fact.value]


class RectifyForm(PlainForm):
    """Until when."""

    due_on = forms.DateField(label="整改期限", widget=DayInput())


class RectifyView(LookBackPage, PlanFormView):
    """Order the rectification of a row found undone."""

    page_title = "转为整改"
    template_name = "workplan/rectify.html"
    form_class: ClassVar[type[forms.BaseForm]] = RectifyForm
    submit_label: ClassVar[str] = "转为整改"

    def may_see(self, actor: Actor) -> bool:
        """Admit the section heads."""
        return self.may_decide

    def get_cancel_url(self) -> str:
        """Return to the row."""
        return reverse("workplan:check_row", args=[self.look_back.pk, self.check.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Suggest a month and a half."""
        return {"initial": {"due_on": today() + timedelta(days=45)}}

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        unit = self.check.item.case.handling_unit if self.check.item else ""
        return (f"向{unit}发出整改件，联络员和科室负责人收到通知；", "整改结果经核验后销号，计入已整改。")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Open it."""
        receipt = order_rectification(
            self.check, due_on=form.cleaned_data["due_on"], actor=self.actor, occurred_on=today(), recorded_at=now()
        )
        due = format_date(form.cleaned_data["due_on"])
        text = f"已转为整改 {receipt.number}，{due}前完成。"
        return Outcome(text, reverse("workplan:look_back", args=[self.look_back.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the row."""
        return super().get_context_data(**{**kwargs, "check": self.check})


class FinishView(LookBackPage, PlanFormView):
    """End a look-back."""

    page_title = "结束回头看"
    form_class: ClassVar[type[forms.BaseForm]] = PlainForm
    submit_label: ClassVar[str] = "结束回头看"

    def may_see(self, actor: Actor) -> bool:
        """Admit the section heads."""
        return self.may_decide

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ("检查结果不再改动；", "整改件照常办理，已整改的数字继续更新。")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """End it."""
        finish_look_back(self.look_back, actor=self.actor, finished_on=today(), recorded_at=now())
        return Outcome(f"“{self.look_back.title}”已结束。", self.get_cancel_url())


urlpatterns = [
    path("desk/plan/look-backs/<int:look_back_id>/finish", FinishView.as_view(), name="finish_look_back"),
    path("desk/plan/look-backs/<int:look_back_id>/<int:check_id>", CheckRowView.as_view(), name="check_row"),
    path("desk/plan/look-backs/<int:look_back_id>/<int:check_id>/rectify", RectifyView.as_view(), name="rectify"),
]
