"""The [CFG] values of the citizen's side: who accepts, how long things are kept, how much one person may try."""

import re
from typing import Any

from mingzheng.platform.parameters.public import Parameter

ISSUER = re.compile(r"|https://[A-Za-z0-9.\-]{1,253}(:\d{1,5})?(/[\w./\-]*)?|http://127\.0\.0\.1:\d{1,5}")
ABUSE = "网络安全法第二十一条"


def _check_codes(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(code, str) and code for code in value):
        raise ValueError("应为单位编码的列表，留空表示各机关、镇街都接收")


def _check_issuer(value: Any) -> None:
    if not ISSUER.fullmatch(value):
        raise ValueError("应为认证平台的 https 地址，留空表示不启用")


def _number(
    key: str, title: str, default: int, basis: str, *, minimum: int, maximum: int, help_text: str = ""
) -> Parameter:
    return Parameter(
        key=f"foi.{key}",
        title=title,
        kind="int",
        default=default,
        basis=basis,
        room="foi",
        minimum=minimum,
        maximum=maximum,
        help_text=help_text,
    )


def _text(key: str, title: str, basis: str, *, help_text: str = "", check: Any = None) -> Parameter:
    return Parameter(
        key=f"foi.{key}",
        title=title,
        kind="str",
        default="",
        basis=basis,
        room="foi",
        maximum=300,
        status="to_confirm",
        help_text=help_text,
        check=check,
    )


PARAMETERS = (
    Parameter(
        key="foi.accepting_units",
        title="在网上接收申请的机关",
        kind="json",
        default=[],
        basis="政府信息公开条例第四条、第十条",
        room="foi",
        check=_check_codes,
        help_text="填单位编码的列表；留空表示各机关、镇街都接收。",
    ),
    _number(
        "identity_proof_days",
        "身份证明在办结后保管几日",
        180,
        "个人信息保护法第十九条、第四十七条",
        minimum=1,
        maximum=3650,
        help_text="到期自动销毁，只留销毁记录。",
    ),
    _number("draft_days", "没有提交的草稿保留几日", 30, "个人信息保护法第十九条", minimum=1, maximum=180),
    _number(
        "attack_threshold",
        "十分钟内全站提交几件起要求答题",
        60,
        ABUSE,
        minimum=1,
        maximum=100_000,
        help_text="平时不要求答题；超过后，提交前答一道加法题。",
    ),
    _number("wrong_codes", "同一网络地址一刻钟内最多输错几次编号或者查询码", 8, ABUSE, minimum=3, maximum=100),
    _text(
        "payment_way",
        "信息处理费的缴纳方式",
        "政府信息公开信息处理费管理办法第六条",
        help_text="写在查询页面的缴费通知里。",
    ),
    _text(
        "oidc_issuer",
        "统一身份认证平台地址（OIDC）",
        "政府信息公开条例第二十九条",
        help_text="留空表示不启用；启用后可以登录申请，不登录仍可申请。",
        check=_check_issuer,
    ),
    _text("oidc_client", "在统一身份认证平台登记的应用标识", "统一身份认证平台接入规范"),
    Parameter(
        key="foi.oidc_claims",
        title="认证平台给出的姓名、证件号码、手机号的字段名",
        kind="json",
        default={"applicant": "name", "identity": "id_number", "mobile": "phone_number"},
        basis="统一身份认证平台接入规范",
        room="foi",
        status="to_confirm",
    ),
)
