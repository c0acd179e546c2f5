"""The [CFG] values of this room."""

from mingzheng.platform.parameters.public import Parameter, declare

declare(
    Parameter(
        key="openness.grace_days",
        title="定期公开的更新宽限天数",
        kind="int",
        default=15,
        basis="本区政务公开管理约定：定期公开的事项过了周期再加几天仍未更新的，列入缺口",
        room="openness",
        minimum=0,
        maximum=90,
    )
)
