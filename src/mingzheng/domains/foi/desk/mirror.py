"""The mirror of another system on the desk: their sheet in with a preview, ours out, the list of what differs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.casework.public import DoorError
from mingzheng.documents.reading import NotOurSheet
from mingzheng.domains.foi.applicants import KNOWERS
from mingzheng.domains.foi.mirror.models import ExternalApplication
from mingzheng.domains.foi.mirror.selectors import find_external, out_rows_for, reconciliation_for
from mingzheng.domains.foi.mirror.services import match_external, take_sheet
from mingzheng.domains.foi.mirror.sheets import DAYS, MirrorRow, read_mirror, write_ours
from mingzheng.domains.foi.navigation import answers_applications
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, FileDrop, PlainForm
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import Unit, get_unit
from mingzheng.platform.parameters.public import get_value

SALT = "mingzheng.foi.mirror"
GOOD_FOR = 3600
LARGEST = 10 * 1024 * 1024
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetForm(PlainForm):
    """Their list as a file."""

    sheet = forms.FileField(
        label="对方系统导出的列表",
        help_text="xlsx、xls 或者 csv；只取编号、事项、状态和日期，申请人等其他列不读。",
        widget=FileDrop(),
    )


class MirrorView(DeskView):
    """Their sheet in, ours out, and what differs."""

    template_name = "foi/mirror.html"
    page_title = "省级平台对照"
    purpose = "上级要求同时使用其他系统的，在这里对照：导入对方列表，导出我方情况，核对两边是否一致。"
    basis = "政府信息公开条例第四十六条"

    def may_see(self, actor: Actor) -> bool:
        """Admit who handles applications."""
        return answers_applications(actor)

    @cached_property
    def unit(self) -> Unit:
        """Return the organ: the reader's own, or the one asked for whose applications he handles."""
        asked = self.request.GET.get("unit", "")
        unit_id = int(asked) if asked.isdecimal() and len(asked) < 10 else self.actor.home_unit_id
        if unit_id is None or not self.actor.has_any_role(KNOWERS, unit_id):
            raise PermissionDenied
        return get_unit(unit_id)

    @property
    def year(self) -> int:
        """Return the year asked for, or this one."""
        asked = self.request.GET.get("year", "")
        return int(asked) if asked.isdecimal() and len(asked) == 4 else today().year

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("依申请公开", reverse("foi:list")), Crumb(self.page_title)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list, or hand out our side as a workbook."""
        if request.GET.get("format") == "xlsx":
            data = write_ours(out_rows_for(self.actor, self.unit.pk, self.year), today())
            answer = HttpResponse(data, content_type=SHEET)
            answer["Content-Disposition"] = f'attachment; filename="foi-{self.year}.xlsx"'
            return answer
        return self.render_to_response(self.get_context_data(form=SheetForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Preview a sheet, take it over, or match one line."""
        step = request.POST.get("step", "")
        if step == "take":
            return self._take(request)
        if step == "match":
            return self._match(request)
        return self._preview(request)

    def _preview(self, request: HttpRequest) -> HttpResponse:
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        sheet = form.cleaned_data["sheet"]
        try:
            rows = read_mirror(sheet.read(LARGEST + 1), filename=sheet.name, more=get_value("foi.mirror_headings"))
        except NotOurSheet as error:
            form.add_error("sheet", f"{error.message}。{error.next_step}")
            return self.render_to_response(self.get_context_data(form=form), status=422)
        good = [_plain(row) for row in rows if not row.problems]
        preview = {
            "rows": rows,
            "faulty": [row for row in rows if row.problems],
            "good": len(good),
            "sealed": signing.dumps({"unit": self.unit.pk, "rows": good}, salt=SALT, compress=True),
        }
        return self.render_to_response(self.get_context_data(form=SheetForm(), preview=preview))

    def _take(self, request: HttpRequest) -> HttpResponse:
        try:
            given = signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=GOOD_FOR)
        except signing.BadSignature:
            messages.error(request, "预览已过期，请重新上传。")
            return redirect(self.here)
        try:
            fresh, known = take_sheet(given["rows"], unit_id=given["unit"], actor=self.actor)
        except DoorError as error:
            messages.error(request, error.message)
            return redirect(self.here)
        messages.success(request, f"已取入 {fresh + known} 行：新 {fresh} 行，更新 {known} 行。")
        return redirect(self.here)

    def _match(self, request: HttpRequest) -> HttpResponse:
        wanted = request.POST.get("external", "")
        row: ExternalApplication | None = find_external(self.unit.pk, wanted)
        if row is None:
            raise Http404
        try:
            made = match_external(row.pk, request.POST.get("number", ""), actor=self.actor)
        except DoorError as error:
            messages.error(request, error.message)
            return redirect(self.here)
        messages.success(request, f"{made.number} 已{'对应' if made.case_id else '取消对应'}。")
        return redirect(self.here)

    @property
    def here(self) -> str:
        """Return this page's address with its organ and year."""
        return f"{reverse('foi:mirror')}?unit={self.unit.pk}&year={self.year}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the list."""
        found = reconciliation_for(self.actor, self.unit.pk, self.year)
        given = {"unit": self.unit, "year": self.year, "found": found, "here": self.here}
        return super().get_context_data(**given, **kwargs)


def _plain(row: MirrorRow) -> dict[str, Any]:
    return {key: value.isoformat() if key in DAYS and value else value for key, value in row.values.items()}
