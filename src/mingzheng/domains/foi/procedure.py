"""依申请公开 as a procedure: registered, confirmed, handled, drafted, reviewed, approved, delivered. Pure data.

Legal basis: 政府信息公开条例 第二十七条至第四十五条.
"""

from mingzheng.casework.public import (
    Action,
    Call,
    ClockEffect,
    ClockVerb,
    Column,
    Field,
    FieldKind,
    Limit,
    Procedure,
    State,
    StateKind,
)
from mingzheng.casework.standard.assignment import open_clock, stop_clock
from mingzheng.casework.standard.guards import before_due
from mingzheng.domains.foi.answering import ANSWER, REASON
from mingzheng.domains.foi.grounds import LAW
from mingzheng.domains.foi.intake import (
    APPLICANT,
    APPLY,
    CLERKS,
    HEADS,
    LONG,
    RECEIPT,
    SUPPLEMENT,
    TELL_APPLICANT,
    WRITE_NOTICE,
)
from mingzheng.domains.foi.receipt import CHANNEL_LABELS, Channel
from mingzheng.domains.foi.rules import (
    CONSULTATIONS_OVER,
    FEE_RIGHT,
    REASONS_ASKED,
    REASONS_GIVEN,
    REPLY_BY_AHEAD,
    opinion_asked,
    opinion_not_open,
)
from mingzheng.domains.foi.sealed_words import seal_words
from mingzheng.worktime.public import calendar_days, working_days


def _hold(because: str) -> tuple[ClockEffect, ClockEffect, Call, Call]:
    suspended = ClockEffect(ClockVerb.SUSPEND, "reply", because=because)
    return suspended, open_clock(because), WRITE_NOTICE, TELL_APPLICANT


def _go_on(because: str) -> tuple[ClockEffect, ClockEffect]:
    return stop_clock(because), ClockEffect(ClockVerb.RESUME, "reply", because=because)


def _consultation(code: str, title: str, article: str, silent: str, silent_title: str) -> tuple[Action, ...]:
    opinion = Field("opinion", "意见及理由", LONG, required=True)
    return (
        Action(
            f"consult_{code}",
            f"征求{title}意见",
            ("handling",),
            by=(CLERKS,),
            fields=(
                Field("asked", f"被征求意见的{title}", required=True, max_length=300, private=True),
                Field("note", "征求意见的事项", LONG),
            ),
            guards=(opinion_not_open(code),),
            effects=_hold(code),
            consequence="征求意见所需时间不计算在答复期限内。",
            basis=f"{LAW}{article}",
        ),
        Action(
            f"{code}_agrees",
            f"{title}同意公开",
            ("handling",),
            by=(CLERKS,),
            fields=(opinion,),
            guards=(opinion_asked(code),),
            effects=_go_on(code),
            basis=f"{LAW}{article}",
        ),
        Action(
            f"{code}_objects",
            f"{title}不同意公开",
            ("handling",),
            by=(CLERKS,),
            fields=(opinion,),
            guards=(opinion_asked(code),),
            effects=_go_on(code),
            basis=f"{LAW}{article}",
        ),
        Action(
            silent,
            silent_title,
            ("handling",),
            effects=(ClockEffect(ClockVerb.RESUME, "reply", because=code),),
            system=True,
            basis=f"{LAW}{article}",
        ),
    )


CONSULTATION = (
    *_consultation("third_party", "第三方", "第三十二条", "third_party_silent", "第三方逾期未提出意见，由本机关决定"),
    *_consultation(
        "co_producer",
        "共同制作机关",
        "第三十四条",
        "co_producer_deemed_to_consent",
        "共同制作机关逾期未提出意见，视为同意公开",
    ),
)

