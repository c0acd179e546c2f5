"""The yearly report of the website: its figures, its last day, the document, and the item begun from it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.public import open_case
from mingzheng.domains.publishing.annual import due_on, gather_report, report_as_html, report_as_word
from mingzheng.domains.publishing.desk.columns import keeps_columns
from mingzheng.domains.publishing.desk.exchange import WORD, hand_out
from mingzheng.domains.publishing.desk.pages import REFUSALS, explain, publishes
from mingzheng.domains.publishing.selectors import get_case, list_columns
from mingzheng.domains.publishing.services.drafting import write_text
from mingzheng.domains.publishing.words import Block, DisclosureKind, ItemClass
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Tab
from mingzheng.platform.desk.public import DeskView, go_to
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import get_site


class AnnualView(DeskView):
    """Shows the report of a year and lets an item be begun from it."""

    template_name = "publishing/annual.html"
    page_title = "网站工作年度报表"
    purpose = "数字取自发布、访问和新媒体记录；每年 1 月 31 日前公开上一年的报表。"
    basis = "国办发〔2017〕47号"

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    @property
    def year(self) -> int:
        """Return the year asked for, by default the one whose report is next to be published."""
        asked, day = self.request.GET.get("year", ""), today()
        if asked.isdecimal() and 2000 <= int(asked) <= day.year:
            return int(asked)
        return day.year - 1 if day.month <= 3 else day.year

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the figures, or hand the report out."""
        year, site = self.year, get_site()
        parts = gather_report(year, now(), site)
        if request.GET.get("format") == "docx":
            return hand_out(report_as_word(year, parts, site, today()), f"网站工作年度报表{year}.docx", WORD)
        this = today().year
        return self.render_to_response(
            self.get_context_data(
                parts=parts,
                year=year,
                due=due_on(year),
                is_late=today() > due_on(year),
                is_running=year == this,
                tabs=[Tab(f"{one}年", f"?year={one}", is_current=one == year) for one in (this, this - 1, this - 2)],
                may_begin=keeps_columns(self.actor),
            )
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin an item with the report as its text."""
        if not keeps_columns(self.actor):
            raise PermissionDenied
        here = f"{reverse('publishing:annual')}?year={self.year}"
        columns = list_columns()
        column = next((one for one in columns if one.block == Block.REPORTS), next(iter(columns), None))
        if column is None:
            return go_to(request, here, "还没有栏目，请先设立栏目，再起草年度报表。")
        site = get_site()
        data = {
            "title": f"{site.name}{self.year}年政府网站工作年度报表"[:200],
            "column": column.code,
            "item_class": str(ItemClass.STATISTICS),
            "formed_on": today().isoformat(),
            "disclosure_kind": str(DisclosureKind.GENERAL),
        }
        try:
            receipt = open_case(
                "publication",
                actor=self.actor,
                occurred_on=today(),
                recorded_at=now(),
                data=data,
                key=f"annual:{self.year}",
            )
            case = get_case(receipt.case_id)
            if not receipt.repeated:
                write_text(case, report_as_html(gather_report(self.year, now(), site)), actor=self.actor)
        except REFUSALS as error:
            refusal = explain(error)
            return go_to(request, here, f"没有起草：{refusal.reasons[0] if refusal.reasons else ''}")
        return go_to(request, reverse("publishing:write", args=[case.number]), f"已起草 {case.number}，请核对后送审。")
