"""The [CFG] values of the publishing room."""

from typing import Any

from mingzheng.domains.publishing.exchange.fields import PLATFORM_FORM, SOURCES, read_form
from mingzheng.platform.parameters.public import Parameter, declare

# The statutory lengths: working days, and hours for what is reposted. A local value may only be shorter.
LONGEST = {"general": 20, "enforcement": 7, "repost": 24}


def _check_lengths(value: Any) -> None:
    """Hold a length for every kind, within the law's. Legal basis: 政府信息公开条例 第二十六条"""
    if not isinstance(value, dict) or set(value) != set(LONGEST):
        raise ValueError(f"须写全这几类：{'、'.join(LONGEST)}")
    for kind, most in LONGEST.items():
        if not isinstance(value[kind], int) or isinstance(value[kind], bool) or not 1 <= value[kind] <= most:
            raise ValueError(f"{kind} 应为 1 至 {most} 的整数，不能长于法定期限")


def _check_form(value: Any) -> None:
    """Hold a form whose every field takes one of our values."""
    if not isinstance(value, list) or not value or len(read_form(value)) != len(value):
        raise ValueError(f"每一项写成 [栏名, 取值]，取值只能是：{'、'.join(SOURCES)}")


declare(
    Parameter(
        key="publishing.organ_codes",
        title="索引号用的统一社会信用代码（单位编码对代码）",
        kind="json",
        default={},
        basis="政府信息公开索引号编制规则（本地）",
        room="publishing",
        help_text='例如 {"QZFB": "11…"}；未设置的单位，发布时不编索引号',
    )
)
declare(
    Parameter(
        key="publishing.platform_name",
        title="省平台名称",
        kind="str",
        default="省政府网站集约化平台",
        basis="政府网站集约化工作安排（本省）",
        room="publishing",
    )
)
declare(
    Parameter(
        key="publishing.platform_form",
        title="省平台录入表单（栏名和取值）",
        kind="json",
        default=[list(pair) for pair in PLATFORM_FORM],
        basis="省平台信息录入规范（本省）",
        room="publishing",
        help_text=f"按平台表单的顺序写 [栏名, 取值]，取值可用：{'、'.join(SOURCES)}",
        check=_check_form,
    )
)
declare(
    Parameter(
        key="publishing.disclosure_lengths",
        title="公开期限（按公开时限类别）",
        kind="json",
        default=LONGEST,
        basis="政府信息公开条例第二十六条；国办发〔2018〕118号；政府网站发展指引",
        room="publishing",
        help_text="一般信息和许可、处罚决定按工作日，转载按小时；只能比法定期限短",
        check=_check_lengths,
    )
)
for _key, _title, _default, _least, _most, _basis in (
    ("publishing.signature_days", "紧急发布后补齐签名的工作日", 1, 1, 5, "本机关信息发布审核规定"),
    ("publishing.reassess_months", "不公开信息的评估周期（个月）", 12, 1, 24, "政府信息公开条例第十八条"),
    ("publishing.correction_characters", "勘误最多改动的字数", 60, 1, 300, "本机关信息发布审核规定"),
    ("publishing.objection_days", "异议和信用修复申请的办理工作日", 10, 1, 20, "本机关公示异议和信用修复办理规定"),
    ("publishing.silent_days", "新媒体账号最长不更新的日数", 14, 1, 60, "国办秘函〔2019〕19号（2周）"),
):
    declare(
        Parameter(
            key=_key,
            title=_title,
            kind="int",
            default=_default,
            minimum=_least,
            maximum=_most,
            basis=_basis,
            room="publishing",
        )
    )
