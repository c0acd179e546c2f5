"""A report to read and to take away: the reading page, Word, PDF, a page with traceable numbers, JSON."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.reports.composition.composing import Composed
from mingzheng.domains.reports.desk.pages import ReportView
from mingzheng.domains.reports.output.as_document import as_document
from mingzheng.domains.reports.output.as_html import as_html, number_lines
from mingzheng.domains.reports.output.as_json import composed_to_json
from mingzheng.domains.reports.selectors import composed_report
from mingzheng.domains.reports.services.snapshots import find_drift
from mingzheng.kit.lazy import lazy_module

official_docx = lazy_module("mingzheng.documents.writing.official_docx")

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


class PaperView(ReportView):
    """The report in one of its formats."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand it out; a draft says that it is one."""
        form, composed = self.kwargs["form"], composed_report(self.report)
        if form == "json":
            return JsonResponse(composed_to_json(composed), json_dumps_params={"ensure_ascii": False, "indent": 1})
        if form not in TYPES:
            raise Http404
        response = HttpResponse(self._render(form, composed), content_type=TYPES[form])
        name = f"{self.report.title}{'' if self.report.frozen else '（草稿）'}.{form}"
        kind = "inline" if form == "pdf" else "attachment"
        response["Content-Disposition"] = f"{kind}; filename=\"report.{form}\"; filename*=UTF-8''{quote(name)}"
        return response

    def _render(self, form: str, composed: Composed) -> bytes:
        if form == "html":
            base = self.request.build_absolute_uri("/")
            return as_html(composed, base_url=base, is_draft=not self.report.frozen, drift=self._drift()).encode()
        document = as_document(composed)
        return bytes(official_docx.render_docx(document)) if form == "docx" else render_pdf(document)

    def _drift(self) -> dict[int, str]:
        return {place: drift.words for place, drift in find_drift(self.report).items()}


class ReadView(ReportView):
    """The report as it reads, for a desk or a phone; numbers open their sources, later changes stand beside them."""

    template_name = "reports/read.html"
    tab = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the text."""
        composed = composed_report(self.report)
        drift = {place: found.words for place, found in find_drift(self.report).items()}
        return super().get_context_data(composed=composed, lines=number_lines(composed, drift), drift=drift, **kwargs)


urlpatterns = [
    path("desk/reports/<str:number>/paper.<str:form>", PaperView.as_view(), name="paper"),
    path("desk/reports/<str:number>/read", ReadView.as_view(), name="read"),
]
