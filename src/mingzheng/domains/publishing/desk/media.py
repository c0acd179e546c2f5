"""The board of new-media accounts: who posts, how it is read, who has been silent."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.domains.publishing.desk.pages import publishes
from mingzheng.domains.publishing.media import count_posts, list_accounts, sum_platforms
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Number
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today
from mingzheng.platform.parameters.public import get_value


class MediaView(DeskView):
    """Every account in use, the silent ones first, and the year's totals by platform."""

    template_name = "publishing/media.html"
    page_title = "新媒体矩阵"
    purpose = "账号、推送和阅读、播放、互动；联合发布的合计只算一条；超过更新期限的提醒运维单位。"
    basis = "国办发〔2018〕123号"

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the board for this year so far."""
        day = today()
        begin = date(day.year, 1, 1)
        lines = list_accounts(day, begin)
        silent = sum(line.lamp == "overdue" for line in lines)
        platforms = sum_platforms(lines)
        return self.render_to_response(
            self.get_context_data(
                lines=lines,
                platforms=platforms,
                year=day.year,
                most=get_value("publishing.silent_days"),
                accounts_url=reverse("registers:list", args=["media_account"]),
                posts_url=reverse("registers:enter", args=["media_post"]),
                numbers=[
                    Number(len(lines), "在用账号"),
                    Number(silent, "超过更新期限", lamp="overdue" if silent else ""),
                    Number(count_posts(begin, day), "今年推送（联合发布只算一条）"),
                    Number(sum(line.reads for line in platforms), "今年阅读"),
                    Number(sum(line.plays for line in platforms), "今年播放"),
                ],
            )
        )
