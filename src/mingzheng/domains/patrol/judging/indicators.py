"""The indicators 检查指标: single veto 单项否决 and deductions 扣分指标, each with its points and where they come from. Pure data.

Values proven by official texts say so in `basis`; the others are to be confirmed by the office [CFG]. What a program
cannot see stands in BY_HAND, so that nobody takes a clean run for a passed inspection.

Legal basis: 国办秘函〔2019〕19号; 国办发〔2017〕47号
"""

from collections.abc import Mapping
from dataclasses import dataclass

VETO, RELEASE, SERVICE, EXCHANGE, DESIGN, HINT = "veto", "release", "service", "exchange", "design", "hint"
GROUPS: Mapping[str, str] = {
    VETO: "单项否决",
    RELEASE: "发布解读",
    SERVICE: "办事服务",
    EXCHANGE: "互动交流",
    DESIGN: "功能设计",
    HINT: "问题提示",
}
# Of these only 办事服务 = 25 follows from the rules (75 × 4/3); the other three share the rest [CFG].
GROUP_POINTS: Mapping[str, float] = {RELEASE: 35.0, SERVICE: 25.0, EXCHANGE: 20.0, DESIGN: 20.0}
INDEX = "国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》"
GUIDE = "国办发〔2017〕47号《政府网站发展指引》"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: `each` points a finding, never more than `most` together (0: the group's bound alone)."""

    code: str
    title: str
    group: str
    each: float = 0.0
    most: float = 0.0
    basis: str = INDEX
    advice: str = ""

    @property
    def is_veto(self) -> bool:
        """Say whether one finding alone fails the site."""
        return self.group == VETO


def _by_code(*rows: Indicator) -> dict[str, Indicator]:
    return {row.code: row for row in rows}


INDICATORS: Mapping[str, Indicator] = _by_code(
    Indicator("grave_wording", "严重表述错误", VETO, advice="立即核实并更正，必要时先下线"),
    Indicator("secrecy_mark", "疑有涉密标志", VETO, advice="立即下线，报告保密工作机构"),
    Indicator("harmful", "链接或内容疑被篡改", VETO, advice="立即核实并清除，查明来源，保存证据"),
    Indicator("forged_date", "发布日期晚于检查日", VETO, advice="核实并改为真实的发布日期，不得伪造发稿日期"),
    Indicator("unreachable", "站点无法访问", VETO, advice="查明无法访问的原因，恢复后持续监测"),
    Indicator("front_stale", "首页不更新", VETO, advice="在首页发布近期信息并注明日期"),
    Indicator("columns_stale", "栏目不更新（累计）", VETO, advice="逐个更新超期栏目，无法保障的合并或取消"),
    Indicator("columns_blank", "空白栏目（累计）", VETO, advice="补充内容，无内容的栏目先不对外显示"),
    Indicator("no_consulting", "未提供咨询建言渠道", VETO, advice="开设网上咨询、留言渠道并在首页给出入口"),
    Indicator("no_services", "未提供办事服务", VETO, advice="提供办事服务或者到政务服务网的入口"),
    Indicator("guides_poor", "办事指南要素普遍缺失", VETO, advice="逐项补齐办事指南要素"),
    Indicator("no_overview", "未开设概况信息", RELEASE, 5, 5, advice="开设概况信息栏目"),
    Indicator("no_functions", "未开设机构职能", RELEASE, 5, 5, advice="开设机构职能栏目"),
    Indicator("no_leaders", "未开设领导信息", RELEASE, 5, 5, advice="开设领导信息栏目"),
    Indicator("no_news", "未开设动态要闻", RELEASE, 5, 5, advice="开设动态要闻栏目"),
    Indicator("no_policy", "未开设政策文件", RELEASE, 5, 5, advice="开设政策文件栏目"),
    Indicator("no_interpretation", "未开设政策解读", RELEASE, 5, 5, advice="开设政策解读栏目"),
    Indicator("stale_news", "动态要闻栏目未更新", RELEASE, 5, 5, advice="更新栏目内容"),
    Indicator("stale_policy", "政策文件、通知公告栏目未更新", RELEASE, 5, 5, advice="更新栏目内容"),
    Indicator("stale_interpretation", "政策解读栏目未更新", RELEASE, 5, 5, advice="更新栏目内容"),
    Indicator("stale_column", "栏目应更新未更新", RELEASE, 3, advice="更新栏目内容，或调整、合并栏目"),
    Indicator("blank_column", "空白栏目", RELEASE, 5, advice="补充内容，无内容的栏目先不对外显示"),
    Indicator("guide_missing", "办事指南要素缺失", SERVICE, 1, advice="补齐缺失的要素"),
    Indicator("guide_vague", "办事材料兜底表述", SERVICE, 1, advice="写明材料名称，不用“其他”“有关材料”等表述"),
    Indicator("stale_statistics", "办事统计数据未更新", SERVICE, 2, 2, advice="更新办事统计数据"),
    Indicator("stale_replies", "留言答复未更新", EXCHANGE, 3, 3, advice="公开近期留言答复"),
    Indicator("stale_consultation", "访谈、征集栏目未更新", EXCHANGE, 3, advice="更新栏目内容"),
    Indicator("domain", "域名不合规范", DESIGN, 2, 2, GUIDE, advice="使用 gov.cn 域名"),
    Indicator("no_site_code", "页尾缺网站标识码", DESIGN, 2, 2, GUIDE, advice="在页尾标明 10 位网站标识码"),
    Indicator("no_icp", "页尾缺 ICP 备案号", DESIGN, 1, 1, GUIDE, advice="在页尾标明备案号"),
    Indicator("no_police", "页尾缺公安机关备案号", DESIGN, 1, 1, GUIDE, advice="在页尾标明备案号"),
    Indicator("no_correction", "页尾缺“我为政府网站找错”入口", DESIGN, 2, 2, GUIDE, advice="在页尾加找错入口"),
    Indicator("no_sponsor", "页尾缺主办单位", DESIGN, 1, 1, GUIDE, advice="在页尾标明主办单位"),
    Indicator("no_contact", "页尾缺联系方式", DESIGN, 1, 1, GUIDE, advice="在页尾标明联系电话"),
    Indicator("no_sitemap", "缺网站地图", DESIGN, 1, 1, GUIDE, advice="提供网站地图并在页尾给出入口"),
    Indicator("no_search", "首页没有站内搜索", DESIGN, 2, 2, advice="在首页提供搜索框"),
    Indicator("site_tags", "缺站点级页面标签", DESIGN, 1, 2, GUIDE, advice="补 SiteName、SiteDomain、SiteIDCode 标签"),
    Indicator("column_tags", "缺栏目级页面标签", DESIGN, 0.5, 2, GUIDE, advice="补 ColumnName 等标签"),
    Indicator(
        "article_tags", "缺内容级页面标签", DESIGN, 0.1, 2, GUIDE, advice="补 ArticleTitle、PubDate、ContentSource 标签"
    ),
    Indicator("dead_front", "首页错链断链", DESIGN, 1, advice="更正或者取消链接"),
    Indicator("dead_link", "错链断链", DESIGN, 0.1, advice="更正或者取消链接"),
    Indicator("no_alt", "图片缺替代文字", DESIGN, 0.1, 1, "GB/T 37668-2019", advice="为图片写替代文字"),
    Indicator("no_language", "页面未声明语言", DESIGN, 0.5, 0.5, "GB/T 37668-2019", advice="声明页面语言"),
    Indicator("privacy", "个人隐私泄露", HINT, basis="个人信息保护法；国办发〔2018〕123号", advice="立即脱敏或者下线"),
    Indicator("wording", "表述、错别字", HINT, basis="国办秘函〔2019〕19号；GB/T 15834、15835", advice="核实后勘误"),
    Indicator("slow", "打开缓慢", HINT, advice="查明打开缓慢的原因"),
    Indicator("by_hand", "人工巡查发现的问题", HINT, advice="核实后整改"),
)

# What has to be looked at by people; the run page lists it beside the score.
BY_HAND: tuple[tuple[str, str], ...] = (
    (VETO, "发布或链接反动、暴力、色情等内容的最终认定；因管理不当引发严重负面舆情"),
    (VETO, "超过 3 个月未回应有效留言（须看后台留言）"),
    (RELEASE, "概况、机构职能、领导信息是否准确；规范性文件与解读是否相互关联"),
    (SERVICE, "表格样表能否下载使用，指南内容与实际办理是否一致"),
    (EXCHANGE, "注册、提交能否完成；模拟咨询 5 个工作日是否答复；答复是否敷衍"),
    (DESIGN, "IPv6 改造、一号登录、兼容性，“找错”留言 3 个工作日办理"),
    ("bonus", "加分指标（30 分）由人工评定，超过 80 分的才进入"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of column: how it is named, how long it may stand still, and which indicator says it did."""

    code: str
    title: str
    words: str
    days: int
    stale: str
    veto: str = ""


# In the order names are tried. `veto`: "dynamic" counts towards five, "" only towards ten (单项否决：栏目不更新).
KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("interpretation", "政策解读", r"解读", 183, "stale_interpretation"),
        Kind("replies", "留言答复", r"留言|答复|回复|回应|信件", 61, "stale_replies"),
        Kind("consultation", "访谈、征集调查", r"访谈|征集|调查", 365, "stale_consultation"),
        Kind("statistics", "办事统计", r"办事统计|办件统计|办理统计", 92, "stale_statistics"),
        Kind("personnel", "人事、规划计划", r"人事|规划|计划", 365, "stale_column"),
        Kind("news", "动态、要闻", r"动态|要闻|新闻|快讯", 14, "stale_news", "dynamic"),
        Kind("notice", "通知公告", r"通知|公告|公示", 183, "stale_policy", "dynamic"),
        Kind("policy", "政策文件", r"政策|文件|规章", 183, "stale_policy", "dynamic"),
        Kind("topic", "专题", r"专题|专栏", 183, "stale_column"),
        Kind("fixed", "固定内容", r"概况|简介|职能|职责|领导|指南|年报|区情|县情", 0, ""),
    )
}
# How long the front page and each kind of column may stand still, and how many make a veto.
DAYS: Mapping[str, int] = {"front": 14, **{kind.code: kind.days for kind in KINDS.values() if kind.days}}
THRESHOLDS: Mapping[str, int] = {
    "stale_dynamic": 5,
    "stale_any": 10,
    "blank_any": 5,
    "guide_missing_many": 4,
    "guides_poor": 5,
}
GUIDE_ELEMENTS: Mapping[str, str] = {
    "事项名称": r"事项名称|项目名称",
    "设定依据": r"设定依据|办理依据|法律依据|实施依据",
    "申请条件": r"申请条件|受理条件|办理条件|申报条件",
    "办理材料": r"办理材料|申请材料|申报材料|所需材料|提交材料",
    "办理地点": r"办理地点|受理地点|办公地址|办理地址",
    "办理时间": r"办理时间|办公时间|受理时间|工作时间",
    "联系电话": r"联系电话|咨询电话|咨询方式|联系方式",
    "办理流程": r"办理流程|办理程序|申请流程|办事流程",
}
# Words by which tampered pages are commonly known; an office adds its own [CFG].
HARMFUL_WORDS: tuple[str, ...] = (
    "博彩",
    "赌场",
    "六合彩",
    "时时彩",
    "色情",
    "成人影片",
    "代开发票",
    "办证刻章",
    "外围投注",
)
