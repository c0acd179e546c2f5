"""清理: our own documents in force looked at again, each with a verdict, decided and published. Pure data.

Legal basis: 国办发〔2018〕37号 (定期清理, 清理结果向社会公布).
"""

from mingzheng.casework.public import (
    Action,
    Call,
    Column,
    Field,
    FieldKind,
    Limit,
    Procedure,
    State,
    StateKind,
)
from mingzheng.casework.standard.assignment import REASON, open_clock, stop_clock
from mingzheng.domains.normative.procedures.people import IN_CHARGE, IN_CHARGE_HEADS
from mingzheng.domains.normative.rules import VERDICTS_COMPLETE

CLEAN_UP = Procedure(
    name="normative_clean_up",
    version="2026-11-22",
    title="规范性文件清理",
    basis="国办发〔2018〕37号；省行政规范性文件管理规定",
    prefix="QL",
    case_word="次",
    description="列出现行有效的规范性文件，逐件提出继续有效、修改、废止或宣布失效，批准后公布清理结果。",
    detail="normative.CleanUp",
    states=(
        State("judging", "逐件清理中"),
        State("deciding", "待批准"),
        State("publishing", "待公布"),
        State("published", "已公布", StateKind.CLOSED),
        State("stopped", "已终止", StateKind.CLOSED),
    ),
    limits=(Limit("finish", "清理完成", basis="清理通知", field="due_on", main=True),),
    opening=Action(
        "start",
        "开展清理",
        (),
        "judging",
        by=(IN_CHARGE,),
        fields=(
            Field("title", "标题", required=True, max_length=200, stores="case.title"),
            Field("scope", "清理范围和依据", required=True, max_length=300, stores="detail.scope"),
            Field("due_on", "完成期限", FieldKind.DATE, required=True),
        ),
        effects=(open_clock("finish", field="due_on"), Call("normative.list_documents")),
        consequence="列出今天有效的全部规范性文件，逐件提出意见。",
    ),
    actions=(
        Action(
            "judge",
            "提出清理意见",
            ("judging",),
            by=(IN_CHARGE,),
            fields=(
                Field(
                    "verdicts",
                    "逐件意见",
                    FieldKind.ROWS,
                    required=True,
                    choices=(
                        ("document", ""),
                        ("title", "文件"),
                        ("verdict", ""),
                        ("words", "意见"),
                        ("reason", "理由"),
                    ),
                    max_length=300,
                ),
            ),
            effects=(Call("normative.keep_verdicts"),),
            tone="primary",
        ),
        Action(
            "submit",
            "送批准",
            ("judging",),
            "deciding",
            by=(IN_CHARGE,),
            guards=(VERDICTS_COMPLETE,),
            tone="primary",
            consequence="送负责人批准。",
        ),
        Action("send_back", "退回", ("deciding",), "judging", by=(IN_CHARGE_HEADS,), fields=(REASON,), tone="danger"),
        Action(
            "approve",
            "批准清理结果",
            ("deciding",),
            "publishing",
            by=(IN_CHARGE_HEADS,),
            fields=(Field("opinion", "意见", FieldKind.LONG_TEXT, max_length=1000),),
            not_same_as=("submit", "judge"),
            tone="primary",
        ),
        Action(
            "publish",
            "公布清理结果",
            ("publishing",),
            "published",
            by=(IN_CHARGE,),
            fields=(Field("address", "公布网址", required=True, max_length=300),),
            effects=(stop_clock("finish"), Call("normative.apply_verdicts")),
            same_day=True,
            tone="primary",
            consequence="废止、宣布失效的文件自今天起不再有效，文件页和检索同步标注。",
        ),
        Action(
            "stop",
            "终止清理",
            ("judging", "deciding"),
            "stopped",
            by=(IN_CHARGE_HEADS,),
            fields=(REASON,),
            tone="danger",
        ),
    ),
    columns=(Column("line_count", "文件数", "detail.line_count"),),
)
