"""The administrators' screens in the desk's navigation: each seen by those whose duty it is."""

from collections.abc import Callable
from typing import Any

from mingzheng.platform.access.public import (
    may_manage_accounts,
    may_read_grants,
    may_read_ledger,
    may_read_organisation,
    may_read_sign_in_log,
    may_secure_accounts,
    may_watch_jobs,
)
from mingzheng.platform.desk.public import NavItem, register_link, register_nav

_ITEMS: tuple[tuple[str, str, str, Callable[[Any], bool]], ...] = (
    ("home", "管理首页", "settings", may_read_organisation),
    ("units", "单位", "tree", may_read_organisation),
    ("aliases", "别名申请", "tree", may_read_organisation),
    ("people", "人员岗位", "users", may_read_organisation),
    ("accounts", "账号", "user", may_read_organisation),
    ("grants", "授权", "shield", may_read_grants),
    ("parameters", "参数", "settings", may_read_organisation),
    ("holidays", "节假日", "calendar", may_manage_accounts),
    ("sessions", "在线登录", "lock", may_secure_accounts),
    ("ledger", "操作记录", "ledger", may_read_ledger),
    ("sign_in_log", "登录日志", "eye", may_read_sign_in_log),
    ("jobs", "后台任务", "clock", may_watch_jobs),
)


def register_screens() -> None:
    """Add the items and name the account pages of the frame."""
    for order, (key, title, icon, visible) in enumerate(_ITEMS):
        register_nav(
            NavItem(
                key=f"administration.{key}",
                title=title,
                url_name=f"administration:{key}",
                icon=icon,
                order=order,
                visible=visible,
                group="administration",
            )
        )
    register_link("account", "accounts:overview")
    register_link("sign_out", "accounts:sign_out")


register_screens()
