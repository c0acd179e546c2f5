"""The staff page of the site: how its files stand, what is read, what is looked for in vain; and writing it anew."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Number
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today
from mingzheng.platform.portal.comparing import list_differences
from mingzheng.platform.portal.rebuilding import find_rebuild
from mingzheng.platform.portal.searching import list_missed
from mingzheng.platform.portal.selectors import count_files
from mingzheng.platform.portal.services import rebuild_site
from mingzheng.platform.portal.traffic import count_traffic, list_most_read

READERS = frozenset({"office_clerk", "office_section_head", "office_director"})
KEEPERS = frozenset({"office_section_head", "office_director"})
DAYS = 30


def reads_site(actor: Actor) -> bool:
    """Say whether somebody may see how the site stands."""
    return actor.has_any_role(READERS)


class SiteView(DeskView):
    """How the public site stands."""

    template_name = "portal/desk_site.html"
    page_title = "门户网站"
    purpose = "网站文件是否与发布时一致、读者看什么、搜什么没有搜到。访问数不含任何个人信息。"
    basis = "国办发〔2017〕47号"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return reads_site(actor)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start writing the whole site anew."""
        if not self.actor.has_any_role(KEEPERS):
            raise PermissionDenied
        rebuild_site()
        messages.info(request, "已开始重写全站，后台进行；期间新发布的页面照常先行写出。")
        return redirect(reverse("portal:site"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather what the page shows."""
        last, first = today(), today() - dt.timedelta(days=DAYS)
        views, visitors = count_traffic(first, last)
        differences = list_differences()
        return super().get_context_data(
            numbers=[
                Number(count_files(), "网站文件"),
                Number(len(differences), "文件差异", lamp="overdue" if differences else ""),
                Number(views, f"近 {DAYS} 日浏览次数"),
                Number(visitors, f"近 {DAYS} 日访客（按日累计）"),
            ],
            differences=differences,
            rebuild=find_rebuild(),
            may_rebuild=self.actor.has_any_role(KEEPERS),
            most_read=list_most_read(first, last, 15),
            missed=list_missed(first, 20),
            **kwargs,
        )
