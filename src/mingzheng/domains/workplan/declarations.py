"""The [CFG] values of the workplan room."""

from typing import Any

from mingzheng.platform.parameters.public import Parameter, declare

LEVELS = ("section", "deputy", "head")


def _check_levels(value: Any) -> None:
    if not isinstance(value, list) or not value or [level for level in LEVELS if level in value] != value:
        raise ValueError("审签层级应按科室负责人、分管负责人、主要负责人的次序，至少一级")


declare(
    Parameter(
        key="workplan.receipt_days",
        title="台账交办后签收期限（工作日）",
        kind="int",
        default=3,
        basis="本区台账管理约定",
        room="workplan",
        minimum=1,
        maximum=30,
    )
)
declare(
    Parameter(
        key="workplan.alias_at_once",
        title="核对方案时记的单位别名即时生效（否则由系统管理员决定）",
        kind="bool",
        default=False,
        basis="本区台账管理约定",
        room="workplan",
        status="to_confirm",
    )
)
declare(
    Parameter(
        key="workplan.plan_days",
        title="签收后填报措施期限（工作日）",
        kind="int",
        default=10,
        basis="本区台账管理约定",
        room="workplan",
        minimum=1,
        maximum=60,
    )
)
declare(
    Parameter(
        key="workplan.sign_off_levels",
        title="单位内部审签层级",
        kind="json",
        default=["section", "head"],
        basis="本区台账管理约定；可为 section（科室负责人）、deputy（分管负责人）、head（主要负责人）",
        room="workplan",
        check=_check_levels,
    )
)
declare(
    Parameter(
        key="workplan.urging_code",
        title="催办单机关代字",
        kind="str",
        default="云党政办催",
        basis="发文机关代字",
        room="workplan",
    )
)
declare(
    Parameter(
        key="workplan.letter_code",
        title="督办函件机关代字",
        kind="str",
        default="云党政办督",
        basis="发文机关代字",
        room="workplan",
    )
)
