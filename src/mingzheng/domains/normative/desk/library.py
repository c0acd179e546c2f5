"""The library at the desk: search with what holds first, lists by kind and validity, export for a city's library."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.domains.normative.library.searching import search_library
from mingzheng.domains.normative.output import write_json, write_workbook
from mingzheng.domains.normative.selectors import list_documents, list_expiring, own_documents, validity_of
from mingzheng.domains.normative.words import KINDS, OWN_KINDS
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import CappedPaginator, Number, Tab
from mingzheng.platform.desk.public import DeskView, actor_of
from mingzheng.platform.ledger.public import today

PAGE_SIZE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def reads_library(actor: Actor | None) -> bool:
    """Say whether somebody may read the library at the desk; administrators do not."""
    return actor is not None and (actor.is_system or (bool(actor.grants or actor.posts) and not actor.admin_duty))


class LibraryView(DeskView):
    """Search and lists of the library."""

    template_name = "normative/library.html"
    page_title = "政策文件库"
    purpose = "法律法规、上级文件和本区规范性文件，按条阅读，可看任一日期的文本；现行有效的排在前面。"
    basis = "国办发〔2018〕37号：规范性文件集中统一公开、动态更新"

    def may_see(self, actor: Actor) -> bool:
        """Keep administrators out."""
        return reads_library(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Search when there are words, otherwise list a kind."""
        words, day = self.request.GET.get("q", "").strip()[:80], today()
        which = self.request.GET.get("kind", "own")
        kinds = OWN_KINDS if which == "own" else {which} if which in dict(KINDS) else frozenset()
        context: dict[str, Any] = {"words": words, "which": which, "tabs": self._tabs(which)}
        if words:
            context["found"] = search_library(words, on=day)
        else:
            page = CappedPaginator(list_documents(kinds), PAGE_SIZE).get_page(self.request.GET.get("page"))
            context["page"] = page
            context["rows"] = [(document, validity_of(document, day)) for document in page]
        return super().get_context_data(numbers=self._numbers(day), **context, **kwargs)

    def _tabs(self, which: str) -> list[Tab]:
        url = reverse("normative:library")
        choices = (("own", "本区规范性文件"), *((code, label) for code, label in KINDS if code not in OWN_KINDS))
        return [Tab(label, f"{url}?kind={code}", is_current=which == code) for code, label in choices]

    def _numbers(self, day: date) -> list[Number]:
        standing = [validity_of(document, day) for document in own_documents()]
        near = len(list_expiring(day))
        return [
            Number(sum(1 for state in standing if state.holds), "本区现行有效"),
            Number(near, "六个月内到期", lamp="due_soon" if near else "", url=reverse("normative:expiring")),
            Number(sum(1 for state in standing if not state.holds), "已失效、废止或尚未施行"),
        ]


class ExpiringView(DeskView):
    """Our own documents that expire within the months of the reminder."""

    template_name = "normative/expiring.html"
    page_title = "即将到期"
    purpose = "有效期届满前请评估：延续（重新走制定程序）、修改、废止，或到期自动失效。"
    basis = "省行政规范性文件管理规定"

    def may_see(self, actor: Actor) -> bool:
        """Keep administrators out."""
        return reads_library(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List them, the nearest first."""
        day = today()
        rows = [(document, (document.expires_on - day).days) for document in list_expiring(day) if document.expires_on]
        return super().get_context_data(rows=rows, **kwargs)


@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with our own documents for a city's library: a workbook or JSON."""
    actor = actor_of(request)
    if not reads_library(actor):
        raise PermissionDenied
    day = today()
    name = quote(f"规范性文件库{day:%Y%m%d}")
    if form == "json":
        response = HttpResponse(write_json(day), content_type="application/json")
    else:
        response = HttpResponse(write_workbook(day), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename=\"library.{form}\"; filename*=UTF-8''{name}.{form}"
    return response
