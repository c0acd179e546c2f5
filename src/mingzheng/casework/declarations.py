"""The engine's own [CFG] values. Law itself is declared with each procedure."""

from typing import Any

from mingzheng.casework.archiving.rules import YEARS
from mingzheng.platform.parameters.public import Parameter, declare


def _check_schedule(value: Any) -> None:
    """Refuse a schedule with an unknown period."""
    entries = value.values() if isinstance(value, dict) else [None]
    periods = [one for entry in entries for one in (entry.values() if isinstance(entry, dict) else [entry])]
    if not periods or not set(periods) <= set(YEARS):
        raise ValueError("每项应为 Y（永久）、D30 或 D10，或者按最后状态分别写明")


def _check_fonds(value: Any) -> None:
    """Refuse fonds numbers that could not stand in a file's number."""
    if not isinstance(value, dict) or not all(isinstance(one, str) and 0 < len(one) <= 20 for one in value.values()):
        raise ValueError("应为单位编码对应全宗号，全宗号不超过 20 字")


declare(
    Parameter(
        key="archiving.schedule",
        title="保管期限表",
        kind="json",
        default={"*": "D30", "foi_application": {"*": "D30", "withdrawn": "D10", "dropped": "D10"}},
        basis="机关文件材料归档范围和文书档案保管期限规定（本机关的表须经档案主管部门同意）",
        room="casework",
        status="to_confirm",
        check=_check_schedule,
        help_text="规程名对应期限：Y 永久、D30 三十年、D10 十年；可再按最后状态分。* 是其余。",
    )
)
declare(
    Parameter(
        key="archiving.fonds",
        title="全宗号",
        kind="json",
        default={},
        basis="档案馆编定的全宗号",
        room="casework",
        status="to_confirm",
        check=_check_fonds,
        help_text="单位编码对应全宗号；没有的用单位编码。",
    )
)
declare(
    Parameter(
        key="archiving.wait_days",
        title="办结几日后自动归档",
        kind="int",
        default=30,
        basis="办结即形成归档包；留出登记送达回证等的时间",
        room="casework",
        minimum=0,
        maximum=365,
    )
)
declare(
    Parameter(
        key="casework.soon_working_days",
        title="期限剩余几个工作日算“将到期”",
        kind="int",
        default=5,
        basis="期限预警，各地可定",
        room="casework",
        minimum=1,
        maximum=30,
    )
)
declare(
    Parameter(
        key="casework.late_entry_grace_days",
        title="补录几日以内可不附证明",
        kind="int",
        default=3,
        basis="代录与补录：发生日与录入日分别保存",
        room="casework",
        minimum=0,
        maximum=30,
    )
)
