"""The roles of the house and the levels of visibility, as data.

Who holds a role is a `Grant`; what a role may do is declared by each procedure.
"""

from dataclasses import dataclass

from django.db import models


class Visibility(models.IntegerChoices):
    """How closely a row is held; a grant reads rows up to its own level."""

    INTERNAL = 0, "内部"
    RESTRICTED = 1, "限定范围"
    PERSONAL = 2, "含个人信息"


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """One role: its code, its name on the screen, what its holder does.

    An `office` role belongs to the office that runs the district's ledger.
    """

    code: str
    title: str
    description: str
    office: bool = False


_SPECS = (
    RoleSpec("office_clerk", "党政办经办", "登记、交办、催办、汇总，起草函件和通报", office=True),
    RoleSpec("office_section_head", "党政办科室负责人", "建账、审核交办和延期、审签函件", office=True),
    RoleSpec("office_director", "党政办主任", "审批督办函、通报，裁定职责争议", office=True),
    RoleSpec("verifier", "核验人员", "核验办理结果，提出销号或退回意见", office=True),
    RoleSpec("unit_liaison", "单位联络员", "签收、填报进展，提出办结和延期申请"),
    RoleSpec("unit_section_head", "单位科室负责人", "审签本科室上报内容"),
    RoleSpec("unit_deputy", "单位分管负责人", "审签分管范围上报内容"),
    RoleSpec("unit_head", "单位主要负责人", "签发本单位上报内容"),
    RoleSpec("district_leader", "区领导", "作出批示，查看全区办理情况"),
    RoleSpec("auditor", "审计人员", "查看全部台账和办理记录，不办理"),
    RoleSpec("reader", "只读", "查看授权范围内的事项，不办理"),
)

ROLES: dict[str, RoleSpec] = {spec.code: spec for spec in _SPECS}