TIME = (
    Action(
        "extend",
        "延长答复期限",
        ("handling", "drafted", "reviewed"),
        by=(HEADS,),
        fields=(
            Field("amount", "延长（工作日）", FieldKind.INTEGER, required=True, minimum=1, maximum=20),
            REASON,
            Field("notice", "告知申请人的方式和时间", required=True, max_length=300),
        ),
        guards=(before_due("reply", what="延期", instead="请尽快答复并说明逾期原因"),),
        effects=(ClockEffect(ClockVerb.EXTEND, "reply", "amount"), WRITE_NOTICE, TELL_APPLICANT),
        consequence="延长一次，最长二十个工作日，须在原期限届满前告知申请人。",
        basis=f"{LAW}第三十三条",
    ),
    Action(
        "explain_excess",
        "要求说明理由",
        ("handling",),
        by=(HEADS,),
        fields=(REASON, Field("until", "说明理由的期限（不填按默认）", FieldKind.DATE)),
        effects=(open_clock("reasons", field="until"), WRITE_NOTICE, TELL_APPLICANT),
        basis=f"{LAW}第三十五条",
    ),
    Action(
        "give_reasons",
        "申请人说明理由",
        ("handling",),
        by=(CLERKS, APPLICANT),
        fields=(Field("reasons", "理由", LONG, required=True, max_length=2000),),
        guards=(REASONS_ASKED,),
        effects=(stop_clock("reasons"),),
        basis=f"{LAW}第三十五条",
    ),
    Action(
        "accept_reasons",
        "理由合理，延迟答复",
        ("handling",),
        by=(HEADS,),
        fields=(Field("reply_by", "延迟答复的合理期限", FieldKind.DATE, required=True), REASON),
        guards=(REASONS_GIVEN, CONSULTATIONS_OVER, REPLY_BY_AHEAD),
        effects=(
            stop_clock("reasons"),
            ClockEffect(ClockVerb.RESTART, "reply", "reply_by"),
            WRITE_NOTICE,
            TELL_APPLICANT,
        ),
        basis=f"{LAW}第三十五条",
    ),
    Action(
        "ask_fee",
        "通知缴费",
        ("handling",),
        "awaiting_fee",
        by=(HEADS,),
        fields=(
            Field(
                "measure",
                "计费方式",
                FieldKind.CHOICE,
                required=True,
                choices=(("items", "按件"), ("pages", "按量")),
            ),
            Field("count", "当月第几件，或者页数", FieldKind.INTEGER, required=True, minimum=1),
            Field(
                "units",
                "拆分为几件计费（按件时）",
                FieldKind.INTEGER,
                minimum=1,
                maximum=200,
                help="一件申请含几项互不相关的内容的，按最小合理单位拆分；只用于计费，申请仍是一件。",
            ),
            Field("amount", "金额（元）", FieldKind.INTEGER, required=True, minimum=1, stores="detail.fee"),
        ),
        guards=(FEE_RIGHT, CONSULTATIONS_OVER),
        effects=(
            stop_clock("supplement_notice"),
            ClockEffect(ClockVerb.CANCEL, "reply"),
            open_clock("fee"),
            Call("foi.note_units"),
            WRITE_NOTICE,
            TELL_APPLICANT,
        ),
        consequence="申请人三十日内缴费；答复期限自缴费次日起重新计算。",
        basis=f"{LAW}第四十二条",
    ),
    Action(
        "pay_fee",
        "已缴费",
        ("awaiting_fee",),
        "handling",
        by=(CLERKS,),
        fields=(Field("receipt_number", "财政票据号", required=True, max_length=60),),
        effects=(stop_clock("fee"), open_clock("reply"), Call("foi.note_payment")),
        tone="primary",
        basis="政府信息公开信息处理费管理办法第六条",
    ),
    Action(
        "drop_unpaid",
        "逾期未缴费，不再处理",
        ("awaiting_fee",),
        "dropped",
        system=True,
        effects=(Call("foi.close_as_f2"), WRITE_NOTICE, TELL_APPLICANT),
        basis="政府信息公开信息处理费管理办法第六条",
    ),
)

# What comes by ordinary mail is confirmed on the day it arrives, by law; for the other ways the day is set locally.
CONFIRM_WITHIN = tuple(
    (channel.value, None if channel is Channel.ORDINARY_MAIL else working_days(1)) for channel in CHANNEL_LABELS
)
APPLICATION = Procedure(
    name="foi_application",
    version="2019-05-15",
    title="依申请公开",
    basis="政府信息公开条例",
    prefix="YSQ",
    states=(
        State("to_confirm", "待确认"),
        State("handling", "办理中"),
        State("awaiting_supplement", "待补正", StateKind.WAITING),
        State("awaiting_fee", "待缴费", StateKind.WAITING),
        State("drafted", "待审核"),
        State("reviewed", "待签发"),
        State("approved", "待送达"),
        State("answered", "已答复", StateKind.CLOSED),
        State("dropped", "不再处理", StateKind.CLOSED),
        State("withdrawn", "已撤回", StateKind.CLOSED),
    ),
    limits=(
        Limit(
            "confirm",
            "与申请人确认、登记签收",
            basis=f"{LAW}第三十一条",
            parameter="foi.confirm_days",
            length_by="channel",
            lengths=CONFIRM_WITHIN,
            main=True,
        ),
        Limit(
            "confirm_wait",
            "等申请人确认",
            working_days(5),
            basis=f"{LAW}第三十一条",
            parameter="foi.confirm_wait_days",
            main=True,
        ),
        Limit("supplement_notice", "告知补正", working_days(7), basis=f"{LAW}第三十条", statutory=True),
        Limit(
            "reply",
            "答复",
            working_days(20),
            basis=f"{LAW}第三十三条",
            main=True,
            statutory=True,
            extension=working_days(20),
            extensions=1,
        ),
        Limit(
            "third_party",
            "第三方提出意见",
            working_days(15),
            basis=f"{LAW}第三十二条",
            statutory=True,
            on_expiry="third_party_silent",
            silence="不视为同意",
        ),
        Limit(
            "co_producer",
            "共同制作机关提出意见",
            working_days(15),
            basis=f"{LAW}第三十四条",
            statutory=True,
            on_expiry="co_producer_deemed_to_consent",
            silence="视为同意公开",
        ),
        Limit(
            "supplement",
            "补正",
            working_days(15),
            basis=f"{LAW}第三十条",
            parameter="foi.supplement_days",
            on_expiry="drop_unsupplemented",
            silence="视为放弃申请",
        ),
        Limit(
            "fee",
            "缴纳信息处理费",
            calendar_days(30),
            basis="政府信息公开信息处理费管理办法第六条",
            statutory=True,
            on_expiry="drop_unpaid",
            silence="视为放弃申请",
        ),
        Limit("reasons", "说明理由", working_days(15), basis=f"{LAW}第三十五条", parameter="foi.reasons_days"),
    ),
    opening=seal_words(APPLY),
    actions=tuple(seal_words(action) for action in (*RECEIPT, *SUPPLEMENT, *CONSULTATION, *TIME, *ANSWER)),
    detail="foi.Application",
    columns=(
        Column("channel", "提交方式", "detail.channel"),
        Column("ground", "处理决定", "detail.ground"),
        Column("applicant_kind", "申请人类型", "detail.applicant_kind"),
    ),
    search=("detail.searched_words",),
    parameters=("foi.supplement_days", "foi.reasons_days", "foi.confirm_days", "foi.confirm_wait_days"),
)
