"""The fixed lists of publishing: classes, modes of disclosure and their grounds, genres, levels and gates. Pure data."""

from collections.abc import Mapping

from django.db import models


class ItemClass(models.TextChoices):
    """What an item is, exactly one of these: class counts sum to the total (S39)."""

    NORMATIVE = "normative", "规范性文件"
    POLICY = "policy", "其他政策文件"
    INTERPRETATION = "interpretation", "政策解读"
    PENALTY = "penalty", "行政处罚、行政强制"
    LICENCE = "licence", "行政许可"
    FINANCE = "finance", "财政预决算"
    SUBSIDY = "subsidy", "惠民惠农补贴"
    PLAN = "plan", "规划计划和重大项目"
    PERSONNEL = "personnel", "人事信息"
    EMERGENCY = "emergency", "应急信息"
    STATISTICS = "statistics", "统计信息"
    NOTICE = "notice", "通知公告"
    NEWS = "news", "政务动态"
    CONSULTATION = "consultation", "意见征集"
    REPLY = "reply", "回应关切"
    OVERVIEW = "overview", "机构和概况"
    OTHER = "other", "其他"


class ColumnKind(models.TextChoices):
    """What a column holds; the kind sets the longest it may stand still."""

    NEWS = "news", "动态、要闻"
    NOTICE = "notice", "通知公告"
    POLICY = "policy", "政策文件"
    INTERPRETATION = "interpretation", "政策解读"
    PERSONNEL = "personnel", "人事、规划计划"
    STATISTICS = "statistics", "办事统计"
    CONSULTATION = "consultation", "在线访谈、征集调查"
    TOPIC = "topic", "专题"
    FIXED = "fixed", "机构、指南等固定内容"


class Block(models.TextChoices):
    """The four fixed blocks of 政府信息公开. Legal basis: 国办公开办函〔2019〕61号"""

    GUIDE = "guide", "政府信息公开指南"
    RULES = "rules", "政府信息公开制度"
    STATUTORY = "statutory", "法定主动公开内容"
    REPORTS = "reports", "政府信息公开年报"


# Days a kind of column may stand still (rules.md 3.5); 0 means no interval of its own.
INTERVALS: dict[str, int] = {
    ColumnKind.NEWS: 14,
    ColumnKind.NOTICE: 183,
    ColumnKind.POLICY: 183,
    ColumnKind.INTERPRETATION: 183,
    ColumnKind.PERSONNEL: 365,
    ColumnKind.STATISTICS: 92,
    ColumnKind.CONSULTATION: 365,
    ColumnKind.TOPIC: 183,
    ColumnKind.FIXED: 0,
}


class Mode(models.TextChoices):
    """公开方式: how an item is to be disclosed."""

    ACTIVE = "active", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Ground(models.TextChoices):
    """Why an item is disclosed, or is not."""

    A19 = "a19", "条例第十九条：涉及公众利益调整、需要公众广泛知晓或者参与决策"
    A20 = "a20", "条例第二十条：法定主动公开内容"
    A21 = "a21", "条例第二十一条：本区具体情况"
    A13 = "a13", "条例第十三条：依申请公开"
    A14 = "a14", "条例第十四条：国家秘密，法律、行政法规禁止公开，危及国家安全、公共安全、经济安全、社会稳定"
    A15 = "a15", "条例第十五条：商业秘密、个人隐私"
    A16_1 = "a16_1", "条例第十六条第一款：内部事务信息"
    A16_2 = "a16_2", "条例第十六条第二款：过程性信息、行政执法案卷"


# Which grounds fit which mode.
GROUNDS_OF: dict[str, tuple[str, ...]] = {
    Mode.ACTIVE: (Ground.A19, Ground.A20, Ground.A21),
    Mode.ON_REQUEST: (Ground.A13,),
    Mode.WITHHELD: (Ground.A14, Ground.A15, Ground.A16_1, Ground.A16_2),
}


class Secrecy(models.TextChoices):
    """What the secrecy review concluded 保密审查结论."""

    OPEN = "open", "可以公开"
    PARTLY = "partly", "删去有关内容后可以公开"
    CLOSED = "closed", "不得公开"


class DisclosureKind(models.TextChoices):
    """Which limit disclosure has."""

    GENERAL = "general", "一般信息（20个工作日）"
    ENFORCEMENT = "enforcement", "行政许可、行政处罚决定（7个工作日）"
    REPOST = "repost", "上级重要政策转载（24小时）"


