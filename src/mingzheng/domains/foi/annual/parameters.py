"""The [CFG] values of annual disclosure reports."""

import re
from typing import Any

from mingzheng.platform.parameters.public import Parameter

_MONTH_AND_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _check_day(value: Any) -> None:
    if not isinstance(value, str) or not _MONTH_AND_DAY.fullmatch(value):
        raise ValueError("日期应写成月-日，如 01-31")


def _check_rungs(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(one, int) and 0 <= one <= 120 for one in value):
        raise ValueError("应为若干个 0 至 120 的工作日数，如 [20, 10, 3]")


PARAMETERS = (
    Parameter(
        key="foi.annual_submit_by",
        title="部门公开年报报送、公布期限（次年月日）",
        kind="str",
        default="01-31",
        basis="政府信息公开条例第四十九条：每年1月31日前",
        room="foi",
        check=_check_day,
    ),
    Parameter(
        key="foi.annual_publish_by",
        title="本级政府公开年报公布期限（次年月日）",
        kind="str",
        default="03-31",
        basis="政府信息公开条例第四十九条：每年3月31日前",
        room="foi",
        check=_check_day,
    ),
    Parameter(
        key="foi.annual_resubmit_days",
        title="公开年报退回后重报期限（工作日）",
        kind="int",
        default=5,
        basis="主管部门约定",
        room="foi",
        minimum=1,
        maximum=30,
    ),
    Parameter(
        key="foi.annual_warn_days",
        title="公开年报到期前几个工作日提醒",
        kind="json",
        default=[20, 10, 3],
        basis="主管部门约定",
        room="foi",
        check=_check_rungs,
    ),
    Parameter(
        key="foi.annual_column",
        title="公开年报发布到的栏目（网址名）",
        kind="str",
        default="gknb",
        basis="政府信息公开条例第二十条；公开栏目设置",
        room="foi",
        minimum=1,
        maximum=40,
    ),
)
