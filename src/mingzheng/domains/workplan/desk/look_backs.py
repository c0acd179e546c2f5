"""Screens of the look-back 回头看: the list, starting one, its rows with counts. What is done about a row: `look_back_checks`."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import path, reverse

from mingzheng.domains.workplan.desk.acting import PlanFormView
from mingzheng.domains.workplan.desk.scheme_pages import name_with_year
from mingzheng.domains.workplan.look_back_selectors import checks_for, look_backs_for, schemes_to_look_back_on
from mingzheng.domains.workplan.models import LookBack, LookBackCheck
from mingzheng.domains.workplan.navigation import is_office
from mingzheng.domains.workplan.permissions import may_decide_for, may_keep_ledgers_of
from mingzheng.domains.workplan.selectors import count_look_back
from mingzheng.domains.workplan.services.look_backs import start_look_back
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Number, PlainForm, Tab
from mingzheng.platform.desk.public import (
    CodeColumn,
    DateColumn,
    DeskColumn,
    DeskListView,
    DeskTable,
    EmptyWords,
    LinkColumn,
    Outcome,
)
from mingzheng.platform.ledger.public import now, today

BASIS = "对上一年度工作要点落实情况开展“回头看”，未完成的要督促整改"
LIST = ("回头看", "workplan:look_backs")


class LookBackTable(DeskTable):
    """Look-backs."""

    caption = "回头看"
    title = LinkColumn(
        verbose_name="名称", url=lambda item: reverse("workplan:look_back", args=[item.pk]), orderable=False
    )
    scheme = DeskColumn(verbose_name="检查的方案", accessor="scheme__case__title", orderable=False)
    started_on = DateColumn(verbose_name="开始")
    finished_on = DateColumn(verbose_name="结束", default="进行中")
    started_by = DeskColumn(verbose_name="发起人", is_short=True, priority=3, orderable=False)


class LookBackListView(DeskListView):
    """The look-backs the reader's rows are part of."""

    page_title = "回头看"
    purpose = "每年检查上一年度工作要点是否落实，未完成的转为整改。"
    basis = BASIS
    template_name = "workplan/look_backs.html"
    list_key: ClassVar[str] = "workplan.look_backs"
    table_class: ClassVar[type[DeskTable]] = LookBackTable

    def get_rows(self) -> Any:
        """Return them, newest first."""
        return look_backs_for(self.actor)

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        if is_office(self.actor):
            return EmptyWords(
                "还没有开展回头看",
                "选上一年度的方案，系统按台账结果预填，再逐项核对。",
                "开展回头看",
                reverse("workplan:start_look_back"),
            )
        return EmptyWords("还没有开展回头看", "主管科室检查到您单位的台账时，会出现在这里。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the start to the office."""
        return super().get_context_data(can_start=is_office(self.actor), **kwargs)


class StartForm(PlainForm):
    """Over which scheme, under which name."""

    scheme = forms.TypedChoiceField(label="检查哪份方案", coerce=int, empty_value=None)
    title = forms.CharField(label="名称", max_length=200)

    def __init__(self, *args: Any, schemes: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].choices = schemes  # type: ignore[attr-defined]


class StartView(PlanFormView):
    """Start a look-back."""

    page_title = "开展回头看"
    basis = BASIS
    form_class: ClassVar[type[forms.BaseForm]] = StartForm
    submit_label: ClassVar[str] = "开始检查"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return is_office(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb(LIST[0], reverse(LIST[1])), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse(LIST[1])

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return (
            "每个责任单位的每件台账列为一项检查，按台账最后状态预填；",
            "已销号的仍可改为未完成；未完成的可以转为整改。",
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the schemes that have a ledger; suggest last year's."""
        schemes = list(schemes_to_look_back_on(self.actor)[:50])
        earlier = [scheme for scheme in schemes if scheme.year < today().year] or schemes
        initial = {"scheme": earlier[0].pk, "title": f"{earlier[0].year}年工作要点回头看"} if earlier else {}
        return {"schemes": [(item.pk, name_with_year(item)) for item in schemes], "initial": initial}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Start it."""
        scheme = schemes_to_look_back_on(self.actor).get(pk=form.cleaned_data["scheme"])
        started = start_look_back(
            scheme, title=form.cleaned_data["title"], actor=self.actor, started_on=today(), recorded_at=now()
        )
        return Outcome(f"已列出 {started.checks.count()} 项检查。", reverse("workplan:look_back", args=[started.pk]))


class FindingColumn(DeskColumn):
    """What was found, wide enough to be read."""

    kind = "finding"


class CheckTable(DeskTable):
    """The rows of a look-back."""

    caption = "检查项"
    number = CodeColumn(verbose_name="序号", accessor="item__number", orderable=False)
    title = LinkColumn(
        verbose_name="事项",
        accessor="item__case__title",
        url=lambda check: reverse("workplan:check_row", args=[check.look_back_id, check.pk]),
        orderable=False,
    )
    unit = DeskColumn(verbose_name="单位", accessor="item__case__handling_unit", is_short=True, orderable=False)
    result = DeskColumn(verbose_name="检查结果", is_short=True, orderable=False)
    finding = FindingColumn(verbose_name="检查情况", orderable=False)
    rectification = LinkColumn(
        verbose_name="整改件",
        accessor="rectification__number",
        url=lambda check: reverse("casework:case", args=[check.rectification.number]),
        orderable=False,
        priority=2,
    )


class LookBackPage:
    """What every screen about one look-back shares."""

    actor: Actor
    kwargs: dict[str, Any]

    @property
    def look_back(self) -> LookBack:
        """Return the look-back in the address, or 404."""
        if not hasattr(self, "_look_back"):
            found = look_backs_for(self.actor).filter(pk=self.kwargs["look_back_id"]).first()
            if found is None:
                raise Http404
            self._look_back = found
        return self._look_back

    @property
    def check(self) -> LookBackCheck:
        """Return the check in the address, or 404."""
        if not hasattr(self, "_check"):
            found = checks_for(self.actor).filter(look_back=self.look_back, pk=self.kwargs["check_id"]).first()
            if found is None:
                raise Http404
            self._check = found
        return self._check

    @property
    def is_keeper(self) -> bool:
        """Say whether the reader keeps this ledger."""
        return may_keep_ledgers_of(self.actor, self.look_back.scheme.case.origin_unit_id)

    @property
    def may_decide(self) -> bool:
        """Say whether the reader decides about rectification."""
        return may_decide_for(self.actor, self.look_back.scheme.case.origin_unit_id)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        own = reverse("workplan:look_back", args=[self.look_back.pk])
        return [Crumb(LIST[0], reverse(LIST[1])), Crumb(self.look_back.title, own)]

    def get_cancel_url(self) -> str:
        """Return to the look-back."""
        return reverse("workplan:look_back", args=[self.look_back.pk])


class LookBackView(LookBackPage, DeskListView):
    """One look-back: its rows and counts."""

    basis = BASIS
    template_name = "workplan/look_back.html"
    list_key: ClassVar[str] = "workplan.look_back"
    table_class: ClassVar[type[DeskTable]] = CheckTable

    def get_page_title(self) -> str:
        """Return its name."""
        return self.look_back.title

    def get_rows(self) -> Any:
        """Return the rows, of one result when a tab was chosen."""
        rows = checks_for(self.actor).filter(look_back=self.look_back)
        result = self.request.GET.get("result", "")
        return rows.filter(result=result) if result in LookBackCheck.Result.values else rows

    def get_tabs(self) -> Sequence[Tab]:
        """Offer the results."""
        chosen = self.request.GET.get("result", "")
        tabs = [Tab("全部", "?", is_current=chosen not in LookBackCheck.Result.values)]
        return tabs + [
            Tab(label, f"?result={value}", is_current=chosen == value) for value, label in LookBackCheck.Result.choices
        ]

    def get_numbers(self) -> Sequence[Number]:
        """Count for the office; a unit sees its rows only."""
        if not self.is_keeper:
            return ()
        found = count_look_back(self.look_back)
        return [
            Number(found.checked, "已检查"),
            Number(found.pending, "待检查", url="?result=pending"),
            Number(found.not_completed, "未完成", url="?result=undone", lamp="overdue" if found.not_completed else ""),
            Number(found.rectified, "已整改", note=f"转为整改 {found.ordered} 件"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what may be done."""
        can_finish = self.may_decide and self.look_back.finished_on is None
        return super().get_context_data(look_back=self.look_back, can_finish=can_finish, **kwargs)


urlpatterns = [
    path("desk/plan/look-backs/", LookBackListView.as_view(), name="look_backs"),
    path("desk/plan/look-backs/start", StartView.as_view(), name="start_look_back"),
    path("desk/plan/look-backs/<int:look_back_id>/", LookBackView.as_view(), name="look_back"),
]
