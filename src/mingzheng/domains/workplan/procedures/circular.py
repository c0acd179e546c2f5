"""通报: drafted from the ledger; circulars and rankings leave the office only after approval 报批. Pure data."""

from mingzheng.casework.public import Action, Call, Column, Field, FieldKind, Procedure, State, StateKind
from mingzheng.domains.workplan.procedures.people import CLERKS, HEADS, LEADERS
from mingzheng.domains.workplan.procedures.shared_parts import REASON

TEXT_FIELDS = (
    Field("title", "标题", required=True, max_length=500, stores="case.title"),
    Field("body", "正文", FieldKind.LONG_TEXT, required=True, max_length=20000, stores="detail.body"),
    Field("with_ranking", "含各单位排名", FieldKind.BOOLEAN, stores="detail.with_ranking"),
    Field("is_public", "向社会公开", FieldKind.BOOLEAN, stores="detail.is_public"),
)
SCHEME = Field("scheme", "通报哪份方案", FieldKind.CASE, required=True, help="填写方案编号")
STANDING = (Call("workplan.take_standing"),)

CIRCULAR = Procedure(
    name="workplan_circular",
    version="2026-11-01",
    title="工作要点通报",
    basis="通报、排名报本机关负责同志批准后印发",
    prefix="TB",
    case_word="期",
    description="根据台账编写通报，经审核、批准后印发。",
    detail="workplan.CircularDetail",
    states=(
        State("drafting", "起草中"),
        State("reviewing", "待审核"),
        State("approving", "待批准"),
        State("approved", "待印发"),
        State("issued", "已印发", StateKind.CLOSED),
        State("dropped", "已作废", StateKind.CLOSED),
    ),
    opening=Action(
        "draft",
        "起草通报",
        (),
        "drafting",
        by=(CLERKS,),
        fields=(SCHEME, *TEXT_FIELDS),
        effects=STANDING,
        consequence="附上截至今天的各单位台账情况；批准印发前各单位看不到。",
    ),
    actions=(
        Action("revise", "修改", ("drafting",), by=(CLERKS,), fields=TEXT_FIELDS),
        Action(
            "refresh",
            "更新统计",
            ("drafting",),
            by=(CLERKS,),
            effects=STANDING,
            consequence="按今天的台账重新统计各单位情况；正文请自行核对。",
        ),
        Action("submit", "送审", ("drafting",), "reviewing", by=(CLERKS,), tone="primary"),
        Action(
            "review",
            "审核通过",
            ("reviewing",),
            "approving",
            by=(HEADS,),
            fields=(Field("opinion", "审核意见", FieldKind.LONG_TEXT),),
            not_same_as=("submit",),
            tone="primary",
        ),
        Action(
            "approve",
            "批准",
            ("approving",),
            "approved",
            by=(LEADERS,),
            fields=(Field("opinion", "批示", FieldKind.LONG_TEXT),),
            not_same_as=("submit", "review"),
            tone="primary",
            consequence="批准后方可印发；内容不再改动。",
        ),
        Action(
            "send_back",
            "退回修改",
            ("reviewing", "approving"),
            "drafting",
            by=(HEADS, LEADERS),
            fields=(REASON,),
            tone="danger",
        ),
        Action(
            "issue",
            "编号印发",
            ("approved",),
            "issued",
            by=(CLERKS,),
            effects=(Call("workplan.issue_circular"),),
            tone="primary",
            consequence="编发文号，生成公文，通知各单位。",
        ),
        Action("drop", "作废", ("drafting", "reviewing"), "dropped", by=(CLERKS,), fields=(REASON,), tone="danger"),
    ),
    columns=(Column("number", "文号", "detail.number"), Column("as_of", "统计截至", "detail.as_of")),
    search=("detail.number",),
)
