"""公开征求意见: draft and explanation reviewed and published, opinions by article, a hearing, what became of each. Pure data.

Legal basis: 重大行政决策程序暂行条例 第十四条至第十七条; 优化营商环境条例 第六十二条; 国办发〔2018〕37号.
"""

from mingzheng.casework.public import (
    ANY_OPEN,
    Action,
    AssignParties,
    Call,
    ClockEffect,
    ClockVerb,
    Column,
    Field,
    FieldKind,
    Limit,
    Notify,
    PartyRole,
    Procedure,
    State,
    StateKind,
)
from mingzheng.casework.standard.assignment import REASON, open_clock, stop_clock, urge
from mingzheng.domains.participation import rules
from mingzheng.domains.participation.procedures.hearing import HEARING
from mingzheng.domains.participation.procedures.people import HEADS, KEEPERS, OFFICE, STARTERS
from mingzheng.domains.participation.words import KINDS, OTHER_CHANNELS
from mingzheng.worktime.public import working_days

LONG = FieldKind.LONG_TEXT
TO_UNIT = Notify(PartyRole.LEAD, frozenset({"liaison", "section"}), text="征求意见")
TO_HEADS = Notify(PartyRole.LEAD, frozenset({"section", "head"}), text="征求意见待审核")
DRAFT_HELP = "逐条书写：“第一条 …”单独成行，章节标题单独成行；公布后公众可以逐条提意见。"


def _draft_fields(*, required: bool) -> tuple[Field, ...]:
    return (
        Field("text", "草案全文", LONG, required=required, max_length=100_000, stores="detail.text", help=DRAFT_HELP),
        Field("explanation", "草案说明", LONG, required=required, max_length=20_000, stores="detail.explanation"),
    )


PREPARE = Action(
    "prepare",
    "发起公开征求意见",
    (),
    "preparing",
    by=(OFFICE, STARTERS),
    fields=(
        Field("title", "草案名称", required=True, max_length=200, stores="case.title"),
        Field("kind", "类别", FieldKind.CHOICE, required=True, choices=KINDS, stores="detail.kind"),
        Field(
            "touches_market",
            "与市场主体生产经营密切相关",
            FieldKind.BOOLEAN,
            help="期限一般不少于30日。",
            stores="detail.touches_market",
        ),
        Field("lead_units", "起草（承办）单位", FieldKind.UNITS, required=True),
        Field(
            "source",
            "制定件编号",
            FieldKind.CASE,
            help="本系统起草的，填制定件编号，草案和说明由系统取用，征求意见的起止和采纳情况自动回填。",
            stores="detail.source_id",
        ),
        *_draft_fields(required=False),
        Field("contact", "咨询单位和电话", required=True, max_length=200, stores="detail.contact"),
    ),
    guards=(rules.DRAFT_TOLD,),
    effects=(AssignParties(PartyRole.LEAD, "lead_units"), Call("participation.take_draft")),
    notifies=(TO_UNIT,),
    consequence="准备草案和说明，审核后在网站公布。",
)

