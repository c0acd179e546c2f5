"""Screens that take files in: the tree and the posts from xlsx, with a checked preview; a year's holidays."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.platform.access.public import may_manage_accounts
from mingzheng.platform.administration.forms import UploadForm
from mingzheng.platform.administration.screens.base import AdminFormView, AdminView
from mingzheng.platform.administration.services import confirm_import, find_preview, hold_import
from mingzheng.platform.administration.template_book import import_template
from mingzheng.platform.desk.public import Outcome, go_to
from mingzheng.platform.org.public import Refused, current_calendar, import_holidays, list_holiday_years


class UploadOrgView(AdminFormView):
    """Take a workbook in and lead to its preview."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    template_name = "administration/upload.html"
    crumb = ("单位", "units")
    page_title = "批量导入单位和人员岗位"
    form_class = UploadForm
    submit_label = "上传并核对"

    def get_consequences(self) -> list[str]:
        """Say that nothing is written yet."""
        return ["先逐行核对并列出问题，确认之前不写入任何数据。"]

    def get_cancel_url(self) -> str:
        """Lead back to the tree."""
        return reverse("administration:units")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Check it."""
        preview = hold_import(upload=form.cleaned_data["file"], actor=self.actor)
        return Outcome("文件已核对，请确认。", reverse("administration:import_preview", args=[preview.pending.pk]))


class PreviewOrgView(AdminView):
    """What an upload would do, and its confirmation."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    template_name = "administration/import_preview.html"
    crumb = ("单位", "units")
    page_title = "核对导入内容"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the checked rows."""
        preview = find_preview(pk=self.kwargs["pk"], actor=self.actor)
        if preview is None:
            raise Http404
        found = preview.found
        lines = [
            f"新设单位 {len(found.units)} 个，已有单位 {found.known_units} 个（不改动）。",
            f"任命岗位 {len(found.posts)} 个。",
        ]
        return super().get_context_data(preview=preview, found=found, consequences=lines, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write it, all or nothing."""
        preview = find_preview(pk=pk, actor=self.actor)
        if preview is None:
            return go_to(request, reverse("administration:units"), "该文件已经导入或已放弃。")
        try:
            units, posts = confirm_import(preview=preview, actor=self.actor)
        except Refused:
            return redirect("administration:import_preview", pk=pk)
        return go_to(request, reverse("administration:units"), f"已新设单位 {units} 个，任命岗位 {posts} 个。")


class OrgTemplateView(AdminView):
    """The empty workbook to fill in."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    page_title = "导入模板"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the workbook."""
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        disposition = "attachment; filename=\"org.xlsx\"; filename*=UTF-8''%E5%8D%95%E4%BD%8D%E4%BA%BA%E5%91%98.xlsx"
        return HttpResponse(import_template(), content_type=kind, headers={"Content-Disposition": disposition})


class HolidaysView(AdminFormView):
    """The announced years, and taking in the next one."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    template_name = "administration/holidays.html"
    page_title = "节假日"
    purpose = "导入国务院办公厅公布的放假安排；未导入年度的日期按周末和法定节日推算，并标明“节假日未确认”。"
    basis = "全国年节及纪念日放假办法"
    form_class = UploadForm
    submit_label = "导入放假安排"

    def get_consequences(self) -> list[str]:
        """Say what moves."""
        return ["未办结事项的期限按新安排重新计算，变动的期限逐件记录。"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the years in force."""
        calendar = current_calendar()
        years = [calendar.notice_of(year) for year in reversed(calendar.announced_years)]
        return super().get_context_data(years=years, imported=list_holiday_years(), **kwargs)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Take the table in."""
        upload = form.cleaned_data["file"]
        kind = "csv" if upload.name.lower().endswith(".csv") else "json"
        rows = import_holidays(content=upload.read(), form=kind, editor=self.actor)
        years = "、".join(f"{row.year}年" for row in rows)
        text = f"{years}放假安排已导入。" if rows else "与现有安排一致，没有改动。"
        return Outcome(text, reverse("administration:holidays"))
