"""更正申请 as a procedure: registered, examined, told. Pure data. Legal basis: 政府信息公开条例第四十一条."""

from mingzheng.casework.public import (
    Action,
    Call,
    Column,
    Field,
    FieldKind,
    Limit,
    Procedure,
    SetHandler,
    State,
    StateKind,
)
from mingzheng.casework.standard.assignment import open_clock, stop_clock
from mingzheng.domains.foi.corrections.models import RESULTS
from mingzheng.domains.foi.corrections.rules import COMPETENT_NAMED
from mingzheng.domains.foi.grounds import LAW
from mingzheng.domains.foi.intake import CLERKS, HEADS, LONG
from mingzheng.domains.foi.rules import TITLE_NAMES_NOBODY
from mingzheng.domains.foi.sealed_words import seal_words
from mingzheng.worktime.public import working_days

BASIS = f"{LAW}第四十一条"
REGISTER = Action(
    "register_correction",
    "登记更正申请",
    (),
    "examining",
    by=(CLERKS,),
    fields=(
        Field("title", "事项（不写申请人姓名）", required=True, max_length=500, stores="case.title"),
        Field("arrived_on", "收到日期", FieldKind.DATE, required=True, stores="detail.arrived_on"),
        Field("applicant", "申请人姓名或者名称", required=True, max_length=200, private=True),
        Field("identity", "身份证明号码", required=True, max_length=60, private=True),
        Field("contact", "联系方式", required=True, max_length=300, private=True),
        Field("record", "要求更正的记录", LONG, required=True, stores="detail.record"),
        Field("wrong", "不准确之处和证据", LONG, required=True, stores="detail.wrong"),
        Field("papers", "证明材料", FieldKind.FILES),
    ),
    guards=(TITLE_NAMES_NOBODY,),
    effects=(open_clock("correction"), SetHandler()),
    consequence="条例没有规定期限，按本机关设定的期限提醒。不计入年度报告表2。",
    basis=BASIS,
)
ACTIONS = (
    Action(
        "decide_correction",
        "审核并告知",
        ("examining",),
        "told",
        by=(HEADS,),
        fields=(
            Field("result", "处理结果", FieldKind.CHOICE, required=True, choices=RESULTS, stores="detail.result"),
            Field("reason", "审核情况", LONG, required=True, stores="detail.reason"),
            Field(
                "competent", "有权更正的机关及联系方式（不属于本机关职能时）", max_length=300, stores="detail.competent"
            ),
        ),
        guards=(COMPETENT_NAMED,),
        effects=(stop_clock("correction"), Call("foi.correction_told")),
        tone="primary",
        consequence="编告知书文号，在“告知书”中打印，送达申请人。",
        basis=BASIS,
    ),
    Action(
        "withdraw_correction",
        "申请人撤回",
        ("examining",),
        "withdrawn",
        by=(CLERKS,),
        fields=(Field("why", "撤回的情况", LONG, required=True),),
    ),
)
CORRECTION = Procedure(
    name="foi_correction",
    version="2019-05-15",
    title="更正申请",
    basis=BASIS,
    prefix="GZ",
    states=(
        State("examining", "审核中"),
        State("told", "已告知", StateKind.CLOSED),
        State("withdrawn", "已撤回", StateKind.CLOSED),
    ),
    limits=(
        Limit(
            "correction",
            "审核并告知",
            working_days(15),
            basis=BASIS,
            parameter="foi.correction_days",
            main=True,
        ),
    ),
    opening=seal_words(REGISTER),
    actions=tuple(seal_words(action) for action in ACTIONS),
    detail="foi.Correction",
    columns=(Column("result", "处理结果", "detail.result"),),
    parameters=("foi.correction_days",),
)