PREPARING = (
    Action(
        "write_draft",
        "修改草案和说明",
        ("preparing",),
        by=KEEPERS,
        fields=_draft_fields(required=True),
        consequence="保存草案；改动留有记录。",
    ),
    Action(
        "submit",
        "送审核",
        ("preparing",),
        "reviewing",
        by=KEEPERS,
        guards=(rules.HAS_TEXT,),
        notifies=(TO_HEADS,),
        tone="primary",
        consequence="由起草单位负责人审核，公布前完成保密审查。",
    ),
    Action(
        "review",
        "审核",
        ("reviewing",),
        to_by_field=("result", (("agreed", "ready"), ("back", "preparing"))),
        by=HEADS,
        fields=(
            Field(
                "result",
                "审核结果",
                FieldKind.CHOICE,
                required=True,
                choices=(("agreed", "同意公布"), ("back", "退回修改")),
            ),
            Field(
                "secrecy",
                "保密审查结论",
                FieldKind.CHOICE,
                required=True,
                choices=(("open", "可以公开"), ("closed", "不得公开"), ("unclear", "需要修改后再审")),
            ),
            Field("opinion", "意见", LONG, max_length=2000),
        ),
        guards=(rules.FIT_TO_PUBLISH,),
        not_same_as=("prepare", "write_draft", "submit"),
        notifies=(TO_UNIT,),
        tone="primary",
        consequence="同意的，可以公布；退回的，修改后再送。",
        basis="保守国家秘密法第三十五条；政府信息公开条例第十七条",
    ),
    Action(
        "publish",
        "公布草案，开始征求意见",
        ("ready",),
        "open",
        by=KEEPERS,
        fields=(
            Field(
                "means",
                "提意见的方式",
                LONG,
                required=True,
                max_length=1000,
                stores="detail.means",
                default="在本网页逐条提出；也可以来信、来电或者到窗口提出。",
            ),
            Field("closes_on", "截止日期", FieldKind.DATE, required=True, stores="detail.closes_on"),
            Field("short_reason", "缩短期限的理由", LONG, max_length=500, stores="detail.short_reason"),
        ),
        guards=(rules.HAS_TEXT, rules.LONG_ENOUGH),
        effects=(open_clock("consultation", field="closes_on"), Call("participation.open")),
        emits=("consultation.opened",),
        same_day=True,
        tone="primary",
        consequence="草案和说明在网站公布，公众逐条提出意见；截止日期当天仍可提出。",
        basis="重大行政决策程序暂行条例第十五条；优化营商环境条例第六十二条",
    ),
)

COLLECTING = (
    Action(
        "record_opinion",
        "登记来信、来电意见",
        ("open", "merging"),
        by=KEEPERS,
        fields=(
            Field("channel", "来源", FieldKind.CHOICE, required=True, choices=OTHER_CHANNELS),
            Field("article", "针对第几条", FieldKind.INTEGER, minimum=1, maximum=999, help="对整个草案的，不填。"),
            Field("words", "意见", LONG, required=True, max_length=5000, help="不写姓名、证件号码和电话。"),
            Field("author", "提出人", max_length=100, private=True),
            Field("reach", "联系方式", max_length=200, private=True),
            Field("papers", "来信、记录的扫描件", FieldKind.FILES),
        ),
        effects=(Call("participation.record_opinion"),),
        consequence="与网上意见一并汇总；提出人和联系方式加密保存。",
    ),
    Action(
        "extend_period",
        "延长期限",
        ("open",),
        by=HEADS,
        fields=(Field("closes_on", "新的截止日期", FieldKind.DATE, required=True, stores="detail.closes_on"), REASON),
        guards=(rules.STILL_OPEN, rules.LATER_ONLY),
        effects=(ClockEffect(ClockVerb.EXTEND, "consultation", "closes_on"), Call("participation.redraw")),
        consequence="网页上的截止日期同时改变。",
    ),
    Action(
        "close",
        "截止，转入汇总",
        ("open",),
        "merging",
        by=KEEPERS,
        guards=(rules.PERIOD_OVER,),
        effects=(stop_clock("consultation"), open_clock("feedback"), Call("participation.redraw")),
        tone="primary",
        consequence="不再接收网上意见，开始计算公布采纳情况的期限。",
    ),
    *HEARING,
)

