"""核校 while a paragraph is being written: what the proofreader says of it as typed; nothing is saved, nothing on record.

The report as a whole, on record, is `versions`.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from mingzheng.domains.reports.checking import check_paragraph
from mingzheng.domains.reports.desk.editor import BlockPage
from mingzheng.domains.reports.lookup import look_up_all
from mingzheng.domains.reports.selectors import unit_of
from mingzheng.figures.public import list_bindings, parse_markup
from mingzheng.platform.ledger.public import today


class BlockCheckView(BlockPage):
    """Check one paragraph as it stands in its form, its numbers filled in, and show the findings beside it."""

    template_name = "reports/editor.html"
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is found; what was typed stays in the form."""
        block = self.block_view()
        if not block.may_write:
            return self.answer(request)
        text = request.POST.get("text", "")
        runs = parse_markup(text)
        lookup = look_up_all(list_bindings(runs), unit=unit_of(self.report), year=self.report.year)
        words = "".join(run if isinstance(run, str) else lookup(run).text for run in runs)
        found = {"findings": check_paragraph(words, issued_on=self.report.signed_on or today()), "is_empty": not words}
        if getattr(request, "htmx", False):
            return self.page_of(request, "reports/side/findings.html", found)
        whole = {"editing": block.row.pk, **self.form_context(block, text), **found}
        return self.page_of(request, "reports/side/findings.html", whole)


urlpatterns = [
    path("desk/reports/<str:number>/blocks/<int:block_id>/check", BlockCheckView.as_view(), name="block_check"),
]
