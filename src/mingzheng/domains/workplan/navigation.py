"""The pages of the workplan room in the side bar, under 工作要点."""

from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import NavItem, register_nav

OFFICE = frozenset({"office_clerk", "office_section_head", "office_director"})


def is_office(actor: Actor | None) -> bool:
    """Say whether somebody works in the office that keeps the ledgers."""
    return actor is not None and any(grant.role in OFFICE for grant in actor.grants)


def works_on_ledgers(actor: Actor | None) -> bool:
    """Say whether somebody may have ledger rows at all; administrators have none."""
    return actor is not None and bool(actor.grants or actor.posts) and not actor.admin_duty


register_nav(
    NavItem(
        "workplan.ledgers", "台账", "workplan:ledgers", icon="ledger", order=10, visible=works_on_ledgers, group="plan"
    )
)
register_nav(
    NavItem("workplan.import", "导入方案", "workplan:import", icon="plus", order=20, visible=is_office, group="plan")
)
register_nav(
    NavItem(
        "workplan.rounds",
        "报送轮次",
        "workplan:rounds",
        icon="calendar",
        order=30,
        visible=works_on_ledgers,
        group="plan",
    )
)
register_nav(
    NavItem(
        "workplan.letters",
        "督办函件",
        "workplan:letters",
        icon="send",
        order=40,
        visible=works_on_ledgers,
        group="plan",
    )
)
register_nav(
    NavItem(
        "workplan.circulars",
        "通报",
        "workplan:circulars",
        icon="document",
        order=50,
        visible=works_on_ledgers,
        group="plan",
    )
)
register_nav(
    NavItem(
        "workplan.look_backs",
        "回头看",
        "workplan:look_backs",
        icon="return",
        order=60,
        visible=works_on_ledgers,
        group="plan",
    )
)
register_nav(
    NavItem(
        "workplan.groups", "领导小组", "workplan:groups", icon="users", order=70, visible=works_on_ledgers, group="plan"
    )
)
register_nav(
    NavItem(
        "workplan.hearings",
        "听取汇报",
        "workplan:hearings",
        icon="user",
        order=80,
        visible=works_on_ledgers,
        group="plan",
    )
)
register_nav(
    NavItem(
        "workplan.balances", "期初导入", "workplan:balances", icon="upload", order=90, visible=is_office, group="plan"
    )
)
