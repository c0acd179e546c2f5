"""Government services 政务服务: items, lists, counters, self-service, certificates, ratings (S75 to S103)."""

from mingzheng.figures.declaration import Dimension
from mingzheng.figures.declared.wording import counted, listed, percentage, rule, share, target
from mingzheng.figures.periods import PeriodKind

AS_OF = PeriodKind.AS_OF
CATEGORY = Dimension("category", "类别")
POWERS = (
    ("licences", "行政许可"),
    ("penalties", "行政处罚"),
    ("compulsions", "行政强制"),
    ("levies", "行政征收"),
    ("payments", "行政给付"),
    ("rewards", "行政奖励"),
    ("confirmations", "行政确认"),
    ("rulings", "行政裁决"),
    ("inspections", "行政检查"),
    ("others", "其他"),
)

ITEMS = (
    counted("services.items", "依申请政务服务事项", "依申请办理的政务服务事项", "项", "S75", dimensions=(CATEGORY,)),
    counted("services.licence_items", "行政许可事项", "依申请政务服务事项中的行政许可", "项", "S75"),
    counted("services.public_items", "公共服务事项", "依申请政务服务事项中的公共服务", "项", "S75"),
    counted("services.portal_items", "网上可申请事项", "可在政务服务网申请办理的区级事项", "项", "S75"),
    counted("services.stationed_district_items", "进驻区级事项", "进驻办事大厅的区级政务服务事项", "项", "S75 S84"),
    counted("services.power_units", "权责清单单位", "公布权责清单的区级单位", "个", "S76", period=AS_OF),
    counted("services.powers", "权责清单事项", "公布的权责清单事项", "项", "S76", period=AS_OF, dimensions=(CATEGORY,)),
    *(
        counted(f"services.power_{code}", f"权责清单{title}事项", f"权责清单中的{title}事项", "项", "S76", period=AS_OF)
        for code, title in POWERS
    ),
    counted("services.batch_one", "标准化事项第一批", "“二次统筹”第一批标准化事项", "项", "S78"),
    counted("services.batch_two", "标准化事项第二批", "“二次统筹”第二批标准化事项", "项", "S78"),
    counted("services.online_items", "网上可办事项", "网上可办的政务服务事项", "项", "S79"),
    share(
        "services.online_share",
        "网上可办率",
        "services.online_items",
        "services.items",
        "S79",
        counts="网上可办事项占依申请事项的比例",
    ),
    counted("services.one_visit_items", "最多跑一次事项", "最多跑一次的政务服务事项", "项", "S79"),
    share(
        "services.one_visit_share",
        "最多跑一次率",
        "services.one_visit_items",
        "services.items",
        "S79",
        counts="最多跑一次事项占依申请事项的比例",
    ),
    percentage("services.apply_online_rate", "可在线申办率", "可在线申办事项占区级事项的比例", "S79"),
    listed("services.simple_lists", "极简办清单", "公布的“极简办”清单", "张", "S80"),
    counted("services.simple_items", "极简办事项", "公布的“极简办”事项", "个", "S80"),
    listed("services.simple_fields", "极简办重点领域", "“极简办”的重点领域", "大", "S80"),
    counted("services.simple_business_measures", "商事登记极简办措施", "商事登记“极简办”措施", "项", "S80"),
    counted("services.simple_approval_items", "极简审批事项", "“极简审批”改革事项", "项", "S80"),
)

