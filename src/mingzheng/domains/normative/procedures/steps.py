"""The acts on a draft, in the order of the procedure: drafting and consultation, reviews, release and filing. Pure data."""

from mingzheng.casework.public import (
    Action,
    Call,
    ClockEffect,
    ClockVerb,
    Field,
    FieldKind,
    Notify,
    PartyRole,
)
from mingzheng.casework.standard.assignment import REASON
from mingzheng.domains.normative import rules
from mingzheng.domains.normative.procedures.people import (
    DRAFTERS,
    IN_CHARGE,
    IN_CHARGE_HEADS,
    LEGAL,
    OFFICE_SIGNERS,
    OWN_REVIEWERS,
    UNIT_SIGNERS,
)
from mingzheng.domains.normative.words import CONCLUSIONS, FILING_RESULTS, FORMS

LONG = FieldKind.LONG_TEXT
WRITING = ("drafting", "revised", "amending")
OPINION = Field("opinion", "意见", LONG, max_length=2000)
PAPERS = Field("papers", "附件", FieldKind.FILES)
TO_UNIT = Notify(PartyRole.LEAD, frozenset({"liaison", "section"}), text="规范性文件")
TO_LEGAL = Notify(PartyRole.GUIDE, frozenset({"liaison", "section"}), text="规范性文件待合法性审核")
TO_OFFICE = Notify(PartyRole.ORIGIN, frozenset({"clerk", "liaison", "section"}), text="规范性文件")


def _open(limit: str, field: str = "") -> ClockEffect:
    return ClockEffect(ClockVerb.OPEN, limit, field)


def _stop(limit: str) -> ClockEffect:
    return ClockEffect(ClockVerb.STOP, limit)


def _count(code: str, label: str) -> Field:
    return Field(code, label, FieldKind.INTEGER, required=True, minimum=0, maximum=100_000)


DRAFTING = (
    Action(
        "approve_plan",
        "同意立项",
        ("planned",),
        "drafting",
        by=(IN_CHARGE_HEADS,),
        fields=(OPINION,),
        not_same_as=("start",),
        notifies=(TO_UNIT,),
        tone="primary",
        consequence="起草单位开始起草。",
    ),
    Action(
        "write_text",
        "起草、修改文稿",
        WRITING,
        by=(DRAFTERS,),
        fields=(
            Field(
                "text",
                "文稿全文",
                LONG,
                required=True,
                max_length=100_000,
                stores="detail.text",
                help="逐条书写：“第一条 …”单独成行，章节标题单独成行；公布后按条生成固定网址。",
            ),
            Field("explanation", "起草说明", LONG, required=True, max_length=20_000, stores="detail.explanation"),
            Field(
                "relations",
                "与其他文件的关系",
                LONG,
                max_length=2000,
                stores="detail.relations",
                help="一行一个，前写修改、废止、替代或依据，后写文号或标题，如“废止 云府规〔2021〕3号”。",
            ),
        ),
        effects=(Call("normative.clear_relations"),),
        consequence="保存文稿；改动留有记录。",
    ),
    Action(
        "open_consultation",
        "公开征求意见",
        ("drafting", "revised"),
        "consulting",
        by=(DRAFTERS,),
        fields=(
            Field("address", "征求意见网址", required=True, max_length=300),
            Field("means", "提交意见的方式", required=True, max_length=300),
            Field("consultation_to", "截止日期", FieldKind.DATE, required=True, stores="detail.consultation_to"),
        ),
        guards=(rules.HAS_TEXT, rules.LONG_ENOUGH, rules.DRAFT_PUBLIC),
        effects=(_open("consultation", "consultation_to"), Call("normative.note_consultation")),
        same_day=True,
        tone="primary",
        consequence="草案和说明向社会公布，截止后汇总意见。",
        basis="优化营商环境条例第六十二条；国办发〔2018〕37号",
    ),
    Action(
        "skip_consultation",
        "不公开征求意见",
        ("drafting",),
        "revised",
        by=(DRAFTERS,),
        fields=(
            Field("secret", "依法需要保密", FieldKind.BOOLEAN),
            REASON,
            Field("basis", "依据", required=True, max_length=300),
        ),
        guards=(rules.HAS_TEXT, rules.MAY_SKIP),
        consequence="理由和依据随文送审。",
    ),
    Action(
        "close_consultation",
        "汇总意见、反馈采纳情况",
        ("consulting",),
        "revised",
        by=(DRAFTERS,),
        fields=(
            _count("received", "收到意见（条）"),
            _count("adopted", "采纳（条）"),
            _count("partly", "部分采纳（条）"),
            _count("not_adopted", "不采纳（条）"),
            Field("summary", "采纳情况和不采纳的理由", LONG, required=True, max_length=10_000),
            Field("feedback_url", "反馈公布网址", required=True, max_length=300, stores="detail.feedback_url"),
        ),
        guards=(rules.PERIOD_OVER, rules.OPINIONS_SUM, rules.AS_ANSWERED),
        effects=(_stop("consultation"),),
        tone="primary",
        consequence="按意见修改文稿后送审核。",
    ),
)

