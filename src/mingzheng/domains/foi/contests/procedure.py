"""复议诉讼 as a procedure: registered on the day the notice came, answered in time, decided, corrected where it must be. Pure data.

Legal basis: 行政复议法第四十八条（十日）、第五十四条（简易程序五日，均为工作日，第八十八条）; 行政诉讼法第六十七条（十五日）.
"""

from mingzheng.casework.public import (
    ANY_OPEN,
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
from mingzheng.domains.foi.contests.models import RESULTS, TRACKS
from mingzheng.domains.foi.contests.rules import DECIDED_AFTER, ON_RECEIPT
from mingzheng.domains.foi.intake import CLERKS, HEADS, LONG
from mingzheng.domains.foi.sealed_words import seal_words
from mingzheng.worktime.public import calendar_days, working_days

BASIS = "行政复议法第四十八条、第五十四条；行政诉讼法第六十七条"
EVIDENCE = Field(
    "evidence_list",
    "证据目录",
    LONG,
    required=True,
    max_length=8000,
    stores="detail.evidence",
    help="一行一份：名称、证明目的、页数。",
)
REGISTER = Action(
    "register_contest",
    "登记复议、诉讼",
    (),
    "replying",
    by=(CLERKS,),
    fields=(
        Field("title", "案由（不写申请人姓名）", required=True, max_length=500, stores="case.title"),
        Field("track", "种类", FieldKind.CHOICE, required=True, choices=TRACKS, stores="detail.track"),
        Field("application", "被复议、被诉的申请", FieldKind.CASE, stores="detail.application_id"),
        Field("body", "复议机关或者法院", required=True, max_length=120, stores="detail.body"),
        Field("their_number", "案号", max_length=80, stores="detail.their_number"),
        Field(
            "received_on",
            "收到通知书之日",
            FieldKind.DATE,
            required=True,
            stores="detail.received_on",
            help="不是今天收到的，在下面“补录”中填同一天为发生日期。",
        ),
        Field("claim", "请求和理由", LONG, stores="detail.claim"),
        Field("papers", "通知书、申请书或者起诉状", FieldKind.FILES),
    ),
    guards=(ON_RECEIPT,),
    effects=(open_clock("contest_reply"), SetHandler(), Call("foi.contest_opened")),
    consequence="自收到通知书之日起计算提交答复、答辩的期限：简易程序复议五个工作日，其余复议十个工作日，诉讼十五日。",
    basis=BASIS,
)
ACTIONS = (
    Action(
        "submit_reply",
        "提交答复、答辩",
        ("replying",),
        "pending",
        by=(CLERKS,),
        fields=(
            EVIDENCE,
            Field("papers", "答复书、答辩状和证据", FieldKind.FILES),
        ),
        effects=(stop_clock("contest_reply"), Call("foi.contest_replied")),
        tone="primary",
        consequence="停止计算答复、答辩期限，等待审结。",
        basis=BASIS,
    ),
    Action(
        "add_evidence",
        "补充证据",
        ("pending",),
        by=(CLERKS,),
        fields=(
            EVIDENCE,
            Field("papers", "证据", FieldKind.FILES),
        ),
    ),
    Action(
        "note_result",
        "登记结果",
        ("replying", "pending"),
        to_by_field=("result", (("upheld", "decided"), ("corrected", "correcting"), ("otherwise", "decided"))),
        by=(CLERKS,),
        fields=(
            Field("result", "结果", FieldKind.CHOICE, required=True, choices=RESULTS, stores="detail.result"),
            Field("ruling", "决定、裁判的要点", LONG, required=True, stores="detail.ruling"),
            Field("lesson", "需要改进的问题（供业务指导）", LONG, stores="detail.lesson"),
            Field("papers", "决定书、裁判文书", FieldKind.FILES),
        ),
        guards=(DECIDED_AFTER,),
        effects=(stop_clock("contest_reply"), Call("foi.contest_decided")),
        tone="primary",
        consequence="以办理日期为审结日期，计入当年年报表3；结果纠正的，还须登记纠正情况。",
    ),
    Action(
        "note_correction",
        "登记纠正情况",
        ("correcting",),
        "decided",
        by=(CLERKS,),
        fields=(
            Field("correction", "重新作出的答复、履行情况", LONG, required=True, stores="detail.correction"),
            Field("papers", "有关材料", FieldKind.FILES),
        ),
        tone="primary",
    ),
    Action(
        "strike_contest",
        "撤销登记",
        (ANY_OPEN,),
        "struck",
        by=(HEADS,),
        fields=(Field("reason", "撤销的理由（登记错误等）", LONG, required=True),),
        effects=(stop_clock("contest_reply"), Call("foi.contest_struck")),
        tone="danger",
        consequence="撤销后不计入年报；记录保留。",
    ),
)
CONTEST = Procedure(
    name="foi_contest",
    version="2024-01-01",
    title="公开复议诉讼",
    basis=BASIS,
    prefix="FYSS",
    states=(
        State("replying", "待答复答辩"),
        State("pending", "待审结"),
        State("correcting", "待纠正"),
        State("decided", "已审结", kind=StateKind.CLOSED),
        State("struck", "已撤销登记", kind=StateKind.CLOSED),
    ),
    limits=(
        Limit(
            "contest_reply",
            "提交答复、答辩",
            working_days(10),
            basis=BASIS,
            length_by="track",
            lengths=(
                ("review_ordinary", working_days(10)),
                ("review_simple", working_days(5)),
                ("direct", calendar_days(15)),
                ("after_review", calendar_days(15)),
            ),
            main=True,
            statutory=True,
        ),
    ),
    opening=seal_words(REGISTER),
    actions=tuple(seal_words(action) for action in ACTIONS),
    detail="foi.Contest",
    columns=(
        Column("track", "种类", "detail.track"),
        Column("body", "复议机关或者法院", "detail.body"),
        Column("result", "结果", "detail.result"),
    ),
    search=("detail.their_number",),
)
