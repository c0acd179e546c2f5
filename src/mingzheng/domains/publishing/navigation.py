"""The pages of the publishing room in the side bar, under 发布与门户."""

from mingzheng.domains.publishing.desk.alarms import count_alarms
from mingzheng.domains.publishing.desk.columns import keeps_columns
from mingzheng.domains.publishing.desk.pages import publishes
from mingzheng.domains.publishing.desk.seals import holds_key
from mingzheng.platform.desk.public import NavItem, register_counts, register_group, register_nav

register_group("publishing", "发布与门户", 26)
register_nav(
    NavItem(
        "publishing.list",
        "信息发布",
        "casework:procedure",
        icon="edit",
        order=30,
        visible=publishes,
        group="publishing",
        args=("publication",),
    )
)
register_nav(
    NavItem(
        "publishing.columns", "栏目", "publishing:columns", icon="list", order=31, visible=publishes, group="publishing"
    )
)
register_nav(
    NavItem(
        "publishing.exchange",
        "省平台",
        "publishing:exchange",
        icon="upload",
        order=32,
        visible=publishes,
        group="publishing",
    )
)
register_nav(
    NavItem(
        "publishing.media",
        "新媒体矩阵",
        "publishing:media",
        icon="phone",
        order=33,
        visible=publishes,
        group="publishing",
    )
)
register_nav(
    NavItem(
        "publishing.sheets",
        "补贴公示",
        "publishing:sheets",
        icon="sheet",
        order=34,
        visible=publishes,
        group="publishing",
    )
)
register_nav(
    NavItem(
        "publishing.annual",
        "网站年度报表",
        "publishing:annual",
        icon="chart",
        order=35,
        visible=publishes,
        group="publishing",
    )
)
register_nav(
    NavItem(
        "publishing.alarms",
        "内容比对告警",
        "publishing:alarms",
        icon="bell",
        order=36,
        visible=publishes,
        group="publishing",
    )
)
register_nav(
    NavItem(
        "publishing.seals", "下线封存", "publishing:seals", icon="lock", order=38, visible=holds_key, group="publishing"
    )
)
register_counts(count_alarms)
register_nav(
    NavItem(
        "publishing.unit_sites",
        "单位网站",
        "publishing:unit_sites",
        icon="unit",
        order=37,
        visible=keeps_columns,
        group="publishing",
    )
)
register_nav(
    NavItem(
        "publishing.migrations",
        "旧稿迁移",
        "publishing:migrations",
        icon="folder",
        order=39,
        visible=keeps_columns,
        group="publishing",
    )
)
