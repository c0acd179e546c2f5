"""The lists of this room in the side bar, under 发布与门户."""

from mingzheng.domains.participation.desk.tickets import takes_tickets
from mingzheng.domains.participation.procedures.people import OFFICE, OFFICE_HEADS, UNIT_ROLES
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import NavItem, register_group, register_nav

ROLES = UNIT_ROLES | OFFICE.roles | OFFICE_HEADS.roles


def takes_part(actor: Actor | None) -> bool:
    """Say whether somebody asks the public or answers reported errors."""
    return actor is not None and actor.has_any_role(ROLES)


register_group("publishing", "发布与门户", 26)
for _key, _title, _procedure, _icon, _order in (
    ("participation.consultations", "征求意见", "consultation", "users", 41),
    ("participation.errors", "网民找错", "site_error", "warning", 42),
):
    register_nav(
        NavItem(
            _key,
            _title,
            "casework:procedure",
            icon=_icon,
            order=_order,
            visible=takes_part,
            group="publishing",
            args=(_procedure,),
        )
    )
register_nav(
    NavItem(
        "participation.tickets",
        "导入找错工单",
        "participation:tickets",
        icon="upload",
        order=43,
        visible=takes_tickets,
        group="publishing",
    )
)
