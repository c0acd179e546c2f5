"""The pages of the reports room in the side bar, under 统计."""

from mingzheng.domains.reports.permissions import works_on_reports
from mingzheng.platform.desk.public import NavItem, register_nav

register_nav(
    NavItem(
        "reports.board",
        "年度报告",
        "reports:board",
        icon="document",
        order=40,
        visible=works_on_reports,
        group="figures",
    )
)
register_nav(
    NavItem(
        "reports.earlier",
        "往年报告",
        "reports:earlier",
        icon="upload",
        order=50,
        visible=works_on_reports,
        group="figures",
    )
)
