"""Screens of the opening balance 期初导入: template, upload, checked preview, taking back, confirming."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.domains.workplan.balance_selectors import find_batch_for, list_batches_for
from mingzheng.domains.workplan.desk.acting import PlanFormView
from mingzheng.domains.workplan.desk.balance_tables import BatchTable, RowTable
from mingzheng.domains.workplan.models import BalanceBatch
from mingzheng.domains.workplan.navigation import is_office
from mingzheng.domains.workplan.permissions import may_decide_for
from mingzheng.domains.workplan.services.balance_reading import write_template
from mingzheng.domains.workplan.services.balances import check_in, confirm_batch, reverse_batch
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, FileDrop, Number, PlainForm, Tab
from mingzheng.platform.desk.public import (
    DeskListView,
    DeskTable,
    EmptyWords,
    Outcome,
    actor_of,
)
from mingzheng.platform.ledger.public import now, today

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BalanceListView(DeskListView):
    """The batches."""

    page_title = "期初导入"
    purpose = "把在办和以前年度的台账按真实日期导入；先检查，确认前可以撤销。"
    template_name = "workplan/balances.html"
    list_key: ClassVar[str] = "workplan.balances"
    table_class: ClassVar[type[DeskTable]] = BatchTable

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return is_office(actor)

    def get_rows(self) -> Any:
        """Return the batches, newest first."""
        return list_batches_for(self.actor)

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        return EmptyWords(
            "还没有导入过",
            "下载模板，每行填一个责任单位的一件台账，再整表上传。",
            "上传表格",
            reverse("workplan:upload_balance"),
        )


class UploadForm(PlainForm):
    """The workbook and what it is."""

    workbook = forms.FileField(
        label="填好的表格", widget=FileDrop(attrs={"accept": ".xlsx"}), help_text="用下载的模板填写，一次最多 500 行。"
    )
    title = forms.CharField(label="方案（台账）名称", max_length=200)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)


class UploadView(PlanFormView):
    """Upload a workbook."""

    page_title = "上传期初台账"
    form_class: ClassVar[type[forms.BaseForm]] = UploadForm
    submit_label: ClassVar[str] = "上传并检查"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return is_office(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("期初导入", reverse("workplan:balances")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("workplan:balances")

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ("逐行检查单位、日期、状态和重复，问题列在对应的行；", "确认入账前不产生任何台账，可以撤销。")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store, read, check."""
        given = form.cleaned_data
        stored = self.store(given["workbook"], "opening_balance")
        if stored is None:
            raise Http404
        batch = check_in(
            stored,
            title=given["title"],
            year=given["year"],
            actor=self.actor,
            on=today(),
            recorded_at=now(),
            key=f"{self.actor.account_id}:{key}"[:80] if key else f"file:{stored.pk}",
        )
        wrong = batch.rows.exclude(problems=[]).count()
        text = f"已读出 {batch.rows.count()} 行，{f'{wrong} 行有问题' if wrong else '没有发现问题，请核对后确认入账'}。"
        return Outcome(text, reverse("workplan:balance", args=[batch.pk]))


class BatchPage:
    """What every screen about one batch shares."""

    actor: Actor
    kwargs: dict[str, Any]

    @property
    def batch(self) -> BalanceBatch:
        """Return the batch in the address, or 404."""
        if not hasattr(self, "_batch"):
            found = find_batch_for(self.actor, self.kwargs["batch_id"])
            if found is None:
                raise Http404
            self._batch = found
        return self._batch

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [
            Crumb("期初导入", reverse("workplan:balances")),
            Crumb(self.batch.title, reverse("workplan:balance", args=[self.batch.pk])),
        ]

    def get_cancel_url(self) -> str:
        """Return to the batch."""
        return reverse("workplan:balance", args=[self.batch.pk])