ANSWERING = (
    Action(
        "merge",
        "归并意见、提出采纳情况",
        ("merging",),
        by=KEEPERS,
        fields=(
            Field(
                "rows",
                "意见",
                FieldKind.ROWS,
                required=True,
                choices=(("opinion", ""), ("receipt", "意见编号"), ("words", "内容")),
                max_length=500,
            ),
            Field("merged_text", "归并后的意见", LONG, required=True, max_length=2000),
            Field(
                "verdict",
                "采纳情况",
                FieldKind.CHOICE,
                required=True,
                choices=(("adopted", "采纳"), ("partly", "部分采纳"), ("not_adopted", "不采纳")),
            ),
            Field("verdict_reason", "理由", LONG, max_length=2000),
        ),
        effects=(Call("participation.merge"),),
        consequence="部分采纳、不采纳的写明理由；公布时与采纳情况一并公开。",
    ),
    Action(
        "unmerge",
        "撤销归并",
        ("merging",),
        by=KEEPERS,
        fields=(Field("merged", "归并意见的序号", FieldKind.INTEGER, required=True, minimum=1),),
        effects=(Call("participation.unmerge"),),
    ),
    Action(
        "submit_feedback",
        "采纳情况送审",
        ("merging",),
        "confirming",
        by=KEEPERS,
        fields=(Field("feedback", "采纳情况说明", LONG, max_length=5000, stores="detail.feedback"),),
        guards=(rules.ALL_JUDGED, rules.HEARING_DONE),
        notifies=(TO_HEADS,),
        tone="primary",
        consequence="由负责人审核后公布。",
    ),
    Action(
        "return_feedback",
        "退回修改",
        ("confirming",),
        "merging",
        by=HEADS,
        fields=(REASON,),
        notifies=(TO_UNIT,),
        tone="danger",
    ),
    Action(
        "publish_feedback",
        "公布采纳情况",
        ("confirming",),
        "answered",
        by=HEADS,
        effects=(stop_clock("feedback"), Call("participation.answer")),
        emits=("consultation.answered",),
        not_same_as=("merge", "submit_feedback"),
        notifies=(TO_UNIT,),
        same_day=True,
        tone="primary",
        consequence="每条意见是否采纳及理由在网站公布，提出意见的人凭意见编号查到自己的意见。",
        basis="优化营商环境条例第六十二条；重大行政决策程序暂行条例第十八条",
    ),
    Action(
        "stop",
        "终止征求意见",
        (ANY_OPEN,),
        "stopped",
        by=HEADS,
        fields=(Field("stop_reason", "终止的理由", LONG, required=True, max_length=1000, stores="detail.stop_reason"),),
        effects=(
            ClockEffect(ClockVerb.CANCEL, "consultation"),
            ClockEffect(ClockVerb.CANCEL, "feedback"),
            Call("participation.redraw"),
        ),
        notifies=(TO_UNIT,),
        tone="danger",
        consequence="已公布的，网页上说明终止和理由；已收到的意见保留。",
    ),
    urge(within=(ANY_OPEN,)),
)

CONSULTATION = Procedure(
    name="consultation",
    version="2026-11-22",
    title="公开征求意见",
    basis="重大行政决策程序暂行条例第十四条至第十七条；优化营商环境条例第六十二条；国办发〔2018〕37号",
    prefix="YJ",
    description="公布草案和说明，逐条收集意见，归并后逐条说明采纳与否和理由；需要的举行听证。",
    detail="participation.Consultation",
    states=(
        State("preparing", "准备中", unit_side=True),
        State("reviewing", "审核中", unit_side=True),
        State("ready", "待公布", unit_side=True),
        State("open", "征求意见中", unit_side=True),
        State("merging", "汇总意见中", unit_side=True),
        State("confirming", "采纳情况待审", unit_side=True),
        State("answered", "已公布采纳情况", StateKind.CLOSED),
        State("stopped", "已终止", StateKind.CLOSED),
    ),
    limits=(
        Limit("consultation", "公开征求意见", basis="重大行政决策程序暂行条例第十五条", field="closes_on", main=True),
        Limit(
            "feedback",
            "公布采纳情况",
            working_days(20),
            basis="优化营商环境条例第六十二条",
            parameter="participation.feedback_days",
            main=True,
        ),
    ),
    opening=PREPARE,
    actions=(*PREPARING, *COLLECTING, *ANSWERING),
    columns=(
        Column("closes_on", "截止日期", "detail.closes_on"),
        Column("submission_count", "收到意见", "detail.submission_count"),
    ),
    parameters=("participation.feedback_days",),
)
