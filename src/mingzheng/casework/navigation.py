"""The pages of the engine in the side bar: home, the reader's lists, every procedure. Domains add their own."""

from collections.abc import Mapping

from mingzheng.casework.archiving.desk import keeps_archives
from mingzheng.casework.worklists import count_todo_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import MOST_SHOWN, Count, NavItem, register_counts, register_link, register_nav


def works_on_cases(actor: Actor | None) -> bool:
    """Say whether somebody holds any grant; administrators hold none and see no case."""
    return actor is not None and bool(actor.grants or actor.posts) and not actor.admin_duty


def count_waiting(actor: Actor) -> Mapping[str, Count]:
    """Return how many cases wait for the reader, in one query that stops counting where nobody reads on."""
    if not works_on_cases(actor):
        return {}
    return {"casework.home": Count(count_todo_for(actor, MOST_SHOWN + 1))}


register_nav(NavItem("casework.home", "今天", "casework:home", icon="home", order=0, visible=works_on_cases, group=""))
register_nav(NavItem("casework.work", "我的工作", "casework:my-work", icon="inbox", order=10, visible=works_on_cases))
register_nav(NavItem("casework.board", "看板", "casework:boards", icon="board", order=30, visible=works_on_cases))
register_nav(NavItem("casework.cases", "全部事项", "casework:cases", icon="list", order=40, visible=works_on_cases))
register_nav(NavItem("casework.archive", "归档文件", "casework:archive", icon="list", order=50, visible=keeps_archives))
register_counts(count_waiting)
register_link("home", "casework:home")
register_link("search", "casework:search")
