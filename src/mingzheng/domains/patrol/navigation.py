"""The page of patrol in the side bar, under 发布与门户."""

from mingzheng.domains.patrol.desk.pages import patrols
from mingzheng.platform.desk.public import NavItem, register_group, register_nav

register_group("publishing", "发布与门户", 26)
register_nav(
    NavItem("patrol.board", "网站巡检", "patrol:board", icon="eye", order=60, visible=patrols, group="publishing")
)
