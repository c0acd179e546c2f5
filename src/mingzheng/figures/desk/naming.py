"""Words for the screens: business areas by room, how a value comes about."""

from mingzheng.figures.declaration import Change, Events, Figure, Ratio, Readings, Rows, Total

ROOMS = {
    "advice": "政策咨询",
    "appraisal": "考核通报",
    "auditing": "审计监督",
    "casework": "事项办理",
    "correspondence": "办文",
    "datashare": "数据共享",
    "decisions": "依法决策",
    "dialogue": "政民互动",
    "foi": "依申请公开",
    "governance": "一网统管",
    "hotline": "12345热线",
    "learning": "学法普法",
    "local": "单位自定",
    "licences": "电子证照",
    "meetings": "会议活动",
    "normative": "规范性文件",
    "office": "机关运行",
    "openness": "公开目录",
    "outreach": "宣传报道",
    "oversight": "监管执法",
    "participation": "公众参与",
    "patrol": "网站巡检",
    "proofreading": "核校",
    "proposals": "建议提案",
    "publishing": "政务公开",
    "ratings": "好差评",
    "reports": "年度报告",
    "returns": "数据填报",
    "services": "政务服务",
    "supervision": "督查督办",
    "upkeep": "安全运维",
    "workplan": "工作要点",
    "writing": "以文辅政",
}


def source_label(figure: Figure) -> str:
    """Return in one word how the value of a figure comes about."""
    source = figure.source
    if isinstance(source, Readings):
        return "单位填报"
    if isinstance(source, Rows | Events):
        return "系统统计"
    return {Ratio: "比例计算", Total: "合计", Change: "同比计算"}[type(source)]


def source_words(figure: Figure) -> str:
    """Return in one sentence how the value of a figure comes about."""
    source = figure.source
    if isinstance(source, Readings):
        return "由单位填报，附佐证材料，经另一人核验。"
    if isinstance(source, Events):
        return "由系统随每次办理累计，每晚与逐件复核比对。"
    if isinstance(source, Rows):
        return "由系统按登记的记录逐条统计。"
    return "由下列指标计算；如另有填报值，以填报值为准并提示差异。"
