"""A report to take away: Word, PDF, a page whose numbers open, workbook, CSV, JSON."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from mingzheng.domains.foi.annual.building import TYPES, build_of, render
from mingzheng.domains.foi.annual.desk.pages import AnnualView


class PaperView(AnnualView):
    """The report in one of its formats; a draft says that it is one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand it out."""
        form = self.kwargs["form"]
        if form not in TYPES:
            raise Http404
        content = render(build_of(self.report), form, base_url=request.build_absolute_uri("/"))
        response = HttpResponse(content, content_type=TYPES[form])
        name = f"{self.report.case.title}{'' if self.report.frozen else '（草稿）'}.{form}"
        kind = "inline" if form == "pdf" else "attachment"
        response["Content-Disposition"] = f"{kind}; filename=\"report.{form}\"; filename*=UTF-8''{quote(name)}"
        return response
