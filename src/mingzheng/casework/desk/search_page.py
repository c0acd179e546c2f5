"""The search of the desk: a number goes straight to its case, words to a list of what the reader may see."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.casework.desk.tables import CaseTable
from mingzheng.casework.models import Case
from mingzheng.casework.searching import search_cases_for
from mingzheng.casework.selectors import cases_for, horizon
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today

PAGE = 30


class SearchView(DeskView):
    """Finding a case again."""

    template_name = "casework/search.html"
    page_title = "查找"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go to the case of that number, or list what matches."""
        query = request.GET.get("q", "").strip()[:80]
        number = cases_for(self.actor).filter(number__iexact=query).values_list("number", flat=True).first()
        if query and number:
            return redirect("casework:case", number)
        return self.render_to_response(self.get_context_data(query=query, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page of hits."""
        query, cases, has_more = kwargs["query"], list[Case](), False
        page = self.request.GET.get("page", "1")
        number = int(page) if page.isdecimal() and 0 < int(page) <= 50 else 1
        if query:
            cases, hits = search_cases_for(self.actor, query, offset=(number - 1) * PAGE, limit=PAGE)
            has_more = hits.has_more
        table = CaseTable(cases, at=horizon(today()), exclude=("select",), orderable=False) if cases else None
        following = f"{reverse('casework:search')}?{urlencode({'q': query, 'page': number + 1})}" if has_more else ""
        return super().get_context_data(table=table, following=following, **kwargs)