class Step(models.TextChoices):
    """The signatures of an item, in their order."""

    REVIEW_1 = "review_1", "初审"
    PROOF_1 = "proof_1", "一校"
    REVIEW_2 = "review_2", "复审"
    PROOF_2 = "proof_2", "二校"
    REVIEW_3 = "review_3", "终审"
    PROOF_3 = "proof_3", "三校"
    RECHECK = "recheck", "宣传部门复核"


SIGNED_STEPS = tuple(step for step in Step if step is not Step.RECHECK)


class Gate(models.TextChoices):
    """The five gates 五关."""

    POLITICS = "politics", "政治关"
    LAW = "law", "法律关"
    POLICY = "policy", "政策关"
    SECRECY = "secrecy", "保密关"
    WORDING = "wording", "文字关"


class RelationKind(models.TextChoices):
    """How one item bears on another; read from the first to the second."""

    INTERPRETS = "interprets", "解读"
    ANSWERS = "answers", "问答"
    SERVES = "serves", "相关办事"
    AMENDS = "amends", "修改"
    REPEALS = "repeals", "废止"
    REPLACES = "replaces", "替代"


# What the other item is to this one: seen from the other end, and from the end that named it.
INWARD: Mapping[RelationKind, str] = {
    RelationKind.INTERPRETS: "解读",
    RelationKind.ANSWERS: "问答",
    RelationKind.SERVES: "相关文件",
    RelationKind.AMENDS: "修改本文件的",
    RelationKind.REPEALS: "废止本文件的",
    RelationKind.REPLACES: "替代本文件的",
}
# What an item may be to a document of the policy library; whole documents amend one another inside the library itself.
TO_LIBRARY = (RelationKind.INTERPRETS, RelationKind.ANSWERS, RelationKind.SERVES)
# What such an item is called on the document's page.
BESIDE_DOCUMENT: Mapping[RelationKind, str] = {
    RelationKind.INTERPRETS: "解读",
    RelationKind.ANSWERS: "问答",
    RelationKind.SERVES: "相关办事",
}
OUTWARD: Mapping[RelationKind, str] = {
    RelationKind.INTERPRETS: "所解读的文件",
    RelationKind.ANSWERS: "有关文件",
    RelationKind.SERVES: "相关办事",
    RelationKind.AMENDS: "本文件修改的",
    RelationKind.REPEALS: "本文件废止的",
    RelationKind.REPLACES: "本文件替代的",
}


class Genre(models.TextChoices):
    """体裁: the kinds of official documents, and what is none."""

    ORDER = "order", "命令（令）"
    DECISION = "decision", "决定"
    ANNOUNCEMENT = "announcement", "公告"
    CIRCULAR = "circular", "通告"
    OPINION = "opinion", "意见"
    NOTICE = "notice", "通知"
    BULLETIN = "bulletin", "通报"
    REPORT = "report", "报告"
    REPLY = "reply", "批复"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"
    OTHER = "other", "其他"


class WithdrawalKind(models.TextChoices):
    """Why an item is withdrawn with a public note 公开说明撤回."""

    REPEALED = "repealed", "文件废止或者失效"
    CORRECTED = "corrected", "内容更正"
    PERIOD_OVER = "period_over", "公示期满"
    CREDIT_REPAIRED = "credit_repaired", "信用修复"
    DECISION_CHANGED = "decision_changed", "处罚决定被变更、撤销或者确认违法、无效"
    OTHER = "other", "其他"


class TakedownKind(models.TextChoices):
    """Why an item goes down without a word 静默下线."""

    LEAK = "leak", "泄露秘密"
    PRIVACY = "privacy", "泄露个人隐私"
    GRAVE_ERROR = "grave_error", "严重表述错误"


class ObjectionKind(models.TextChoices):
    """What somebody asks for against what is published about him."""

    OBJECTION = "objection", "对公示内容有异议"
    CREDIT_REPAIR = "credit_repair", "申请信用修复，提前撤回公示"
    CORRECTION = "correction", "申请更正"


class ObjectionOutcome(models.TextChoices):
    """How an objection was answered."""

    KEPT = "kept", "理由不成立，维持公示"
    CORRECTED = "corrected", "已更正"
    WITHDRAWN = "withdrawn", "撤回公示"
