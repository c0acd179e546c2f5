"""Hotline, oversight, data, integrated governance, safety and legal study: what S05, S06, S67 to S74 and S104 to S125 report."""

from mingzheng.figures.declared.wording import counted, listed, percentage, ranked, rule, share
from mingzheng.figures.periods import PeriodKind

AS_OF = PeriodKind.AS_OF

DIALOGUE = (
    counted("dialogue.messages", "网络问政留言", "互动交流平台收到的留言", "条", "S70", period=AS_OF),
    counted("dialogue.answered", "已回复留言", "互动交流平台已回复的留言", "条", "S70", period=AS_OF),
    share(
        "dialogue.answer_rate",
        "留言回复率",
        "dialogue.answered",
        "dialogue.messages",
        "S70",
        counts="已回复留言占收到留言的比例",
        decimals=2,
    ),
    counted("advice.questions", "政策咨询问题", "政策咨询平台收到的问题", "个", "S67"),
    counted("advice.answered", "政策问答已答", "智能问答已回答的问题", "个", "S68"),
)

HOTLINE = (
    counted("hotline.orders", "热线工单", "12345热线接到的工单", "件", "S73"),
    counted("hotline.accepted", "热线受理事项", "12345热线受理的有效事项", "宗", "S73"),
    counted("hotline.closed", "热线办结事项", "12345热线办结的事项", "宗", "S73"),
    share(
        "hotline.closing_rate",
        "热线办结率",
        "hotline.closed",
        "hotline.accepted",
        "S73",
        counts="办结事项占受理有效事项的比例",
        decimals=2,
    ),
    percentage("hotline.satisfaction", "热线满意率", "热线服务对象表示满意的比例", "S73"),
    percentage("hotline.reviewed_satisfaction", "热线研判后满意率", "剔除不合理评价后的满意比例", "S73"),
    rule("hotline.enterprise_limit", "企业投诉办结时限", "企业投诉办结的时限", "个工作日", "S74"),
    percentage("hotline.enterprise_on_time", "企业投诉按时办结率", "企业投诉在时限内办结的比例", "S74"),
)

OVERSIGHT = (
    counted("oversight.matters", "监管事项", "“互联网+监管”的监管事项", "项", "S104"),
    counted("oversight.implementations", "监管实施清单", "“互联网+监管”的实施清单", "项", "S104"),
    counted("oversight.matters_active", "有监管行为事项", "有监管行为数据的事项", "项", "S104"),
    counted("oversight.matters_idle", "无监管行为事项", "没有监管行为数据的事项", "项", "S104"),
    share(
        "oversight.coverage",
        "监管事项覆盖率",
        "oversight.matters_active",
        "oversight.matters",
        "S104",
        counts="有监管行为事项占监管事项的比例",
        decimals=2,
    ),
)

DATA = (
    counted("datashare.resources", "数据资源编目挂接", "编目挂接的数据资源", "条", "S108"),
    counted("datashare.linked", "对接数据资源", "对接的政务数据资源", "个", "S109", period=AS_OF),
    counted("datashare.records", "获取共享数据", "通过共享平台获取的数据", "条", "S109", period=AS_OF, scale="万"),
    counted("datashare.open_datasets", "开放数据集", "开放的公共数据集", "个", "S110", period=AS_OF),
    counted("datashare.pilot_towns", "首席数据官试点镇街", "首席数据官试点镇（街）", "个", "S111"),
    counted("datashare.pilot_departments", "首席数据官试点部门", "首席数据官试点部门", "个", "S111"),
    counted("datashare.pilot_units", "首席数据官试点单位", "首席数据官试点单位", "个", "S111"),
    counted("datashare.projects", "信息化项目审查", "审查的政务信息化项目方案", "个", "S113"),
    rule("governance.quality_rhythm", "服务质检通报频次", "政务服务质检数据通报的频次", "次/周", "S81"),
)

GOVERNANCE = (
    listed("governance.fields", "一网统管应用领域", "“一网统管”的应用领域", "大", "S114"),
    rule("governance.plan_years", "一网统管行动年限", "“一网统管”行动计划的年限", "年", "S114"),
    ranked("governance.platform_rank", "区级平台先后", "区级治理平台在全市建成的先后", "个", "S115"),
    ranked("governance.cockpit_batch", "驾驶舱专题批次", "领导驾驶舱专题上线的批次", "批", "S115"),
    listed("governance.map_classes", "网格地图要素类别", "网格地图的要素类别", "类", "S117"),
    counted("governance.videos_catalogued", "视频资源编目", "一机一档编目的视频资源", "条", "S118"),
    counted("governance.videos_pushed", "推送视频", "整合推送的优质视频", "路", "S118"),
    percentage("upkeep.cloud_share", "信息系统上云率", "部署在政务云上的信息系统比例", "S119"),
    counted("upkeep.graded_systems", "定级备案系统", "完成等级保护定级备案的信息系统", "个", "S119", period=AS_OF),
    counted("upkeep.drills", "网络安全演练", "开展的网络安全攻防演练", "次", "S120"),
)

LEARNING = (
    counted("learning.sessions", "集中学法", "组织的集中学法", "场次", "S122", period=AS_OF),
    counted("learning.publicity", "法治宣传", "开展的法治宣传活动", "场次", "S124", period=AS_OF),
    percentage("learning.exam_participation", "学法考试参考率", "参加学法考试人员占应考人员的比例", "S123"),
    percentage("learning.exam_excellence", "学法考试优秀率", "学法考试优秀人员占参考人员的比例", "S123"),
    rule("learning.books", "学法书籍", "每人配发的学法书籍", "套/人", "S122"),
    ranked("learning.constitution_day", "国家宪法日届次", "国家宪法日的届次", "届次", "S124"),
    counted("workplan.group_meetings", "领导小组会议", "领导小组召开的会议", "次", "S05"),
    counted("workplan.hearings", "专题听取汇报", "主要负责人专题听取工作汇报", "次", "S06"),
)

FIGURES = (*DIALOGUE, *HOTLINE, *OVERSIGHT, *DATA, *GOVERNANCE, *LEARNING)
