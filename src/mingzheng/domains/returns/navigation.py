"""The pages of the returns room in the side bar."""

from mingzheng.domains.returns.desk.acting import works_on_returns
from mingzheng.platform.desk.public import NavItem, register_nav

register_nav(
    NavItem("returns.forms", "填报", "returns:forms", icon="sheet", order=30, visible=works_on_returns, group="figures")
)
register_nav(
    NavItem(
        "returns.unverified",
        "未核数字",
        "returns:unverified",
        icon="eye",
        order=31,
        visible=works_on_returns,
        group="figures",
    )
)
register_nav(
    NavItem(
        "returns.quick", "记一个数", "returns:quick", icon="phone", order=32, visible=works_on_returns, group="figures"
    )
)
