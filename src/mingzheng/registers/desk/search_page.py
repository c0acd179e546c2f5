"""The search of the desk over cases and records: a case's number goes straight to it, words to what the reader may see."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.casework.desk.tables import CaseTable
from mingzheng.casework.public import cases_for, horizon, search_cases_for
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today
from mingzheng.registers.desk.presenting import record_url
from mingzheng.registers.searching import search_records_for

EACH = 30


class SearchView(DeskView):
    """Finding anything again."""

    template_name = "registers/search.html"
    page_title = "查找"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go to the case of that number, or list what matches."""
        query = request.GET.get("q", "").replace("\x00", "").strip()[:80]
        number = cases_for(self.actor).filter(number__iexact=query).values_list("number", flat=True).first()
        if query and number:
            return redirect("casework:case", number)
        return self.render_to_response(self.get_context_data(query=query, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the first hits of each kind; the cases' own page has the rest."""
        query = kwargs["query"]
        cases, records, more = None, [], ""
        if query:
            found, hits = search_cases_for(self.actor, query, limit=EACH)
            if found:
                cases = CaseTable(found, at=horizon(today()), exclude=("select",), orderable=False)
            if hits.has_more:
                more = f"{reverse('casework:search')}?{urlencode({'q': query, 'page': 2})}"
            records = [
                (hit.book, hit.record, record_url(hit.book, hit.record))
                for hit in search_records_for(self.actor, query, limit=EACH)[0]
            ]
        return super().get_context_data(cases=cases, records=records, more_cases_url=more, **kwargs)
