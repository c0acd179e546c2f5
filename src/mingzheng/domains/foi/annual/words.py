"""The parts of the report as the form names them, the blocks of text in each, and what a new block begins with. Data."""

from dataclasses import dataclass

from mingzheng.proofing.disclosure.form import PARTS, FormTable

NUMERALS = "一二三四五六"
TABLE_OF_PART = {2: FormTable.OPENNESS, 3: FormTable.APPLICATIONS, 4: FormTable.REMEDIES}


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """A block of text: its part, its heading (none: the part's own text), what it begins with, what belongs in it.

    A sentence of `begins` stands in a new report only when every figure it binds has a value; one ends with 。
    """

    code: str
    part: int
    heading: str
    begins: str
    hint: str


# In a beginning this stands for the report's year.
YEAR = "<year>"
PLANS = (
    BlockPlan(
        "lead",
        1,
        "",
        "根据《中华人民共和国政府信息公开条例》有关规定，编制本年度报告。"
        f"报告中所列数据的统计期限自{YEAR}年1月1日起，至{YEAR}年12月31日止。",
        "编制依据、统计期限。",
    ),
    BlockPlan(
        "proactive",
        1,
        "主动公开情况",
        "本年制发行政规范性文件{{form.made}}件，废止{{form.abolished}}件，"
        "现行有效{{form.in_force}}件。已解读的规范性文件{{normative.interpreted}}。",
        "公开了什么、重点领域、政策解读、回应关切。",
    ),
    BlockPlan(
        "on_request",
        1,
        "依申请公开情况",
        "本年新收政府信息公开申请{{form.new}}件，上年结转{{form.carried_in}}件。"
        "本年度办结{{form.settled}}件，结转下年度继续办理{{form.carried_out}}件。",
        "受理渠道、办理质量、复议诉讼情况。",
    ),
    BlockPlan("management", 1, "政府信息管理情况", "", "制度、保密审查、规范性文件清理、动态更新。"),
    BlockPlan("platform", 1, "政府信息公开平台建设情况", "", "门户网站、政务新媒体、公开专栏、线下查阅点。"),
    BlockPlan(
        "oversight", 1, "监督保障情况", "", "机构人员、培训；政府的报告写明工作考核、社会评议和责任追究结果情况。"
    ),
    BlockPlan(
        "work_points",
        1,
        "年度工作要点落实情况",
        "按照年度政务公开工作要点分工，承办台账{{workplan.items_received}}。已销号{{workplan.items_done}}。"
        "按时销号率{{workplan.on_time_rate}}。",
        "工作要点各项任务落实了什么，未完成的说明原因。",
    ),
    BlockPlan("problems", 5, "存在的主要问题", "", "写具体的问题，不写套话。"),
    BlockPlan("improvements", 5, "改进情况", "", "上一年问题改进得怎样，下一步怎样改。"),
    BlockPlan(
        "fees",
        6,
        "收取信息处理费情况",
        "本年收取信息处理费{{foi.processing_fees}}。",
        "没有收取的，写明没有收取。",
    ),
    BlockPlan("other", 6, "其他事项", "没有其他需要报告的事项。", "没有的也要写明。"),
)
BY_CODE = {plan.code: plan for plan in PLANS}
# Parts that must say something, block by block; 政府信息管理 and the like may be short but not empty.
REQUIRED = tuple(plan.code for plan in PLANS)


# Blocks that say the same in every report; likeness is not judged by them.
SET_PHRASES = frozenset({"lead", "on_request", "fees", "other"})


def part_heading(part: int) -> str:
    """Return a part's heading with its number: 「一、总体情况」."""
    return f"{NUMERALS[part - 1]}、{PARTS[part - 1]}"


def blocks_of(part: int) -> tuple[BlockPlan, ...]:
    """Return the blocks of a part in order."""
    return tuple(plan for plan in PLANS if plan.part == part)


def title_of(organ: str, year: int) -> str:
    """Return the title the form prescribes: <机关全称><年份>年政府信息公开工作年度报告."""
    return f"{organ}{year}年政府信息公开工作年度报告"
