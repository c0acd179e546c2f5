"""How an application comes in: who may act, the form, receipt by the channel's rule, confirmation by both, supplement.

Pure data of the procedure; what follows (consultation, time, answer) is `procedure`.
Legal basis: 政府信息公开条例 第二十九条至第三十一条.
"""

from mingzheng.casework.public import Action, Call, ClockEffect, ClockVerb, Field, FieldKind, PartyRole, SetHandler, Who
from mingzheng.casework.standard.assignment import open_clock, stop_clock
from mingzheng.casework.standard.guards import before_due
from mingzheng.domains.foi.grounds import LAW
from mingzheng.domains.foi.models import APPLICANT_KINDS
from mingzheng.domains.foi.receipt import CHANNEL_LABELS
from mingzheng.domains.foi.rules import (
    AFTER_ARRIVAL,
    ASKED_TO_CONFIRM,
    CONFIRMED,
    CONSULTATIONS_OVER,
    NEEDS_BOTH,
    SUPPLEMENT_ONCE,
    TITLE_NAMES_NOBODY,
)

CLERKS = Who(
    roles=frozenset({"office_clerk", "office_section_head", "unit_liaison", "unit_section_head"}),
    of=PartyRole.ORIGIN,
    title="政府信息公开工作机构",
)
HEADS = Who(
    roles=frozenset({"office_section_head", "unit_section_head"}),
    of=PartyRole.ORIGIN,
    title="政府信息公开工作机构负责人",
)
APPROVERS = Who(
    roles=frozenset({"office_director", "unit_deputy", "unit_head"}), of=PartyRole.ORIGIN, title="机关负责人"
)
APPLICANT = Who(public=True, title="申请人")
TELL_APPLICANT = Call("foi.tell_applicant")
WRITE_NOTICE = Call("foi.write_notice")
LONG = FieldKind.LONG_TEXT

APPLY = Action(
    "apply",
    "登记申请",
    (),
    "to_confirm",
    by=(CLERKS, APPLICANT),
    fields=(
        Field("title", "申请事项（不写申请人姓名）", required=True, max_length=500, stores="case.title"),
        Field(
            "channel",
            "提交方式",
            FieldKind.CHOICE,
            required=True,
            choices=tuple((channel.value, label) for channel, label in CHANNEL_LABELS.items()),
            stores="detail.channel",
        ),
        Field("arrived_on", "到达日期", FieldKind.DATE, required=True, stores="detail.arrived_on"),
        Field(
            "applicant_kind",
            "申请人类型",
            FieldKind.CHOICE,
            required=True,
            choices=APPLICANT_KINDS,
            stores="detail.applicant_kind",
        ),
        Field("applicant", "申请人姓名或者名称", required=True, max_length=200, private=True),
        Field("identity", "身份证明号码", required=True, max_length=60, private=True),
        Field("contact", "联系方式", required=True, max_length=300, private=True),
        Field("co_applicants", "共同申请人（姓名、证件号码、联系方式）", LONG, max_length=2000, private=True),
        Field("agent", "代理人或者代为填写的人", max_length=300, private=True),
        Field("content", "所需信息的名称、文号或者其他特征性描述", LONG, required=True, stores="detail.content"),
        Field(
            "form_wanted",
            "获取信息的方式、途径",
            required=True,
            max_length=200,
            stores="detail.form_wanted",
        ),
        Field("papers", "申请材料", FieldKind.FILES),
    ),
    guards=(TITLE_NAMES_NOBODY,),
    effects=(ClockEffect(ClockVerb.OPEN, "confirm", since="arrived_on"), Call("foi.take_application")),
    consequence="当面提交的即日起算答复期限；其他方式的，签收或者确认后起算。",
    basis=f"{LAW}第二十九条",
)

# A late confirmation is alarmed while it lasts; it is no lateness of the answer, so its clock is cancelled, not stopped.
CONFIRMED_CLOCKS = (
    ClockEffect(ClockVerb.CANCEL, "confirm"),
    ClockEffect(ClockVerb.CANCEL, "confirm_wait"),
    open_clock("reply"),
    open_clock("supplement_notice"),
)
RECEIPT = (
    Action(
        "confirm_receipt",
        "确认收到",
        ("to_confirm",),
        "handling",
        by=(CLERKS,),
        fields=(Field("proof", "签收或者确认的记录（方式、时间、经手人）", LONG, max_length=500),),
        guards=(AFTER_ARRIVAL, CONFIRMED),
        effects=(
            *CONFIRMED_CLOCKS,
            SetHandler(),
            Call("foi.note_receipt"),
            TELL_APPLICANT,
        ),
        tone="primary",
        consequence="以办理日期为收到申请之日，二十个工作日的答复期限开始计算。",
        basis=f"{LAW}第三十一条",
    ),
    Action(
        "ask_confirmation",
        "请申请人确认",
        ("to_confirm",),
        by=(CLERKS,),
        fields=(Field("note", "提请申请人核对的内容", LONG, max_length=500),),
        guards=(NEEDS_BOTH,),
        effects=(ClockEffect(ClockVerb.CANCEL, "confirm"), open_clock("confirm_wait"), TELL_APPLICANT),
        consequence="申请人在查询页面确认之日，为收到申请之日。",
        basis=f"{LAW}第三十一条",
    ),
    Action(
        "confirm_application",
        "申请人确认",
        ("to_confirm",),
        "handling",
        by=(APPLICANT,),
        guards=(ASKED_TO_CONFIRM,),
        effects=(*CONFIRMED_CLOCKS, Call("foi.note_receipt"), TELL_APPLICANT),
        same_day=True,
        consequence="双方确认之日为收到申请之日，二十个工作日的答复期限开始计算。",
        basis=f"{LAW}第三十一条",
    ),
    Action(
        "receive_at_counter",
        "当面收到",
        ("to_confirm",),
        "handling",
        system=True,
        effects=(*CONFIRMED_CLOCKS, Call("foi.note_receipt")),
        basis=f"{LAW}第三十一条",
    ),
)

SUPPLEMENT = (
    Action(
        "ask_supplement",
        "告知补正",
        ("handling",),
        "awaiting_supplement",
        by=(CLERKS,),
        fields=(
            Field("missing", "需要补正的事项", LONG, required=True),
            Field("until", "合理的补正期限（不填按默认）", FieldKind.DATE),
        ),
        guards=(
            before_due("supplement_notice", what="再告知补正", instead="按现有内容在答复期限内答复"),
            SUPPLEMENT_ONCE,
            CONSULTATIONS_OVER,
        ),
        effects=(
            stop_clock("supplement_notice"),
            ClockEffect(ClockVerb.CANCEL, "reply"),
            open_clock("supplement", field="until"),
            WRITE_NOTICE,
            TELL_APPLICANT,
        ),
        consequence="答复期限自收到补正之日起重新计算。",
        basis=f"{LAW}第三十条",
    ),
    Action(
        "supplement",
        "收到补正",
        ("awaiting_supplement",),
        "handling",
        by=(CLERKS, APPLICANT),
        fields=(Field("supplement", "补正内容", LONG, required=True, stores="detail.supplement"),),
        effects=(stop_clock("supplement"), open_clock("reply")),
        tone="primary",
        basis=f"{LAW}第三十条",
    ),
    Action(
        "drop_unsupplemented",
        "逾期不补正，不再处理",
        ("awaiting_supplement",),
        "dropped",
        system=True,
        effects=(Call("foi.close_as_f1"), WRITE_NOTICE, TELL_APPLICANT),
        basis=f"{LAW}第三十条",
    ),
)
