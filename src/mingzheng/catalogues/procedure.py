"""目录调整: a proposal to add, alter or cancel entries: review, approval, publication. Pure data.

Legal basis: 政府信息公开条例 第二十六条 (政府信息自形成或者变更之日起20个工作日内公开); the catalogue's own basis besides.
"""

from mingzheng.casework.public import (
    ANY_OPEN,
    Action,
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
    Who,
)
from mingzheng.catalogues.rules import NOTHING_STALE, OFFICE_ROLES, PROCEDURE, UNIT_ROLES
from mingzheng.worktime.public import working_days

PROPOSERS = Who(roles=OFFICE_ROLES | UNIT_ROLES, of=PartyRole.ORIGIN, title="申报单位")
REVIEWERS = Who(roles=OFFICE_ROLES, of=PartyRole.ORIGIN, title="目录主管科室")
APPROVERS = Who(
    roles=frozenset({"office_section_head", "office_director"}), of=PartyRole.ORIGIN, title="目录主管部门负责人"
)
REASON = Field("reason", "理由", FieldKind.LONG_TEXT, required=True, max_length=1000)
OPINION = Field("opinion", "意见", FieldKind.LONG_TEXT, max_length=1000)
# The values of a line travel in the column without a label.
LINES = Field(
    "lines",
    "调整内容",
    FieldKind.ROWS,
    choices=(("kind", "调整"), ("number", "编号"), ("title", "名称"), ("unit", "责任单位"), ("data", "")),
    max_length=20_000,
)
TO_PROPOSER = Notify(PartyRole.ORIGIN, frozenset({"liaison", "clerk", "section"}), text="目录调整")

CHANGE = Procedure(
    name=PROCEDURE,
    version="2026-11-22",
    title="目录调整",
    basis="政府信息公开条例第二十六条；各目录的编制依据",
    prefix="ML",
    description="申报新增、修改、取消目录条目，审核、批准后发布；发布后按生效日期取代原条目，原条目仍可查。",
    detail="catalogues.Change",
    states=(
        State("reviewing", "审核中"),
        State("approving", "待批准"),
        State("publishing", "待发布"),
        State("returned", "退回修改"),
        State("published", "已发布", StateKind.CLOSED),
        State("refused", "不予调整", StateKind.CLOSED),
        State("withdrawn", "已撤回", StateKind.CLOSED),
    ),
    limits=(
        Limit(
            "publish",
            "动态调整",
            working_days(20),
            basis="政府信息公开条例第二十六条：自形成或者变更之日起20个工作日内公开",
            main=True,
            statutory=True,
        ),
    ),
    opening=Action(
        "propose",
        "申报目录调整",
        (),
        "reviewing",
        by=(PROPOSERS,),
        fields=(
            Field("title", "标题", required=True, max_length=300, stores="case.title"),
            Field("effective_on", "拟生效日期", FieldKind.DATE, required=True, stores="detail.effective_on"),
            Field(
                "reason", "调整理由和依据", FieldKind.LONG_TEXT, required=True, max_length=1000, stores="detail.reason"
            ),
            LINES,
        ),
        effects=(ClockEffect(ClockVerb.OPEN, "publish"), Call("catalogues.keep_lines")),
        consequence="送目录主管科室审核，同一条目在审核期间不能重复申报。",
    ),
    actions=(
        Action(
            "pass_review",
            "审核通过",
            ("reviewing",),
            "approving",
            by=(REVIEWERS,),
            fields=(OPINION,),
            guards=(NOTHING_STALE,),
            not_same_as=("propose", "resubmit"),
            tone="primary",
            consequence="送主管部门负责人批准。",
        ),
        Action(
            "send_back",
            "退回修改",
            ("reviewing", "approving"),
            "returned",
            by=(REVIEWERS,),
            fields=(REASON,),
            notifies=(TO_PROPOSER,),
            tone="danger",
            consequence="申报单位修改后重新申报。",
        ),
        Action(
            "resubmit",
            "重新申报",
            ("returned",),
            "reviewing",
            by=(PROPOSERS,),
            fields=(
                Field("effective_on", "拟生效日期", FieldKind.DATE, stores="detail.effective_on"),
                Field("reason", "调整理由和依据", FieldKind.LONG_TEXT, max_length=1000, stores="detail.reason"),
                LINES,
            ),
            effects=(Call("catalogues.keep_lines"),),
            tone="primary",
            consequence="重新送审核。",
        ),
        Action(
            "approve",
            "批准",
            ("approving",),
            "publishing",
            by=(APPROVERS,),
            fields=(OPINION,),
            guards=(NOTHING_STALE,),
            not_same_as=("propose", "resubmit", "pass_review"),
            tone="primary",
            consequence="可以发布。",
        ),
        Action(
            "publish",
            "发布",
            ("publishing",),
            "published",
            by=(REVIEWERS,),
            guards=(NOTHING_STALE,),
            effects=(ClockEffect(ClockVerb.STOP, "publish"), Call("catalogues.publish")),
            notifies=(TO_PROPOSER,),
            same_day=True,
            tone="primary",
            consequence="自生效日期起取代原条目；生效日期早于今天的，自今天起生效。",
        ),
        Action(
            "refuse",
            "不予调整",
            ("reviewing", "approving"),
            "refused",
            by=(APPROVERS,),
            fields=(REASON,),
            effects=(Call("catalogues.release"),),
            notifies=(TO_PROPOSER,),
            tone="danger",
            consequence="条目保持不变，理由告知申报单位。",
        ),
        Action(
            "withdraw",
            "撤回申报",
            (ANY_OPEN,),
            "withdrawn",
            by=(PROPOSERS,),
            fields=(REASON,),
            effects=(Call("catalogues.release"),),
            tone="danger",
            consequence="条目保持不变，可以另行申报。",
        ),
    ),
    columns=(
        Column("effective_on", "拟生效", "detail.effective_on"),
        Column("line_count", "条数", "detail.line_count"),
    ),
)
