"""The [CFG] values of the proofreading room."""

from typing import Any

from mingzheng.platform.access.public import ROLES
from mingzheng.platform.parameters.public import Parameter, declare


def _check_roles(value: Any) -> None:
    if not isinstance(value, list) or not value or any(role not in ROLES for role in value):
        raise ValueError("请列出至少一个已有的角色")


declare(
    Parameter(
        key="proofreading.final_reviewers",
        title="可终审的角色",
        kind="json",
        default=["office_director", "unit_head"],
        basis="三审三校中的终审；一级严重表述只能由终审人员排除，且不得是送校人本人",
        room="proofreading",
        check=_check_roles,
        status="to_confirm",
    )
)
declare(
    Parameter(
        key="proofreading.at_once_kb",
        title="立即核校的文件大小上限（KB）",
        kind="int",
        default=200,
        basis="超过的在后台核校，完成后通知",
        room="proofreading",
        minimum=0,
        maximum=5000,
    )
)
declare(
    Parameter(
        key="proofreading.keep_days",
        title="核校原文保留天数",
        kind="int",
        default=180,
        basis="到期清除原文和引文，处理记录和数量保留",
        room="proofreading",
        minimum=1,
        maximum=3650,
    )
)
