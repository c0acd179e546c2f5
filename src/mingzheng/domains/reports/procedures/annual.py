"""年度报告: drafting, check, collective discussion, 签发, number, sending, acceptance, publication. Pure data.

Legal basis: 法治政府建设与责任落实督察工作规定 第二十四条、第二十五条 (3月1日前报告，4月1日前公开).
"""

from mingzheng.casework.public import (
    ANY_OPEN,
    Action,
    AssignParties,
    Call,
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
from mingzheng.casework.standard.examination import (
    DRAFTERS,
    STARTERS,
    accept_report,
    drop_report,
    return_and_revise,
    send_report,
    take_back,
    tell_drafters,
    tell_unit,
)
from mingzheng.domains.reports import rules
from mingzheng.domains.reports.procedures.people import CHECKERS, IN_CHARGE, SIGNERS
from mingzheng.domains.reports.profiles import list_profiles
from mingzheng.worktime.public import working_days

BASIS = "法治政府建设与责任落实督察工作规定第二十四条、第二十五条"
MEETINGS = (("party", "党组（党委）会"), ("office", "办公会"), ("executive", "常务会议"), ("other", "其他会议"))
PROFILES = tuple((profile.code, profile.title) for profile in list_profiles())
IN_UNIT = ("checking", "discussing", "signing", "signed", "numbered")

LIMITS = (
    Limit("send", "报送", basis="每年3月1日前报告上年度情况", field="send_due_on", main=True, statutory=True),
    Limit("publish", "向社会公开", basis="每年4月1日前公开", field="publish_due_on", main=True, statutory=True),
    Limit(
        "resend",
        "修改后重报",
        working_days(5),
        basis="统筹单位约定",
        parameter="reports.resend_days",
        main=True,
    ),
)

OPENING = Action(
    "start",
    "布置年度报告",
    (),
    "drafting",
    by=(IN_CHARGE, STARTERS),
    fields=(
        Field("title", "标题", required=True, max_length=200, stores="case.title"),
        Field("lead_units", "报告单位", FieldKind.UNITS, required=True),
        Field("year", "报告年度", FieldKind.INTEGER, required=True, minimum=2000, maximum=2100, stores="detail.year"),
        Field("profile", "版式", FieldKind.CHOICE, required=True, choices=PROFILES, stores="detail.profile_code"),
        Field("send_due_on", "报送期限", FieldKind.DATE, required=True, stores="detail.send_due_on"),
        Field("publish_due_on", "公开期限", FieldKind.DATE, required=True, stores="detail.publish_due_on"),
    ),
    effects=(
        AssignParties(PartyRole.LEAD, "lead_units"),
        open_clock("send", field="send_due_on"),
        open_clock("publish", field="publish_due_on"),
        Call("reports.start"),
    ),
    notifies=(tell_unit("年度报告"),),
    consequence="按版式生成初稿，能统计的数已经填好；报告单位收到通知。",
)

WRITING = (
    Action(
        "submit",
        "送核稿",
        ("drafting",),
        "checking",
        by=(DRAFTERS,),
        guards=(rules.CONTRIBUTIONS_IN, rules.READ_BACKS_DECIDED),
        effects=(Call("reports.keep_version"),),
        notifies=(Notify(PartyRole.LEAD, frozenset({"section", "deputy"}), text="年度报告待核稿"),),
        tone="primary",
        consequence="送本单位核稿，核稿期间不再修改。",
    ),
    Action(
        "pass_check",
        "核稿通过",
        ("checking",),
        "discussing",
        by=(CHECKERS,),
        fields=(Field("opinion", "核稿意见", FieldKind.LONG_TEXT, max_length=1000),),
        guards=(rules.CONTENT_COMPLETE, rules.NUMBERS_BOUND, rules.WORDINGS_TRUE, rules.CHECK_CLEAN),
        not_same_as=("submit",),
        tone="primary",
        consequence="提交党组会或办公会讨论。",
    ),
    Action(
        "record_discussion",
        "登记集体讨论",
        ("discussing",),
        to_by_field=("outcome", (("agreed", "signing"), ("changes", "drafting"))),
        by=(DRAFTERS, CHECKERS),
        fields=(
            Field("meeting", "会议", FieldKind.CHOICE, required=True, choices=MEETINGS),
            Field("meeting_name", "会议名称", required=True, max_length=100, stores="detail.discussed_at"),
            Field("held_on", "召开日期", FieldKind.DATE, required=True, stores="detail.discussed_on"),
            Field(
                "outcome",
                "结果",
                FieldKind.CHOICE,
                required=True,
                choices=(("agreed", "讨论通过"), ("changes", "修改后再议")),
            ),
            Field("opinion", "讨论意见", FieldKind.LONG_TEXT, max_length=2000),
            Field("minutes", "会议纪要", FieldKind.FILES),
        ),
        guards=(rules.MEETING_HELD,),
        tone="primary",
        consequence="讨论通过的，送主要负责人签发。",
        basis="法治政府建设年度报告须经集体讨论",
    ),
    Action(
        "sign",
        "签发",
        ("signing",),
        "signed",
        by=(SIGNERS,),
        fields=(Field("opinion", "签发意见", FieldKind.LONG_TEXT, max_length=500),),
        guards=(rules.NO_GAPS, rules.READINGS_VERIFIED, rules.NUMBERS_BOUND, rules.WORDINGS_TRUE),
        effects=(Call("reports.freeze"),),
        notifies=(tell_drafters("年度报告已签发"),),
        not_same_as=("submit",),
        same_day=True,
        tone="primary",
        consequence="正文和全部数字自此固定，成文日期为今天。",
        basis="党政机关公文处理工作条例：上行文由主要负责人签发",
    ),
    take_back(
        within=IN_UNIT,
        by=(CHECKERS, SIGNERS),
        thaw="reports.thaw",
        what="年度报告",
        guards=(rules.NOT_NUMBERED,),
    ),
)

LEAVING = (
    Action(
        "number",
        "编文号",
        ("signed",),
        "numbered",
        by=(DRAFTERS,),
        fields=(Field("series", "机关代字", required=True, max_length=20),),
        guards=(rules.BEARS_A_NUMBER,),
        effects=(Call("reports.number"),),
        tone="primary",
        consequence="按本年顺序编发文号，印在公文上。",
    ),
    send_report(
        "send",
        within=("signed", "numbered"),
        to="sent",
        limits=("send", "resend"),
        effect="reports.send",
        office="统筹单位",
        what="年度报告",
        fields=(
            Field("addressees", "报送对象", required=True, max_length=300),
            Field("means", "报送方式", max_length=100),
        ),
        guards=(rules.NUMBERED_IF_IT_MUST,),
    ),
    *return_and_revise(
        within="sent",
        limit="resend",
        thaw="reports.thaw",
        what="年度报告",
        revise_title="修改重报",
        revise_consequence="恢复可修改；改好后重新核稿、讨论、签发。",
    ),
    accept_report(
        "审阅通过",
        within="sent",
        what="年度报告",
        opinion="审阅意见",
        consequence="可以向社会公开。",
        not_same_as=("send",),
    ),
    Action(
        "publish",
        "公开",
        ("accepted",),
        "published",
        by=(DRAFTERS,),
        fields=(
            Field("address", "公开网址", required=True, max_length=300, stores="detail.published_at"),
            Field("channel", "公开渠道", max_length=100),
        ),
        guards=(rules.IS_FOR_THE_PUBLIC,),
        effects=(stop_clock("publish"), Call("reports.publish")),
        same_day=True,
        tone="primary",
        consequence="以签发时固定的内容公开；之后数据有变化，会在数字旁注明。",
    ),
    Action(
        "file_away",
        "不公开，存档",
        ("accepted",),
        "filed",
        by=(DRAFTERS,),
        fields=(REASON, Field("basis", "不公开的依据", required=True, max_length=300)),
        effects=(stop_clock("publish"),),
        consequence="不向社会公开，办结存档。",
    ),
    drop_report(
        within=("drafting", "checking", "discussing", "signing", "returned"),
        effect="reports.drop",
    ),
)

ANNUAL = Procedure(
    name="reports_annual",
    version="2026-11-22",
    title="法治政府建设年度报告",
    basis=BASIS,
    prefix="NB",
    case_word="份",
    description="按版式起草，各科室供稿，核稿、集体讨论、签发后报送，审阅通过后公开。",
    detail="reports.Report",
    has_children=True,
    states=(
        State("drafting", "起草中", unit_side=True),
        State("checking", "核稿中", unit_side=True),
        State("discussing", "待集体讨论", unit_side=True),
        State("signing", "待签发", unit_side=True),
        State("signed", "已签发", unit_side=True),
        State("numbered", "待报送", unit_side=True),
        State("sent", "已报送，待审阅"),
        State("returned", "退回修改", unit_side=True),
        State("accepted", "待公开", unit_side=True),
        State("published", "已公开", StateKind.CLOSED),
        State("filed", "已存档", StateKind.CLOSED),
        State("dropped", "已作废", StateKind.CLOSED),
    ),
    limits=LIMITS,
    opening=OPENING,
    actions=(*WRITING, *LEAVING, urge(within=(ANY_OPEN,))),
    columns=(Column("year", "年度", "detail.year"), Column("doc_number", "文号", "detail.doc_number")),
    search=("detail.doc_number",),
    parameters=("reports.resend_days",),
)
