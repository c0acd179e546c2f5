"""The library and what is about to expire in the side bar."""

from mingzheng.domains.normative.desk.library import reads_library
from mingzheng.platform.desk.public import NavItem, register_group, register_nav

register_group("normative", "规范性文件", 45)
register_nav(
    NavItem(
        "normative.library",
        "政策文件库",
        "normative:library",
        icon="folder",
        order=10,
        visible=reads_library,
        group="normative",
    )
)
register_nav(
    NavItem(
        "normative.expiring",
        "即将到期",
        "normative:expiring",
        icon="clock",
        order=20,
        visible=reads_library,
        group="normative",
    )
)