REVIEWING = (
    Action(
        "record_fairness",
        "登记公平竞争审查",
        ("drafting", "revised", "amending"),
        by=(DRAFTERS,),
        fields=(
            Field(
                "fairness",
                "审查结论",
                FieldKind.CHOICE,
                required=True,
                choices=(("passed", "符合标准"), ("exception", "适用例外规定"), ("failed", "不符合标准")),
            ),
            Field("reviewed_by", "审查单位", required=True, max_length=200),
            Field("heard", "听取经营者、行业协会意见情况", LONG, required=True, max_length=2000),
            PAPERS,
        ),
        consequence="不符合标准的不得出台。",
        basis="公平竞争审查条例第十三条、第十四条、第十六条",
    ),
    Action(
        "record_studies",
        "登记专家论证、风险评估、听证",
        WRITING,
        by=(DRAFTERS,),
        fields=(
            Field(
                "studies",
                "方式",
                FieldKind.CHOICES,
                required=True,
                choices=(("experts", "专家论证"), ("risk", "风险评估"), ("hearing", "听证")),
            ),
            Field("result", "结论", LONG, required=True, max_length=3000),
            PAPERS,
        ),
    ),
    Action(
        "own_review",
        "本单位合法性审核",
        ("revised", "amending"),
        by=(OWN_REVIEWERS,),
        fields=(Field("opinion", "审核意见", LONG, required=True, max_length=3000), PAPERS),
        not_same_as=("write_text",),
        consequence="意见随文送同级政府审核机构。",
        basis="国办发〔2018〕115号（四）",
    ),
    Action(
        "submit_legality",
        "送合法性审核",
        ("revised", "amending"),
        "legality",
        by=(DRAFTERS,),
        fields=(Field("note", "送审说明", LONG, max_length=2000), PAPERS),
        guards=(rules.HAS_TEXT, rules.RELATIONS_KNOWN, rules.CONSULTED, rules.FAIR, rules.OWN_REVIEWED),
        effects=(_open("legality"),),
        notifies=(TO_LEGAL,),
        tone="primary",
        consequence="送审稿及说明、依据、征求意见及采纳情况、本单位审核意见一并送审；审核期间不能修改文稿。",
        basis="国办发〔2018〕115号（五）",
    ),
    Action(
        "return_incomplete",
        "材料不齐退回",
        ("legality",),
        "amending",
        by=(LEGAL,),
        fields=(REASON,),
        effects=(ClockEffect(ClockVerb.CANCEL, "legality"),),
        notifies=(TO_UNIT,),
        tone="danger",
        consequence="起草单位补齐后重新送审，期限重新起算。",
    ),
    Action(
        "conclude",
        "出具合法性审核意见",
        ("legality",),
        to_by_field=("conclusion", (("lawful", "deliberating"), ("amend", "amending"), ("unlawful", "amending"))),
        by=(LEGAL,),
        fields=(
            Field("conclusion", "审核结论", FieldKind.CHOICE, required=True, choices=CONCLUSIONS),
            Field("opinion", "书面审核意见", LONG, required=True, max_length=5000),
            PAPERS,
        ),
        guards=(rules.FIVE_DAYS,),
        effects=(_stop("legality"),),
        not_same_as=("write_text", "own_review"),
        notifies=(TO_UNIT,),
        tone="primary",
        consequence="合法的提交集体审议；应当修改或不合法的退起草单位。",
        basis="国办发〔2018〕115号（五）、（六）",
    ),
    Action(
        "explain",
        "未完全采纳，说明理由提交审议",
        ("amending",),
        "deliberating",
        by=(DRAFTERS,),
        fields=(Field("reason", "未完全采纳审核意见的理由和依据", LONG, required=True, max_length=3000),),
        guards=(rules.HAS_TEXT, rules.EXPLAINED),
        consequence="理由和依据在提请审议时一并说明。",
        basis="国办发〔2018〕115号（六）",
    ),
)

