"""政府信息公开工作年度报告: drafting, signature, submission, examination, publication. Pure data.

Legal basis: 政府信息公开条例第四十九条 (部门每年1月31日前), 第五十条 (县级以上地方人民政府主管部门每年3月31日前).
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
    Who,
)
from mingzheng.casework.standard.assignment import OFFICE, open_clock, stop_clock, urge
from mingzheng.casework.standard.examination import (
    DRAFTERS,
    STARTERS,
    accept_report,
    drop_report,
    return_and_revise,
    send_report,
    take_back,
    tell_drafters,
    tell_office,
    tell_unit,
)
from mingzheng.domains.foi.annual import rules
from mingzheng.worktime.public import working_days

NAME = "disclosure_annual_report"
BASIS = "政府信息公开条例第四十九条、第五十条；国办公开办函〔2021〕30号"
SIGNERS = Who(posts=frozenset({"deputy", "head", "leader"}), of=PartyRole.LEAD, title="报告单位负责人")
OPINION = Field("opinion", "意见", FieldKind.LONG_TEXT, max_length=1000)

LIMITS = (
    Limit("submit", "报送", basis="政府信息公开条例第四十九条", field="submit_due_on", main=True, statutory=True),
    Limit("publish", "向社会公布", basis=BASIS, field="publish_due_on", main=True, statutory=True),
    Limit(
        "resubmit",
        "修改后重报",
        working_days(5),
        basis="主管部门约定",
        parameter="foi.annual_resubmit_days",
        main=True,
    ),
)

OPENING = Action(
    "start",
    "布置公开年报",
    (),
    "drafting",
    by=(OFFICE, STARTERS),
    fields=(
        Field("title", "标题", required=True, max_length=200, stores="case.title"),
        Field("lead_units", "报告单位", FieldKind.UNITS, required=True),
        Field("year", "报告年度", FieldKind.INTEGER, required=True, minimum=2008, maximum=2100, stores="detail.year"),
        Field("is_consolidated", "本级政府汇总", FieldKind.BOOLEAN, stores="detail.is_consolidated"),
        Field("organ", "机关全称", required=True, max_length=100, stores="detail.organ"),
        Field("submit_due_on", "报送期限", FieldKind.DATE, required=True, stores="detail.submit_due_on"),
        Field("publish_due_on", "公布期限", FieldKind.DATE, required=True, stores="detail.publish_due_on"),
    ),
    effects=(
        AssignParties(PartyRole.LEAD, "lead_units"),
        open_clock("submit", field="submit_due_on"),
        open_clock("publish", field="publish_due_on"),
        Call("foi.annual_start"),
    ),
    notifies=(tell_unit("公开年报"),),
    consequence="表2、表3 已按申请和复议诉讼登记统计好；报告单位收到通知。",
    basis=BASIS,
)

WRITING = (
    Action(
        "hand_in",
        "送签",
        ("drafting",),
        "signing",
        by=(DRAFTERS,),
        guards=rules.COMPLETE,
        notifies=(Notify(PartyRole.LEAD, frozenset({"deputy", "head"}), text="公开年报待签发"),),
        tone="primary",
        consequence="送本单位负责人签发，期间不再修改。",
    ),
    Action(
        "sign",
        "签发",
        ("signing",),
        "signed",
        by=(SIGNERS,),
        fields=(OPINION,),
        guards=(*rules.COMPLETE, rules.VERIFIED),
        effects=(Call("foi.annual_freeze"),),
        notifies=(tell_drafters("公开年报已签发"),),
        not_same_as=("hand_in",),
        same_day=True,
        tone="primary",
        consequence="正文和三张表自此固定，以后数据有变化会在数旁注明。",
    ),
    take_back(within=("signing", "signed"), by=(SIGNERS,), thaw="foi.annual_thaw", what="公开年报"),
)

LEAVING = (
    send_report(
        "submit",
        within=("signed",),
        to="submitted",
        limits=("submit", "resubmit"),
        effect="foi.annual_submit",
        office="主管部门",
        what="公开年报",
        guards=(rules.UNIT_ONLY,),
        basis="政府信息公开条例第四十九条",
    ),
    Action(
        "adopt",
        "定稿",
        ("signed",),
        "accepted",
        by=(SIGNERS,),
        guards=(rules.GOVERNMENT_ONLY,),
        effects=(stop_clock("submit"),),
        tone="primary",
        consequence="可以送信息发布审核。",
    ),
    *return_and_revise(
        within="submitted",
        limit="resubmit",
        thaw="foi.annual_thaw",
        what="公开年报",
        revise_title="修改",
        revise_consequence="恢复可修改；改好后重新送签、报送。",
    ),
    accept_report(
        "审核通过",
        within="submitted",
        what="公开年报",
        opinion="意见",
        consequence="计入本级政府汇总，可以送信息发布审核。",
        not_same_as=("submit",),
    ),
    Action(
        "send_to_publishing",
        "送信息发布",
        ("accepted",),
        "publishing",
        by=(DRAFTERS,),
        fields=(Field("item_number", "信息发布件编号", required=True, max_length=40, stores="detail.item_number"),),
        tone="primary",
        consequence="生成信息发布件，按三审三校发布。",
    ),
    Action(
        "publish",
        "登记公开",
        ("accepted", "publishing"),
        "published",
        by=(DRAFTERS,),
        fields=(Field("address", "公开网址", required=True, max_length=300, stores="detail.address"),),
        guards=(rules.RELEASED,),
        effects=(stop_clock("publish"), Call("foi.annual_publish")),
        notifies=(tell_office("公开年报"),),
        same_day=True,
        tone="primary",
        consequence="公布期限停止计算，报告办结。",
        basis=BASIS,
    ),
    drop_report(within=("drafting", "signing", "signed", "returned"), effect="foi.annual_drop"),
)

ANNUAL_REPORT = Procedure(
    name=NAME,
    version="2026-11-22",
    title="政府信息公开工作年度报告",
    basis=BASIS,
    prefix="GKNB",
    case_word="份",
    description="三张表由办件统计，正文引用表中的数；本单位签发后报送，主管部门审核、汇总，经信息发布向社会公布。",
    detail="foi.AnnualReport",
    states=(
        State("drafting", "起草中", unit_side=True),
        State("signing", "待签发", unit_side=True),
        State("signed", "已签发，待报送", unit_side=True),
        State("submitted", "已报送，待审核"),
        State("returned", "退回修改", unit_side=True),
        State("accepted", "审核通过，待公布", unit_side=True),
        State("publishing", "信息发布审核中", unit_side=True),
        State("published", "已公布", StateKind.CLOSED),
        State("dropped", "已作废", StateKind.CLOSED),
    ),
    limits=LIMITS,
    opening=OPENING,
    actions=(*WRITING, *LEAVING, urge(within=(ANY_OPEN,))),
    columns=(Column("year", "年度", "detail.year"),),
    parameters=("foi.annual_resubmit_days",),
)
