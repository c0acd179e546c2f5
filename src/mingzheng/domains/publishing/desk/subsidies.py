"""The posting sheets of subsidies: by community and year, to look at, print and download; and whether they hang."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.domains.publishing.desk.exchange import WORD, hand_out
from mingzheng.domains.publishing.desk.pages import publishes
from mingzheng.domains.publishing.subsidies import list_paid, list_sheets, list_years, sheet_as_word
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Number, Tab
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today
from mingzheng.platform.portal.public import get_site


class SheetsView(DeskView):
    """Which sheets there are in a year, and which still have to be posted."""

    template_name = "publishing/sheets.html"
    page_title = "补贴公示"
    purpose = "年底前以社区为单位在居委会公开栏公布；公示期满，材料留存居委会供居民查询。"
    basis = "政府信息公开条例第二十一条"

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the sheets of a year."""
        asked, years = request.GET.get("year", ""), list_years()
        year = int(asked) if asked.isdecimal() and len(asked) == 4 else (years[0] if years else today().year)
        lines = list_sheets(year, today())
        waiting = sum(line.posted_from is None for line in lines)
        return self.render_to_response(
            self.get_context_data(
                lines=lines,
                year=year,
                tabs=[Tab(f"{one}年", f"?year={one}", is_current=one == year) for one in years],
                enter_url=reverse("registers:import", args=["subsidy_payment"]),
                posting_url=reverse("registers:enter", args=["posting"]),
                numbers=[
                    Number(len(lines), "张贴表"),
                    Number(waiting, "还没有张贴", lamp="due_soon" if waiting else ""),
                    Number(sum(line.households for line in lines), "户次"),
                ],
            )
        )


class SheetView(DeskView):
    """One sheet as it hangs."""

    template_name = "publishing/sheet.html"

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    def get_page_title(self) -> str:
        """Return the sheet's title."""
        return f"{self.kwargs['community']}{self.kwargs['year']}年{self.kwargs['subsidy']}发放情况公示"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the sheets."""
        return [Crumb("补贴公示", f"{reverse('publishing:sheets')}?year={self.kwargs['year']}"), Crumb("张贴表")]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, or hand it out as Word."""
        year, community, subsidy = self.kwargs["year"], self.kwargs["community"], self.kwargs["subsidy"]
        lines = list_paid(year, community, subsidy)
        if not lines:
            raise Http404
        site = get_site()
        if request.GET.get("format") == "docx":
            data = sheet_as_word(year, community, subsidy, issuer=site.sponsor, hotline=site.hotline)
            return hand_out(data, f"{self.get_page_title()}.docx", WORD)
        return self.render_to_response(
            self.get_context_data(
                lines=lines, total=sum(line.amount for line in lines), year=year, community=community, site=site
            )
        )
