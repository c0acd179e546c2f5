"""The engine's own [CFG] values. Law itself is declared with each procedure."""

from mingzheng.platform.parameters.public import Parameter, declare

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
