"""The [CFG] values of the returns room."""

from typing import Any

from mingzheng.platform.parameters.public import Parameter, declare

LEVELS = ("section", "deputy", "head")


def _check_levels(value: Any) -> None:
    if not isinstance(value, list) or not value or [level for level in LEVELS if level in value] != value:
        raise ValueError("审签层级应按科室负责人、分管负责人、主要负责人的次序，至少一级")


declare(
    Parameter(
        key="returns.receipt_days",
        title="填报下达后签收期限（工作日）",
        kind="int",
        default=2,
        basis="本区填报管理约定",
        room="returns",
        minimum=1,
        maximum=30,
    )
)
declare(
    Parameter(
        key="returns.sign_off_levels",
        title="填报的单位内部审签层级",
        kind="json",
        default=["section", "head"],
        basis="统计法关于统计资料审核、签署的规定；可为 section（科室负责人）、deputy（分管负责人）、head（主要负责人）",
        room="returns",
        check=_check_levels,
    )
)
declare(
    Parameter(
        key="returns.jump_percent",
        title="比上年增减达到多少（%）须说明原因；0 为不要求",
        kind="int",
        default=50,
        basis="年度报告核校的通行做法",
        room="returns",
        minimum=0,
        maximum=1000,
    )
)
declare(
    Parameter(
        key="returns.remind_days",
        title="填报截止前几个工作日提醒",
        kind="int",
        default=3,
        basis="本区填报管理约定",
        room="returns",
        minimum=0,
        maximum=20,
    )
)