RELEASING = (
    Action(
        "write_interpretation",
        "编写解读",
        ("drafting", "consulting", "revised", "legality", "amending", "deliberating", "signing", "signed", "numbered"),
        by=(DRAFTERS,),
        fields=(
            Field("form", "解读形式", FieldKind.CHOICE, required=True, choices=FORMS),
            Field("core", "核心概念", LONG, required=True, max_length=3000),
            Field("differences", "新旧政策差异", LONG, required=True, max_length=3000),
            Field("scope", "影响范围", LONG, required=True, max_length=3000),
            Field("standards", "执行标准", LONG, required=True, max_length=3000),
            Field("guide", "办事指引", LONG, max_length=3000),
            Field("cautions", "注意事项", LONG, max_length=3000),
        ),
        effects=(Call("normative.keep_interpretation"),),
        consequence="与文件一同送签、一同公布；再次编写取代前一份。",
        basis="政策解读“三同步”：同步组织、同步审签、同步部署",
    ),
    Action(
        "record_deliberation",
        "登记集体审议",
        ("deliberating",),
        to_by_field=("outcome", (("agreed", "signing"), ("changes", "amending"), ("rejected", "stopped"))),
        by=(IN_CHARGE, DRAFTERS),
        fields=(
            Field("meeting_name", "会议名称", required=True, max_length=100),
            Field("held_on", "召开日期", FieldKind.DATE, required=True),
            Field(
                "outcome",
                "结果",
                FieldKind.CHOICE,
                required=True,
                choices=(("agreed", "审议通过"), ("changes", "修改后再议"), ("rejected", "不予通过")),
            ),
            Field("minutes", "会议纪要文号或要点", LONG, required=True, max_length=2000),
            PAPERS,
        ),
        guards=(rules.LAWFUL, rules.MEETING_HELD),
        notifies=(TO_UNIT,),
        tone="primary",
        consequence="通过的送签发；修改后再议的须重新送合法性审核。",
        basis="国办发〔2018〕37号",
    ),
    Action(
        "sign",
        "签发",
        ("signing",),
        "signed",
        by=(OFFICE_SIGNERS, UNIT_SIGNERS),
        fields=(OPINION,),
        guards=(rules.INTERPRETED,),
        effects=(Call("normative.fix_text"),),
        not_same_as=("write_text",),
        notifies=(TO_OFFICE,),
        same_day=True,
        tone="primary",
        consequence="文稿和解读自此固定，公布的与签发的一致。",
    ),
    Action(
        "take_back",
        "退回修改",
        ("deliberating", "signing", "signed"),
        "amending",
        by=(IN_CHARGE_HEADS, OFFICE_SIGNERS),
        fields=(REASON,),
        notifies=(TO_UNIT,),
        tone="danger",
        consequence="修改后重新送合法性审核。",
    ),
    Action(
        "number",
        "统一登记、编号",
        ("signed",),
        "numbered",
        by=(IN_CHARGE,),
        fields=(Field("series", "机关代字（带“规”字）", required=True, max_length=20, help="如“云府规”“云府办规”。"),),
        guards=(rules.TEXT_AS_SIGNED,),
        effects=(Call("normative.number"),),
        tone="primary",
        consequence="编发规字文号和统一登记编号，连续不重号。",
        basis="国办发〔2018〕37号：统一登记、统一编号、统一印发",
    ),
    Action(
        "publish",
        "公布",
        ("numbered",),
        "filing",
        by=(IN_CHARGE,),
        fields=(
            Field("effective_on", "施行日期", FieldKind.DATE, required=True, stores="detail.effective_on"),
            Field("expires_on", "有效期至（含当日）", FieldKind.DATE, required=True, stores="detail.expires_on"),
            Field("at_once_reason", "提前施行的理由", LONG, max_length=500),
            Field("carrier", "公布载体", required=True, max_length=200, default="政府公报、政府网站"),
        ),
        guards=(rules.TEXT_AS_SIGNED, rules.INTERPRETED, rules.LASTS_LAWFULLY, rules.BEGINS_LATER),
        effects=(_open("filing"), Call("normative.publish")),
        notifies=(TO_UNIT,),
        same_day=True,
        tone="primary",
        consequence="入库并在网站公布，文件与解读互相链接；被修改、废止、替代的文件同步标注；开始计算报备期限。",
        basis="优化营商环境条例第六十四条",
    ),
)

ENDING = (
    Action(
        "send_filing",
        "报送备案",
        ("filing", "correcting"),
        "filed_out",
        by=(DRAFTERS, IN_CHARGE),
        fields=(
            Field(
                "bodies", "备案机关", required=True, max_length=300, help="政府规范性文件报上一级政府和本级人大常委会。"
            ),
            Field("sent_by", "报送方式和编号", required=True, max_length=200),
            Field("papers", "备案报告等报备材料", FieldKind.FILES),
        ),
        effects=(_stop("filing"),),
        tone="primary",
        consequence="等待备案机关的审查结论。",
        basis="国办发〔2018〕37号：自公布之日起30日内报送备案",
    ),
    Action(
        "record_receipt",
        "登记备案结论",
        ("filed_out",),
        to_by_field=("result", (("filed", "filed"), ("correct", "correcting"), ("revoke", "correcting"))),
        by=(DRAFTERS, IN_CHARGE),
        fields=(
            Field("result", "审查结论", FieldKind.CHOICE, required=True, choices=FILING_RESULTS),
            Field("receipt_number", "备案号或回执编号", required=True, max_length=100),
            Field("opinion", "审查意见", LONG, max_length=2000),
            PAPERS,
        ),
        tone="primary",
        consequence="予以备案的办结；要求纠正或建议撤销的，由起草单位处理。",
    ),
    Action(
        "stop",
        "终止制定",
        ("planned", "drafting", "consulting", "revised", "amending", "deliberating", "signing"),
        "stopped",
        by=(IN_CHARGE_HEADS,),
        fields=(REASON,),
        effects=(ClockEffect(ClockVerb.CANCEL, "consultation"),),
        notifies=(TO_UNIT,),
        tone="danger",
        consequence="不再制定，过程存档。",
    ),
)