COUNTERS = (
    counted("services.themes", "一件事主题服务", "上线的“一件事”主题服务", "项", "S82"),
    target("services.themes_planned", "拟新增一件事主题", "年度拟新增的“一件事”主题", "个", "S82"),
    counted("services.counter_items", "综合窗口事项", "综合窗口可办理的事项", "项", "S84"),
    counted("services.hall_items", "进驻中心事项", "进驻政务服务中心的事项", "项", "S84"),
    share(
        "services.counter_share",
        "综合窗口事项占比",
        "services.counter_items",
        "services.hall_items",
        "S84",
        counts="综合窗口事项占进驻中心事项的比例",
    ),
    listed("services.start_up_matters", "开办企业综合事项", "开办企业窗口综合受理的事项", "个", "S85"),
    counted("services.agency_cases", "代办服务", "为企业提供的代办服务", "宗", "S86"),
    counted("services.free_seals", "免费刻章企业", "享受免费刻章的新办企业", "户", "S87"),
    counted(
        "services.seal_savings", "免费刻章节省费用", "免费刻章为企业节省的费用", "元", "S87", scale="万", decimals=3
    ),
    counted("services.incentive_cases", "政策兑现业务", "受理的惠企政策兑现业务", "件", "S88"),
    counted(
        "services.incentive_amount", "政策兑现申报金额", "惠企政策兑现申报的金额", "元", "S88", scale="万", decimals=2
    ),
    counted("services.appointments", "预约办事", "线上线下预约办事", "件", "S89"),
    counted("services.terminal_items", "自助终端业务", "自助终端可办业务", "项", "S90"),
    counted("services.terminal_insurance", "自助区社保业务", "自助区可办社保业务", "项", "S90"),
    counted("services.terminal_police", "自助区公安业务", "自助区可办公安业务", "项", "S90"),
    counted("services.terminal_traffic", "自助区交警业务", "自助区可办交警业务", "项", "S90"),
    counted("services.terminal_cases", "自助终端业务量", "自助终端办理的业务", "笔", "S90", scale="万", decimals=2),
    counted(
        "services.terminal_persons", "自助终端服务人次", "自助终端服务的群众", "人次", "S90", scale="万", decimals=2
    ),
    counted("services.terminals", "自助终端", "布设的自助终端", "台", "S90", period=AS_OF),
    counted("services.terminal_volume", "自助终端累计办理量", "自助终端累计办理的业务", "宗", "S90", period=AS_OF),
    rule("services.self_service_hours", "自助区开放时间", "自助办理区每日开放的时间", "小时", "S90"),
    rule("services.smart_hours", "智能服务时间", "智能服务的时间", "小时", "S90"),
    counted("services.second_notices", "违反一次性告知", "未一次性告知的办件", "件", "S91"),
    counted("services.sunk_medical", "医保下沉事项", "下沉到基层办理的医保经办服务", "项", "S92"),
    counted("services.sunk_insurance", "社保下沉事项", "下沉到基层办理的社保服务", "项", "S92"),
    listed("services.levels", "服务体系层级", "政务服务体系的层级", "级", "S92"),
    listed("services.hall_levels", "服务场所层级", "政务服务场所的层级", "级", "S92"),
)

LICENCES = (
    counted("licences.types", "已开发电子证照", "已开发的电子证照种类", "种", "S93", period=AS_OF),
    counted("licences.issued", "签发电子证照", "签发的电子证照", "张", "S93", period=AS_OF),
    counted("licences.types_reviewed", "已梳理电子证照", "完成梳理的电子证照", "个", "S93"),
    counted("licences.linked_items", "用证对接事项", "实现用证对接的政务服务事项", "项", "S94", period=AS_OF),
    target("licences.code_items_planned", "亮码用证目标事项", "计划实现“亮码用证”的高频事项", "项", "S94"),
    percentage("licences.seal_coverage", "电子印章覆盖率", "已制发电子印章的单位比例", "S95"),
    counted("licences.shared_types", "共享电子证照", "接入共享的电子证照种类", "类", "S96", period=AS_OF),
)

APPROVALS = (
    counted("services.deferrable_items", "容缺受理事项", "推进容缺受理的事项", "项", "S98", period=AS_OF),
    percentage("services.deferrable_share", "容缺受理占比", "容缺受理事项占事项总数的比例", "S98", decimals=1),
    percentage("services.speed_up", "平均提速", "承诺时限比法定时限平均压缩的比例", "S98", decimals=1),
    counted("services.parallel_items", "并联审批事项", "工程建设项目并联审批事项", "项", "S99"),
    counted("services.cases", "办件", "受理的政务服务办件", "件", "S100", dimensions=(Dimension("channel", "渠道"),)),
    counted("services.cross_items_frequent", "跨省省内通办高频事项", "跨省、省内通办的高频事项", "项", "S101"),
    counted("services.cross_items_agreed", "跨域通办事项", "合作协议约定的跨域通办事项", "项", "S101"),
    counted("services.cross_city_units", "跨城通办单位", "开展跨城通办的单位", "个", "S101"),
    counted("services.cross_city_items", "跨城通办事项", "开展跨城通办的事项", "个", "S101"),
    listed("services.partner_places", "通办合作地", "签订通办协议的地方", "地/市", "S101"),
    counted("services.proxy_items", "异地代收代办事项", "可异地代收代办的事项", "项", "S102"),
    counted("services.proxy_cases", "异地代收代办业务", "办理的异地代收代办业务", "件", "S102"),
    counted("ratings.received", "好差评评价", "收到的政务服务评价", "件", "S103", scale="万", decimals=2),
    percentage("ratings.active_rate", "主动评价率", "主动评价占评价的比例", "S103"),
    listed("ratings.levels", "好差评覆盖层级", "“好差评”覆盖的层级", "级", "S103"),
)

FIGURES = (*ITEMS, *COUNTERS, *LICENCES, *APPROVALS)
