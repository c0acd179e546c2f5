"""What every desk template may use: navigation, links, the reader's name, the chosen appearance, the watermark.

Everything that costs a query is a function here, so that a page without the frame pays nothing.
"""

from functools import cache
from typing import Any

from django.http import HttpRequest

from mingzheng.platform.desk.actors import actor_of
from mingzheng.platform.desk.links import list_links
from mingzheng.platform.desk.navigation import list_navigation
from mingzheng.platform.notices.public import count_unread_for
from mingzheng.platform.parameters.public import get_value

THEME_COOKIE = "theme"
THEMES = (("auto", "跟随系统"), ("light", "浅色"), ("dark", "深色"), ("contrast", "高对比度"))


def chosen_theme(request: HttpRequest) -> str:
    """Return the appearance the reader chose, `auto` when none or an unknown one."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return theme if theme in dict(THEMES) else "auto"


def desk_context(request: HttpRequest) -> dict[str, Any]:
    """Return the names `desk/base.html` and `design/base.html` draw from."""

    def actor_name() -> str:
        actor = actor_of(request)
        return actor.name if actor else ""

    def actor_post() -> str:
        actor = actor_of(request)
        return actor.posts[0].title if actor and actor.posts else ""

    def watermark_name() -> str:
        return actor_name() if get_value("desk.watermark_screens") else ""

    def unread_count() -> int:
        actor = actor_of(request)
        return count_unread_for(actor) if actor else 0

    return {
        "theme": chosen_theme(request),
        "theme_choices": THEMES,
        "links": cache(list_links),
        "navigation": lambda: list_navigation(actor_of(request), request.path, unfolded=request.COOKIES.get("nav", "")),
        "actor_name": actor_name,
        "actor_post": actor_post,
        "watermark_name": watermark_name,
        "unread_count": unread_count,
        "site_name": lambda: get_value("desk.site_name"),
    }
