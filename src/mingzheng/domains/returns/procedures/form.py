"""填报表: drawn up by the office, published to its units, closed when every unit has answered. Pure data."""

from mingzheng.casework.public import Action, Call, Field, FieldKind, Procedure, State, StateKind
from mingzheng.casework.standard.assignment import OFFICE, OFFICE_HEADS, REASON
from mingzheng.domains.returns.guards import FORM_READY, NOTHING_OPEN, UNITS_DONE

FIGURE_COLUMNS = (
    ("title", "指标"),
    ("hint", "填报说明"),
    ("minimum", "不小于"),
    ("maximum", "不大于"),
    ("beyond", "越界时"),
    ("required", "必填"),
    ("evidence", "须附佐证"),
    ("code", ""),
)
KINDS = (("year", "年度"), ("range", "时段"), ("as_of", "时点"))
TABLE = (
    Field("due_on", "截止日期", FieldKind.DATE, required=True, stores="detail.due_on"),
    Field("basis", "填报依据", required=True, max_length=500, stores="detail.basis"),
    Field("note", "填报要求", FieldKind.LONG_TEXT, stores="detail.note"),
    Field("unit_ids", "填报单位", FieldKind.UNITS, stores="detail.unit_ids"),
    Field("verify_unit_ids", "核验单位", FieldKind.UNITS, stores="detail.verify_unit_ids"),
    Field("figures", "指标", FieldKind.ROWS, choices=FIGURE_COLUMNS),
    Field("relations", "勾稽关系", FieldKind.LONG_TEXT),
)

FIGURE_FORM = Procedure(
    name="figure_form",
    version="2026-11-01",
    title="填报表",
    basis="填报通知；统计法关于独立报告、审核签署的规定",
    prefix="TB",
    case_word="份",
    description="一份填报表：拟制指标和单位，发布后每个单位一件，全部锁定后汇总结束。",
    detail="returns.FormDetail",
    has_children=True,
    states=(
        State("draft", "拟制中"),
        State("open", "填报中", StateKind.WAITING),
        State("closed", "已汇总", StateKind.CLOSED),
        State("cancelled", "已撤销", StateKind.CLOSED),
    ),
    opening=Action(
        "draw_up",
        "拟制填报表",
        (),
        "draft",
        by=(OFFICE,),
        fields=(
            Field("title", "名称", required=True, max_length=200, stores="case.title"),
            Field("kind", "时段类型", FieldKind.CHOICE, required=True, choices=KINDS),
            Field("since", "时段起始", FieldKind.DATE),
            Field("until", "时段截止", FieldKind.DATE, required=True),
            *TABLE,
        ),
        effects=(Call("returns.lay_out_form"),),
    ),
    actions=(
        Action(
            "revise",
            "修改填报表",
            ("draft",),
            by=(OFFICE,),
            fields=(Field("title", "名称", required=True, max_length=200, stores="case.title"), *TABLE),
            effects=(Call("returns.lay_out_form"),),
        ),
        Action(
            "publish",
            "发布填报表",
            ("draft",),
            "open",
            by=(OFFICE_HEADS,),
            guards=(FORM_READY,),
            effects=(Call("returns.start_asking"),),
            tone="primary",
            consequence="每个填报单位收到一件待签收的填报，签收、填报期限开始计算；发布后指标不再改动。",
        ),
        Action(
            "add_units",
            "增加填报单位",
            ("open",),
            by=(OFFICE_HEADS,),
            fields=(Field("more_units", "增加的单位", FieldKind.UNITS, required=True),),
            effects=(Call("returns.add_units"),),
            consequence="增加的单位收到待签收的填报，已下发的单位不受影响。",
        ),
        Action(
            "close",
            "汇总结束",
            ("open",),
            "closed",
            by=(OFFICE_HEADS,),
            guards=(UNITS_DONE,),
            tone="primary",
            consequence="各单位均已锁定、不涉及或撤销，本表结束；个别单位仍可申请更正。",
        ),
        Action(
            "cancel",
            "撤销填报表",
            ("draft", "open"),
            "cancelled",
            by=(OFFICE_HEADS,),
            fields=(REASON,),
            guards=(NOTHING_OPEN,),
            tone="danger",
        ),
    ),
)
