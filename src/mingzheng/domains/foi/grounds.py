"""The grounds of an answer 处理决定, A1 to F3: their article, the row of the annual report they count in, what each must say.

Data of law. Which remedy follows is `remedies`; whether an answer may go out is `rules`; words of the letter are `letters/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LAW = "《中华人民共和国政府信息公开条例》"


class Remedy(StrEnum):
    """Which way is open against an answer: review first 复议前置, or review or suit as the applicant chooses."""

    REVIEW_FIRST = "R-A"
    FREE_CHOICE = "R-B"


class Ask(StrEnum):
    """What a ground must be supported with, and the letter must say."""

    WHERE_PUBLISHED = "where_published"
    MEANS = "means"
    WITHHELD = "withheld"
    WITHHELD_GROUND = "withheld_ground"
    STATUTE = "statute"
    DISCRETION = "discretion"
    THIRD_PARTY = "third_party"
    SEARCH_RECORD = "search_record"
    COMPETENT_ORGAN = "competent_organ"
    EARLIER_ANSWER = "earlier_answer"
    CHANNEL = "channel"
    REASONS_JUDGED = "reasons_judged"
    SUB_GROUND = "sub_ground"
    REASON = "reason"


ASK_LABELS: Mapping[Ask, str] = {
    Ask.WHERE_PUBLISHED: "公开的位置（网址、公报期次等）",
    Ask.MEANS: "提供的方式、途径和时间",
    Ask.WITHHELD: "不予公开的部分及理由",
    Ask.WITHHELD_GROUND: "不予公开部分的依据",
    Ask.STATUTE: "禁止公开的法律、行政法规及条款",
    Ask.DISCRETION: "决定不予公开的裁量理由",
    Ask.THIRD_PARTY: "征求第三方意见的情况",
    Ask.SEARCH_RECORD: "检索记录（范围、关键词、检索人、时间）",
    Ask.COMPETENT_ORGAN: "负责公开的机关名称和联系方式",
    Ask.EARLIER_ANSWER: "原答复的文号和日期",
    Ask.CHANNEL: "可以选择的渠道或途径",
    Ask.REASONS_JUDGED: "申请人说明的理由及认定",
    Ask.SUB_GROUND: "具体情形",
    Ask.REASON: "理由",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. `row` is the row of table 2 of the annual report it counts in."""

    code: str
    group: str
    title: str
    articles: str
    row: str
    asks: tuple[Ask, ...]
    remedy: Remedy = Remedy.FREE_CHOICE
    optional: tuple[Ask, ...] = ()
    after: str = ""
    discretionary: bool = False

    @property
    def basis(self) -> str:
        """Return the article as a letter cites it."""
        return f"{LAW}{self.articles}" if self.articles else ""


_FIRST = Remedy.REVIEW_FIRST
OPEN, PART, WITHHELD = "予以公开", "部分公开", "不予公开"
NOT_HELD, NOT_HANDLED, OTHER = "无法提供", "不予处理", "其他处理"

