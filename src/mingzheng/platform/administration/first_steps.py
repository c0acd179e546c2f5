"""The way of a new installation from nothing to its first case: what is still to be done, in order, and by whom.

Each step is read from what is there, so nothing has to be ticked off; once the last is done there is no such list.
"""

from dataclasses import dataclass

from django.urls import reverse

from mingzheng.platform.access.public import Actor, Grant
from mingzheng.platform.accounts.public import Account, AccountKind
from mingzheng.platform.org.public import Post, Unit
from mingzheng.platform.parameters.public import list_changes

SITE_NAME = "portal.site_name"
_TITLES = {"system": "系统管理员", "security": "安全管理员"}


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step: what to do, whose duty it is, where it is done (empty for anybody else), and whether it is done."""

    title: str
    words: str
    duty: str
    url: str
    is_done: bool


def list_first_steps(actor: Actor) -> list[FirstStep]:
    """Return the steps until somebody holds a role, then none; at most five small queries."""
    if Grant.objects.exists():
        return []
    steps = (
        (
            "设立单位",
            "先设区本级，再设机关、镇街，科室设在单位之内；多的用 Excel 批量导入。",
            "system",
            "units",
            Unit.objects.exists(),
        ),
        (
            "登记人员、任命岗位",
            "一人一条，在人员页面任命岗位；也可与单位一起导入。",
            "system",
            "people",
            Post.objects.exists(),
        ),
        (
            "开设账号",
            "初始密码只显示一次，当面或密封交给本人。",
            "system",
            "accounts",
            Account.objects.filter(kind=AccountKind.STAFF).exists(),
        ),
        (
            "改好门户名称和网址",
            "参数里先改门户网站名称、网址、主办单位、受理窗口和邮件链接所用网址；改之前页面标着“示范”。",
            "system",
            "parameters",
            bool(list_changes(SITE_NAME)),
        ),
        (
            "授予角色",
            "新账号没有办理权限；先授党政办经办、党政办科室负责人和各单位联络员。",
            "security",
            "grants",
            False,
        ),
    )
    return [
        FirstStep(title, words, _TITLES[duty], _address(name) if actor.admin_duty == duty else "", done)
        for title, words, duty, name, done in steps
    ]


def _address(name: str) -> str:
    return reverse(f"administration:{name}")
