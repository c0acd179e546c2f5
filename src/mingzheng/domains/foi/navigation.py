"""The pages of the foi room in the side bar, under 依申请公开."""

from mingzheng.domains.foi.annual.selectors import works_on_reports
from mingzheng.domains.foi.applicants import KNOWERS
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import NavItem, register_group, register_nav


def answers_applications(actor: Actor | None) -> bool:
    """Say whether somebody handles applications of some organ."""
    return actor is not None and any(grant.role in KNOWERS for grant in actor.grants)


register_group("openness", "依申请公开", 25)
register_nav(
    NavItem(
        "foi.list",
        "依申请公开",
        "casework:procedure",
        icon="inbox",
        order=10,
        visible=answers_applications,
        group="openness",
        args=("foi_application",),
    )
)
register_nav(
    NavItem(
        "foi.contests",
        "公开复议诉讼",
        "foi:contests",
        icon="inbox",
        order=15,
        visible=answers_applications,
        group="openness",
    )
)
register_nav(
    NavItem(
        "foi.oversight",
        "公开办理监督",
        "foi:oversight",
        icon="board",
        order=17,
        visible=answers_applications,
        group="openness",
    )
)
register_nav(
    NavItem(
        "foi.tables", "公开年报表", "foi:tables", icon="chart", order=20, visible=answers_applications, group="openness"
    )
)
register_nav(
    NavItem(
        "foi.corrections",
        "更正申请",
        "casework:procedure",
        icon="inbox",
        order=12,
        visible=answers_applications,
        group="openness",
        args=("foi_correction",),
    )
)
register_nav(
    NavItem(
        "foi.mirror",
        "省级平台对照",
        "foi:mirror",
        icon="board",
        order=18,
        visible=answers_applications,
        group="openness",
    )
)
register_nav(
    NavItem("foi.annual", "公开年报", "foi:annual", icon="chart", order=19, visible=works_on_reports, group="openness")
)