GROUNDS: tuple[Ground, ...] = (
    Ground("A1", OPEN, "已主动公开，告知获取方式、途径", "第三十六条第（一）项", "r03", (Ask.WHERE_PUBLISHED,)),
    Ground("A2", OPEN, "可以公开，提供该信息", "第三十六条第（二）项", "r03", (Ask.MEANS,)),
    Ground("B1", PART, "区分处理，部分公开", "第三十七条", "r04", (Ask.MEANS, Ask.WITHHELD, Ask.WITHHELD_GROUND)),
    Ground("C1", WITHHELD, "依法确定为国家秘密", "第十四条、第三十六条第（三）项", "r05", (Ask.REASON,), _FIRST),
    Ground(
        "C2",
        WITHHELD,
        "法律、行政法规禁止公开",
        "第十四条、第三十六条第（三）项",
        "r06",
        (Ask.STATUTE, Ask.REASON),
        _FIRST,
    ),
    Ground(
        "C3",
        WITHHELD,
        "公开后可能危及国家安全、公共安全、经济安全、社会稳定",
        "第十四条、第三十六条第（三）项",
        "r07",
        (Ask.REASON,),
        _FIRST,
    ),
    Ground(
        "C4",
        WITHHELD,
        "涉及商业秘密、个人隐私，公开会损害第三方合法权益",
        "第十五条、第三十二条、第三十六条第（三）项",
        "r08",
        (Ask.THIRD_PARTY, Ask.REASON),
        _FIRST,
    ),
    Ground(
        "C5",
        WITHHELD,
        "人事管理、后勤管理、内部工作流程等内部事务信息",
        "第十六条第一款、第三十六条第（三）项",
        "r09",
        (Ask.DISCRETION,),
        _FIRST,
        discretionary=True,
    ),
    Ground(
        "C6",
        WITHHELD,
        "讨论记录、过程稿、磋商信函、请示报告等过程性信息",
        "第十六条第二款、第三十六条第（三）项",
        "r10",
        (Ask.DISCRETION,),
        _FIRST,
        discretionary=True,
    ),
    Ground(
        "C7",
        WITHHELD,
        "行政执法案卷信息",
        "第十六条第二款、第三十六条第（三）项",
        "r11",
        (Ask.DISCRETION,),
        _FIRST,
        discretionary=True,
    ),
    Ground(
        "C8",
        WITHHELD,
        "工商、不动产登记资料等行政查询事项，依照有关法律、行政法规办理",
        "第三十六条第（七）项",
        "r12",
        (Ask.STATUTE, Ask.CHANNEL),
    ),
    Ground("D1a", NOT_HELD, "经检索没有所申请的信息", "第三十六条第（四）项", "r13", (Ask.SEARCH_RECORD,)),
    Ground(
        "D1b",
        NOT_HELD,
        "不属于本机关负责公开",
        "第三十六条第（五）项",
        "r13",
        (Ask.REASON,),
        optional=(Ask.COMPETENT_ORGAN,),
    ),
    Ground("D2", NOT_HELD, "没有现成信息，需要另行制作或者加工、分析", "第三十八条", "r14", (Ask.REASON,)),
    Ground("D3", NOT_HELD, "补正后申请内容仍不明确", "第三十条", "r15", (Ask.REASON,), after="supplement"),
    Ground(
        "E1",
        NOT_HANDLED,
        "以政府信息公开申请的形式进行信访、投诉、举报等活动",
        "第三十九条第一款",
        "r16",
        (Ask.REASON,),
        optional=(Ask.CHANNEL,),
    ),
    Ground("E2", NOT_HANDLED, "重复申请公开相同政府信息", "第三十六条第（六）项", "r17", (Ask.EARLIER_ANSWER,)),
    Ground(
        "E3",
        NOT_HANDLED,
        "要求提供政府公报、报刊、书籍等公开出版物",
        "第三十九条第二款",
        "r18",
        (),
        optional=(Ask.CHANNEL,),
    ),
    Ground(
        "E4",
        NOT_HANDLED,
        "申请数量、频次明显超过合理范围，理由不合理",
        "第三十五条",
        "r19",
        (Ask.REASONS_JUDGED,),
        after="explain_excess",
    ),
    Ground("E5", NOT_HANDLED, "要求对已获取的政府信息进行确认或者重新出具", "", "r20", (Ask.REASON,)),
    Ground("F1", OTHER, "无正当理由逾期不补正，视为放弃申请", "第三十条", "r21", (), after="ask_supplement"),
    Ground("F2", OTHER, "逾期未按收费通知缴纳费用，视为放弃申请", "第四十二条", "r22", (), after="ask_fee"),
    Ground("F3", OTHER, "其他", "", "r23", (Ask.REASON,)),
    # 不属于政府信息、党务信息、已移交档案馆 …: the cases are a local table [CFG] (rules.md 13, item 4).
    Ground("F3a", OTHER, "其他情形，不作为政府信息公开申请办理", "", "r23", (Ask.SUB_GROUND, Ask.REASON)),
)

BY_CODE: Mapping[str, Ground] = {ground.code: ground for ground in GROUNDS}


def get_ground(code: str) -> Ground:
    """Return a ground. Raises KeyError for a code that is none."""
    return BY_CODE[code]


def row_of(code: str) -> str:
    """Return the row of table 2 a ground counts in: each application in exactly one."""
    return get_ground(code).row
