"""The [CFG] values of the proofreading room."""

from typing import Any
from urllib.parse import urlsplit

from mingzheng.platform.access.public import ROLES
from mingzheng.platform.parameters.public import Parameter, declare


def _check_roles(value: Any) -> None:
    if not isinstance(value, list) or not value or any(role not in ROLES for role in value):
        raise ValueError("请列出至少一个已有的角色")


def _check_address(value: Any) -> None:
    parts = urlsplit(str(value))
    if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.username):
        raise ValueError("请填写以 http:// 或 https:// 开头、不含用户名和密码的地址")


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
        key="proofreading.second_reader_scope",
        title="第二读者（外部模型）的使用范围",
        kind="choice",
        default="off",
        choices=(("off", "关闭"), ("published", "只读已公开的文件"), ("all", "未公开的文稿也可以读")),
        basis="政府信息公开条例第十七条；个人信息保护法第五十一条",
        room="proofreading",
        status="to_confirm",
        help_text="送校人勾选后才发送；身份证号、手机号等先行遮盖，有密级标志的一律不发送。",
    )
)
declare(
    Parameter(
        key="proofreading.second_reader_address",
        title="第二读者的地址",
        kind="str",
        default="",
        basis="系统部署",
        room="proofreading",
        maximum=300,
        check=_check_address,
        help_text="兼容 OpenAI 接口的地址，到 /v1 为止；密钥写在运行环境变量 MINGZHENG_SECOND_READER_KEY。",
    )
)
declare(
    Parameter(
        key="proofreading.second_reader_model",
        title="第二读者的模型名称",
        kind="str",
        default="",
        basis="系统部署",
        room="proofreading",
        maximum=100,
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
