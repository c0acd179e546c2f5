"""Filling in offline: the workbook down, the filled one up, a checked preview, and what became of each row."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.casework.public import CaseNotFound, OrderLost
from mingzheng.domains.workplan.ledger_selectors import get_ledger_scheme_for
from mingzheng.domains.workplan.models import SchemeDetail
from mingzheng.domains.workplan.services import filling
from mingzheng.platform.design.public import Crumb, FileDrop, PlainForm
from mingzheng.platform.desk.public import DeskFormView, actor_of
from mingzheng.platform.files.public import Rejected, read_bytes, store_upload
from mingzheng.platform.ledger.public import now, today


class SheetForm(PlainForm):
    """The filled workbook."""

    sheet = forms.FileField(
        label="填好的填报表",
        allow_empty_file=True,
        widget=FileDrop(attrs={"accept": ".xlsx"}),
        help_text="从本页下载、填好的 xlsx 文件。",
    )


class FillView(DeskFormView):
    """Download, upload, preview; confirming carries the preview out row by row."""

    page_title = "离线填报"
    purpose = "下载本单位的填报表，在 Excel 或 WPS 里填好，传回来核对后并入台账。"
    form_class: ClassVar[type[forms.BaseForm]] = SheetForm
    template_name = "workplan/fill.html"
    submit_label = "上传并核对"
    refusals: ClassVar[tuple[type[Exception], ...]] = (Rejected, OrderLost)

    @property
    def scheme(self) -> SchemeDetail:
        """Return the scheme, or 404."""
        if not hasattr(self, "_scheme"):
            try:
                self._scheme = get_ledger_scheme_for(self.actor, self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
        return self._scheme

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the ledger."""
        number = self.scheme.case.number
        return [
            Crumb("台账", reverse("workplan:ledgers")),
            Crumb(number, reverse("workplan:ledger", args=[number])),
            Crumb(self.page_title),
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Preview an uploaded workbook, or carry a preview out."""
        if "order" in request.POST:
            return self._merge(request.POST["order"])
        form = self.make_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        upload = form.cleaned_data["sheet"]
        try:
            stored = store_upload(upload, filename=upload.name, actor=self.actor, purpose="fill_sheet")
            preview = filling.preview_sheet(read_bytes(stored), self.actor, self.scheme)
        except Rejected as error:
            refusal = self.explain_refusal(error)
            return self.render_to_response(self.get_context_data(form=form, refusal=refusal), status=422)
        return self.render_to_response(self.get_context_data(form=self.form_class(), preview=preview))

    def _merge(self, order: str) -> HttpResponse:
        try:
            merged = filling.merge(order, self.actor, self.scheme, occurred_on=today(), recorded_at=now())
        except OrderLost as error:
            context = self.get_context_data(form=self.form_class(), refusal=self.explain_refusal(error))
            return self.render_to_response(context, status=409)
        return self.render_to_response(self.get_context_data(form=self.form_class(), merged=merged))

    def explain_refusal(self, error: Exception) -> Any:
        """Say why nothing was taken."""
        if isinstance(error, Rejected):
            error.message, error.next_step = error.message_zh, error.advice_zh  # type: ignore[attr-defined]
        return super().explain_refusal(error)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many rows there are to fill in."""
        count = len(filling.fillable_for(self.actor, self.scheme))
        return super().get_context_data(scheme=self.scheme, fillable=count, **kwargs)


@login_required
def fill_sheet(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out the workbook with the reader's own units' rows."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    try:
        scheme = get_ledger_scheme_for(actor, number)
    except CaseNotFound:
        raise Http404 from None
    response = HttpResponse(
        filling.write_sheet(actor, scheme),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    name = quote(f"{scheme.year}年工作要点台账填报表.xlsx")
    response["Content-Disposition"] = f"attachment; filename=\"fill.xlsx\"; filename*=UTF-8''{name}"
    return response


urlpatterns = [
    path("desk/plan/ledgers/<str:number>/fill", FillView.as_view(), name="fill"),
    path("desk/plan/ledgers/<str:number>/fill.xlsx", fill_sheet, name="fill_sheet"),
]
