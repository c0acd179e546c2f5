"""Filling in a return offline: workbook or CSV down, the filled one up, a checked preview, and what became of it."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.public import OrderLost
from mingzheng.domains.returns.desk.acting import ReturnPage, ReturnsFormView, explain, works_on_returns
from mingzheng.domains.returns.selectors import find_offer
from mingzheng.domains.returns.services import offline
from mingzheng.platform.design.public import Crumb, FileDrop, PlainForm
from mingzheng.platform.desk.public import DeskView, Refusal
from mingzheng.platform.files.public import Rejected, read_bytes, store_upload
from mingzheng.platform.ledger.public import now, today

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class SheetForm(PlainForm):
    """The filled file."""

    sheet = forms.FileField(
        label="填好的填报表",
        allow_empty_file=True,
        widget=FileDrop(attrs={"accept": ".xlsx,.csv"}),
        help_text="从本页下载、填好的 xlsx 或 CSV 文件。",
    )


class OfflineView(ReturnPage, ReturnsFormView):
    """Download, upload, preview; confirming stores what was shown."""

    page_title = "离线填报"
    purpose = "下载本单位的填报表，在 Excel 或 WPS 里填好，传回来核对后存入。"
    form_class: ClassVar[type[forms.BaseForm]] = SheetForm
    template_name = "returns/offline.html"
    submit_label: ClassVar[str] = "上传并核对"

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the filling screen."""
        number = self.item.case.number
        return [
            Crumb("填报", reverse("returns:forms")),
            Crumb(number, reverse("returns:fill", args=[number])),
            Crumb(self.page_title),
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Preview an uploaded file, or carry a preview out."""
        if "order" in request.POST:
            return self._merge(request.POST["order"])
        form = self.make_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        upload = form.cleaned_data["sheet"]
        try:
            data = read_bytes(store_upload(upload, filename=upload.name, actor=self.actor, purpose="fill_sheet"))
        except Rejected as error:
            refusal = explain(error)
            return self.render_to_response(self.get_context_data(form=form, refusal=refusal), status=422)
        is_csv = upload.name.lower().endswith(".csv")
        preview = (offline.preview_csv if is_csv else offline.preview_workbook)(data, self.item)
        return self.render_to_response(self.get_context_data(form=self.form_class(), preview=preview))

    def _merge(self, order: str) -> HttpResponse:
        try:
            merged = offline.merge(order, self.actor, self.item, occurred_on=today(), recorded_at=now())
        except OrderLost as error:
            refusal = Refusal("没有并入", [error.message])
            context = self.get_context_data(form=self.form_class(), refusal=refusal)
            return self.render_to_response(context, status=409)
        return self.render_to_response(self.get_context_data(form=self.form_class(), merged=merged))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the reader may fill in now."""
        offer = find_offer(self.actor, self.item.case, "fill_in")
        may = offer is not None and getattr(offer, "is_lawful", False)
        return super().get_context_data(item=self.item, may_fill=may, **kwargs)


class SheetView(ReturnPage, DeskView):
    """Hand the workbook or the CSV out."""

    def may_see(self, actor: Any) -> bool:
        """Admit whoever works on returns."""
        return works_on_returns(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        kind = self.kwargs["kind"]
        data = offline.write_csv(self.item) if kind == "csv" else offline.write_workbook(self.item)
        response = HttpResponse(data, content_type=MEDIA[kind])
        name = quote(f"{self.item.case.title} {self.item.unit}.{kind}")
        response["Content-Disposition"] = f"attachment; filename=\"fill.{kind}\"; filename*=UTF-8''{name}"
        return response