class BatchView(BatchPage, DeskListView):
    """One batch: every row with its problems, and what may be done."""

    template_name = "workplan/balance.html"
    list_key: ClassVar[str] = "workplan.balance"
    table_class: ClassVar[type[DeskTable]] = RowTable

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return is_office(actor)

    def get_page_title(self) -> str:
        """Return its title."""
        return self.batch.title

    @property
    def wants_problems(self) -> bool:
        """Say whether only rows with problems are asked for."""
        return self.request.GET.get("show") == "problems"

    def get_rows(self) -> Any:
        """Return the rows."""
        rows = self.batch.rows.select_related("case")
        return rows.exclude(problems=[]) if self.wants_problems else rows

    def get_tabs(self) -> Sequence[Tab]:
        """Offer all and those with problems."""
        return [
            Tab("全部", "?", is_current=not self.wants_problems),
            Tab("有问题的", "?show=problems", is_current=self.wants_problems),
        ]

    def get_numbers(self) -> Sequence[Number]:
        """Count rows, problems, cases."""
        total, wrong = self.batch.rows.count(), self.batch.rows.exclude(problems=[]).count()
        posted = self.batch.rows.filter(case__isnull=False).count()
        return [
            Number(total, "读出（行）"),
            Number(wrong, "有问题（行）", url="?show=problems", lamp="overdue" if wrong else ""),
            Number(posted, "已入账（件）"),
        ]

    def get_empty_words(self) -> EmptyWords:
        """Say that nothing is wrong."""
        return EmptyWords("没有有问题的行", "可以确认入账。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what may be done."""
        waiting = self.batch.state == BalanceBatch.State.CHECKED
        wrong = self.batch.rows.exclude(problems=[]).exists()
        left = self.batch.rows.filter(case__isnull=True, problems=[]).exists()
        return super().get_context_data(
            batch=self.batch,
            can_reverse=waiting,
            can_confirm=waiting and not wrong and may_decide_for(self.actor, self.actor.home_unit_id),
            is_posting=self.batch.state == BalanceBatch.State.CONFIRMED and left,
            wrong=wrong,
            **kwargs,
        )


class ConfirmView(BatchPage, PlanFormView):
    """Confirm a batch."""

    page_title = "确认入账"
    form_class: ClassVar[type[forms.BaseForm]] = PlainForm
    submit_label: ClassVar[str] = "确认入账"

    def may_see(self, actor: Actor) -> bool:
        """Admit the section heads."""
        return may_decide_for(actor, actor.home_unit_id)

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        rows = self.batch.rows.count()
        return (
            f"{rows} 行按真实日期建立台账，逐笔注明“补录”，以上传的表格为证明材料；",
            "入账后不能整批撤销，只能在各件台账上更正；",
            "有在办台账的单位联络员收到一条通知。",
        )

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Confirm it."""
        confirm_batch(self.batch, actor=self.actor, on=today(), recorded_at=now())
        return Outcome("已确认，正在逐行入账；刷新本页看进度。", self.get_cancel_url())


class ReverseForm(PlainForm):
    """Why."""

    reason = forms.CharField(label="理由", max_length=200)


class ReverseView(BatchPage, PlanFormView):
    """Take a batch back."""

    page_title = "撤销本批"
    form_class: ClassVar[type[forms.BaseForm]] = ReverseForm
    submit_label: ClassVar[str] = "撤销本批"
    submit_kind: ClassVar[str] = "danger"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return is_office(actor)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Take it back."""
        reverse_batch(self.batch, reason=form.cleaned_data["reason"], actor=self.actor, recorded_at=now())
        return Outcome("本批已撤销，没有产生台账。", reverse("workplan:balances"))


@login_required
def template(request: HttpRequest) -> HttpResponse:
    """Hand out the empty workbook."""
    actor = actor_of(request)
    if actor is None or not is_office(actor):
        raise PermissionDenied
    headers = {"Content-Disposition": 'attachment; filename="opening-balance.xlsx"'}
    return HttpResponse(write_template(), content_type=MEDIA_TYPE, headers=headers)


urlpatterns = [
    path("desk/plan/balances/", BalanceListView.as_view(), name="balances"),
    path("desk/plan/balances/template.xlsx", template, name="balance_template"),
    path("desk/plan/balances/upload", UploadView.as_view(), name="upload_balance"),
    path("desk/plan/balances/<int:batch_id>/", BatchView.as_view(), name="balance"),
    path("desk/plan/balances/<int:batch_id>/confirm", ConfirmView.as_view(), name="confirm_balance"),
    path("desk/plan/balances/<int:batch_id>/reverse", ReverseView.as_view(), name="reverse_balance"),
]
