"""The page of patrol in the side bar, under 政务公开."""

from mingzheng.domains.patrol.desk.pages import patrols
from mingzheng.platform.desk.public import NavItem, register_nav

register_nav(
    NavItem("patrol.board", "网站巡检", "patrol:board", icon="eye", order=60, visible=patrols, group="openness")
)
