"""The [CFG] values of the reports room."""

import re
from typing import Any

from mingzheng.platform.parameters.public import Parameter, declare

_MONTH_AND_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _check_day(value: Any) -> None:
    if not isinstance(value, str) or not _MONTH_AND_DAY.fullmatch(value):
        raise ValueError("日期应写成月-日，如 03-01")


declare(
    Parameter(
        key="reports.send_by",
        title="法治政府建设年度报告报送期限（次年月日）",
        kind="str",
        default="03-01",
        basis="法治政府建设与责任落实督察工作规定第二十四条：每年3月1日前",
        room="reports",
        check=_check_day,
    )
)
declare(
    Parameter(
        key="reports.publish_by",
        title="法治政府建设年度报告公开期限（次年月日）",
        kind="str",
        default="04-01",
        basis="法治政府建设与责任落实督察工作规定第二十五条：每年4月1日前",
        room="reports",
        check=_check_day,
    )
)
declare(
    Parameter(
        key="reports.resend_days",
        title="年度报告退回后重报期限（工作日）",
        kind="int",
        default=5,
        basis="统筹单位约定",
        room="reports",
        minimum=1,
        maximum=30,
    )
)
declare(
    Parameter(
        key="reports.study_theme",
        title="年度报告学习贯彻部分的主题",
        kind="str",
        default="党的二十大精神",
        basis="当年学习贯彻的重点",
        room="reports",
    )
)
declare(
    Parameter(
        key="reports.number_series",
        title="年度报告机关代字",
        kind="str",
        default="云政报",
        basis="发文机关代字",
        room="reports",
    )
)
declare(
    Parameter(
        key="reports.jump_percent",
        title="年度报告数字变化提醒（比上年增减百分之几）",
        kind="int",
        default=50,
        basis="核稿约定",
        room="reports",
        minimum=1,
        maximum=1000,
    )
)


def _check_rungs(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(one, int) and 0 <= one <= 120 for one in value):
        raise ValueError("应为若干个 0 至 120 的工作日数，如 [20, 10, 3]")


declare(
    Parameter(
        key="reports.warn_days",
        title="年度报告到期前几个工作日提醒",
        kind="json",
        default=[20, 10, 3],
        basis="统筹单位约定",
        room="reports",
        check=_check_rungs,
    )
)
