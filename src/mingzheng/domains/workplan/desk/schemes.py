"""Bringing a scheme in, and checking it beside its source. Corrections go through `services.checking`."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path, reverse
from django.views.generic import RedirectView

from mingzheng.casework.public import DoorError
from mingzheng.domains.workplan.desk import opinions, rows
from mingzheng.domains.workplan.desk.scheme_pages import SchemeView, summary
from mingzheng.domains.workplan.models import SchemeDetail
from mingzheng.domains.workplan.navigation import is_office
from mingzheng.domains.workplan.procedures import SCHEME
from mingzheng.domains.workplan.scheme_selectors import find_action, get_scheme_for, group_rows, list_rows
from mingzheng.domains.workplan.services.booking import booking_progress
from mingzheng.domains.workplan.services.directory import list_collections, list_groups, read_directory
from mingzheng.domains.workplan.services.importing import NotImported, import_scheme
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Fact, FileDrop, PlainForm, format_date
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal
from mingzheng.platform.files.public import Rejected, store_upload
from mingzheng.platform.ledger.public import now, today

ACCEPTED = ".docx,.xlsx,.pdf,.html,.htm,.md,.txt,.doc,.wps,.xls,.et"


class ImportForm(PlainForm):
    """The document, what it is, and the year where the document does not say."""

    document = forms.FileField(
        label="方案文件",
        allow_empty_file=True,
        widget=FileDrop(attrs={"accept": ACCEPTED}),
        help_text="docx、xlsx、带文字的 pdf、网页、txt；doc、wps、xls 另存为 docx、xlsx 更稳妥。不超过 50 MB。",
    )
    kind = forms.ChoiceField(
        label="这份方案",
        widget=forms.RadioSelect,
        choices=[("issued", "已正式印发，核对后建账"), ("draft", "代拟稿，先征求各单位意见")],
        initial="issued",
    )
    year = forms.IntegerField(
        label="年度", required=False, min_value=2000, max_value=2100, help_text="不填时按方案标题中的年份。"
    )


class ImportView(DeskFormView):
    """A document becomes a scheme to be checked."""

    page_title = "导入方案"
    purpose = "把分工方案读成逐项要求，核对后一键建账；读出的内容先给您核对，不会直接交办任何单位。"
    form_class: ClassVar[type[forms.BaseForm]] = ImportForm
    template_name = "workplan/import.html"
    submit_label = "读取方案"
    refusals: ClassVar[tuple[type[Exception], ...]] = (NotImported, Rejected, DoorError)

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return is_office(actor)

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return (
            "读出标题、文号、主送单位和每项要求的责任单位、时限；",
            "进入核对页，对照原文逐条核对；",
            "读不准的一律列出来问您，不会猜。",
        )

    def get_cancel_url(self) -> str:
        """Return to the schemes."""
        return reverse("casework:procedure", args=["workplan_scheme"])

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store the file, read it, and go on to the check."""
        given = form.cleaned_data
        upload = given["document"]
        stored = store_upload(upload, filename=upload.name, actor=self.actor, purpose="scheme_import")
        receipt = import_scheme(
            stored,
            filename=stored.name,
            actor=self.actor,
            kind=given["kind"],
            year=given["year"],
            key=key,
            occurred_on=today(),
            recorded_at=now(),
        )
        scheme = get_scheme_for(self.actor, receipt.number)
        count = scheme.requirements.filter(is_preamble=False).count()
        text = f"已读出 {count} 项要求，编号 {receipt.number}。请对照原文核对。"
        return Outcome(text, reverse("workplan:check", args=[receipt.number]))

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say why nothing was imported and what to do."""
        if isinstance(error, Rejected):
            return Refusal("没有导入", [error.message_zh], next_step=error.advice_zh, status=422)
        if isinstance(error, NotImported):
            url = reverse("workplan:check", args=[error.number]) if error.number else ""
            return Refusal("没有导入", [error.message], next_step=error.next_step, next_url=url, status=422)
        return super().explain_refusal(error)


class CheckView(SchemeView):
    """The tree that was read, beside its source, with everything that must be looked at."""

    page_title = "核对方案"
    purpose = "左边是读出的内容，右边是原文。红色的须处理后才能建账，其余供参考。"
    template_name = "workplan/check.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather tree, source and findings."""
        scheme = self.scheme
        checked = list_rows(scheme)
        can_check = find_action(self.actor, scheme, "edit_row") is not None
        directory = read_directory(today()) if can_check else None
        units = list_groups(directory) if directory else []
        return super().get_context_data(
            case=scheme.case,
            facts=scheme_facts(scheme),
            groups=group_rows(checked),
            row_count=len(checked),
            can_check=can_check,
            recipients=recipient_choices(scheme, units) if can_check else [],
            unit_groups=units,
            unit_sets=list_collections(directory) if directory else [],
            chosen_recipients=list(scheme.recipient_units.all()),
            recipients_open=scheme.findings.filter(code="unknown_recipient", settled_at__isnull=True).exists(),
            last_row=checked[-1].row if checked else None,
            **summary(self.actor, scheme),
            **kwargs,
        )


def scheme_facts(scheme: SchemeDetail) -> list[Fact]:
    """Return the head of the scheme as read."""
    return [
        Fact("标题", scheme.case.title),
        Fact("文号", scheme.doc_number),
        Fact("发文机关", scheme.issuer),
        Fact("成文日期", format_date(scheme.issued_on) if scheme.issued_on else ""),
        Fact("性质", scheme.get_kind_display()),
        Fact("公开方式", scheme.publicity),
        *(Fact(copy["kind"], "、".join(copy["recipients"])) for copy in scheme.copies),
    ]


def recipient_choices(scheme: SchemeDetail, groups: Any) -> list[dict[str, Any]]:
    """Return the units that can be recipients, by kind, with those chosen marked."""
    chosen = set(scheme.recipient_units.values_list("pk", flat=True))
    return [{"title": title, "units": [(unit, unit.pk in chosen) for unit in units]} for title, units in groups]


class BookingProgressView(SchemeView):
    """How far the booking has come, polled by the case page."""

    template_name = "workplan/booking_progress.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count what is booked."""
        done, total = booking_progress(self.scheme)
        url = reverse("workplan:booking_progress", args=[self.scheme.case.number])
        is_booking = self.scheme.case.state == "booking"
        return super().get_context_data(
            done=done, total=total, poll_url=url if is_booking else "", scheme=self.scheme, **kwargs
        )


def open_check(request: HttpRequest, number: str) -> HttpResponse:
    """Lead the engine's 逐条核对 to the page where it is done."""
    return redirect("workplan:check", number)


urlpatterns = [
    path("desk/plan/import", ImportView.as_view(), name="import"),
    path("desk/procedures/workplan_scheme/open", RedirectView.as_view(pattern_name="workplan:import")),
    re_path(rf"^desk/cases/(?P<number>{SCHEME.prefix}-[^/]+)/act/edit_row$", open_check),
    path("desk/plan/schemes/<str:number>/check", CheckView.as_view(), name="check"),
    path("desk/plan/schemes/<str:number>/booking", BookingProgressView.as_view(), name="booking_progress"),
    *rows.urlpatterns,
    *opinions.urlpatterns,
]
