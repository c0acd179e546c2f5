"""The [CFG] values of the registers themselves; those of a book come with its declaration (`settings`)."""

from mingzheng.platform.parameters.public import Parameter, declare

declare(
    Parameter(
        key="registers.warn_days",
        title="一期结束前几天提醒还缺的登记",
        kind="int",
        default=15,
        basis="本区登记管理约定",
        room="registers",
        minimum=0,
        maximum=90,
    )
)
