"""The [CFG] values of the patrol room: intervals, points, how far and how gently a walk goes, what may be visited."""

import re

from mingzheng.domains.patrol.judging.indicators import (
    DAYS,
    GROUP_POINTS,
    HARMFUL_WORDS,
    INDEX,
    INDICATORS,
    KINDS,
    THRESHOLDS,
)
from mingzheng.platform.parameters.public import Parameter, declare

OWN = "本单位网站巡检规定"
_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]{1,200}")


def _check_days(value: object) -> None:
    if not isinstance(value, dict) or not all(
        name in DAYS and isinstance(days, int) and 1 <= days <= 1000 for name, days in value.items()
    ):
        raise ValueError(f"应为栏目类别对天数，类别限于：{'、'.join(DAYS)}")


def _check_thresholds(value: object) -> None:
    if not isinstance(value, dict) or not all(
        name in THRESHOLDS and isinstance(number, int) and 1 <= number <= 100 for name, number in value.items()
    ):
        raise ValueError(f"应为阈值名对个数，名称限于：{'、'.join(THRESHOLDS)}")


def _is_points(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _check_points(value: object) -> None:
    rows = value.items() if isinstance(value, dict) else [("", None)]
    for code, pair in rows:
        if code not in INDICATORS or not isinstance(pair, list) or len(pair) != 2 or not all(map(_is_points, pair)):
            raise ValueError('应为指标代码对 [每处扣分, 最多扣分]，如 {"dead_link": [0.1, 5]}')


def _check_groups(value: object) -> None:
    if not isinstance(value, dict) or set(value) != set(GROUP_POINTS) or not all(map(_is_points, value.values())):
        raise ValueError(f"应写全 {'、'.join(GROUP_POINTS)} 四类的分值")
    if sum(value.values()) != 100:
        raise ValueError("四类分值合计应为 100")


def _check_words(value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(word, str) and 2 <= len(word) <= 40 for word in value):
        raise ValueError("应为若干词，每个 2 至 40 字")


def _check_hosts(value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(host, str) and _HOST.fullmatch(host) for host in value):
        raise ValueError('应为若干主机，如 ["10.0.0.8", "portal.local:8000"]')


def _check_address(value: str) -> None:
    if value and not re.fullmatch(r"https?://[^\s<>\"'\\]{3,300}", value):
        raise ValueError("应为 http:// 或 https:// 开头的网址")


for _key, _title, _default, _check, _basis, _help in (
    (
        "days",
        "更新间隔（天，按栏目类别）",
        dict(DAYS),
        _check_days,
        INDEX,
        "；".join(f"{kind.code} {kind.title}" for kind in KINDS.values() if kind.days) + "；front 首页",
    ),
    ("thresholds", "单项否决的个数", dict(THRESHOLDS), _check_thresholds, INDEX, "累计达到即否决"),
    ("points", "扣分值（替代默认值）", {}, _check_points, INDEX, "未列的指标按默认值；默认值上线前由使用单位确认"),
    ("groups", "四类指标的分值", dict(GROUP_POINTS), _check_groups, INDEX, "办事服务 25 分为规定值，其余待确认"),
    ("harmful_words", "不良信息用语", list(HARMFUL_WORDS), _check_words, INDEX, "页面正文出现即提示疑被篡改"),
    ("allowed_hosts", "允许巡检的内网主机", [], _check_hosts, OWN, "不列入的内网、本机地址一律不访问"),
):
    declare(
        Parameter(
            key=f"patrol.{_key}",
            title=_title,
            kind="json",
            default=_default,
            basis=_basis,
            room="patrol",
            status="to_confirm",
            check=_check,
            help_text=_help,
        )
    )
for _key, _title, _amount, _least, _most in (
    ("most_pages", "每次巡检最多检查的页数", 5000, 10, 100_000),
    ("most_links", "每次巡检最多核查的其他网址数", 5000, 0, 100_000),
    ("delay_ms", "对同一主机两次访问的间隔（毫秒）", 200, 0, 60_000),
    ("per_host", "对同一主机同时访问数", 2, 1, 8),
    ("run_hours", "每次巡检最长用时（小时）", 8, 1, 72),
    ("most_cases", "每次巡检最多转办的问题数", 300, 1, 5000),
    ("remind_days", "超期未整改每几日提醒一次", 1, 1, 30),
):
    declare(
        Parameter(
            key=f"patrol.{_key}",
            title=_title,
            kind="int",
            default=_amount,
            minimum=_least,
            maximum=_most,
            basis=OWN,
            room="patrol",
            status="to_confirm",
        )
    )
declare(
    Parameter(
        key="patrol.correct_days",
        title="整改期限（工作日，按严重程度）",
        kind="json",
        default={"grave": 1, "ordinary": 3},
        basis="国办发〔2017〕47号（发现问题及时整改）；期限为本地规定",
        room="patrol",
        status="to_confirm",
        help_text="grave 单项否决和隐私泄露；ordinary 其他",
    )
)
declare(
    Parameter(
        key="patrol.own_address",
        title="本机访问门户网站所用的网址",
        kind="str",
        default="",
        maximum=300,
        basis=OWN,
        room="patrol",
        status="to_confirm",
        check=_check_address,
        help_text="不填则用门户网站网址；填写的主机即视为允许访问",
    )
)
