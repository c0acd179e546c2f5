"""依申请公开 on paper: a reply clock that is replaced, suspended for two reasons at once, extended once, or lapses."""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.declaration import (
    ANY_OPEN,
    Action,
    ClockEffect,
    ClockVerb,
    Field,
    FieldKind,
    Guard,
    Limit,
    Procedure,
    Refusal,
    SetHandler,
    State,
    StateKind,
    Who,
)
from mingzheng.casework.facts import CaseFacts
from mingzheng.casework.standard.assignment import OFFICE, OFFICE_HEADS, REASON, open_clock, stop_clock
from mingzheng.casework.standard.guards import before_due
from mingzheng.worktime.public import calendar_days, working_days

LAW = "政府信息公开条例"
APPLICANT = Who(public=True, title="申请人")
OPINION = Field("opinion", "意见", FieldKind.LONG_TEXT)
POSITION = Field(
    "position", "是否同意公开", FieldKind.CHOICE, required=True, choices=(("agree", "同意"), ("disagree", "不同意"))
)
DECISIONS = (
    ("A2", "予以公开"),
    ("B1", "部分公开"),
    ("C4", "不予公开：商业秘密、个人隐私"),
    ("D1", "本机关不掌握"),
    ("D3", "补正后仍不明确"),
    ("E2", "重复申请"),
)


def _once(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.count_acts("ask_supplement"):
        return None
    return Refusal("supplement_asked", "补正只能一次性告知", "请按现有内容作出答复", f"{LAW}第三十条")


def _answered(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not any(facts.live_clock(limit) for limit in ("third_party", "co_producer")):
        return None
    return Refusal("consultation_open", "征求意见尚未结束", "等意见反馈或期限届满后再答复", f"{LAW}第三十二条")


def _objection_weighed(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if given.get("decision") != "A2" or not facts.count_acts("consult_third_party") or given.get("weighing"):
        return None
    return Refusal("not_weighed", "征求过第三方意见的，须写明决定公开的理由", "填写理由", f"{LAW}第十五条、第三十二条")


def _hold(because: str) -> tuple[ClockEffect, ClockEffect]:
    return ClockEffect(ClockVerb.SUSPEND, "reply", because=because), open_clock(because)


def _go_on(because: str) -> tuple[ClockEffect, ClockEffect]:
    return stop_clock(because), ClockEffect(ClockVerb.RESUME, "reply", because=because)


def _consultation(code: str, title: str, silent: Action) -> tuple[Action, ...]:
    return (
        Action(f"consult_{code}", f"征求{title}意见", ("handling",), by=(OFFICE,), effects=_hold(code)),
        Action(
            f"{code}_answers",
            f"{title}反馈意见",
            ("handling",),
            by=(OFFICE,),
            fields=(POSITION, OPINION),
            effects=_go_on(code),
        ),
        silent,
    )


THIRD_PARTY = _consultation(
    "third_party",
    "第三方",
    Action(
        "third_party_silent",
        "第三方逾期未提出意见，由本机关决定",
        ("handling",),
        effects=(ClockEffect(ClockVerb.RESUME, "reply", because="third_party"),),
        system=True,
        basis=f"{LAW}第三十二条",
    ),
)
CO_PRODUCER = _consultation(
    "co_producer",
    "共同制作机关",
    Action(
        "co_producer_deemed_to_consent",
        "共同制作机关逾期未提出意见，视为同意公开",
        ("handling",),
        effects=(ClockEffect(ClockVerb.RESUME, "reply", because="co_producer"),),
        system=True,
        basis=f"{LAW}第三十四条",
    ),
)

DISCLOSURE = Procedure(
    name="paper_disclosure",
    version="2019-05-15",
    title="依申请公开（试写）",
    basis=LAW,
    prefix="PYSQ",
    states=(
        State("to_confirm", "待确认"),
        State("handling", "办理中"),
        State("awaiting_supplement", "待补正", StateKind.WAITING),
        State("awaiting_fee", "待缴费", StateKind.WAITING),
        State("answered", "已答复", StateKind.CLOSED),
        State("dropped", "不再处理", StateKind.CLOSED),
        State("withdrawn", "已撤回", StateKind.CLOSED),
    ),
    limits=(
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
            on_expiry="third_party_silent",
            silence="不视为同意",
        ),
        Limit(
            "co_producer",
            "共同制作机关提出意见",
            working_days(15),
            basis=f"{LAW}第三十四条",
            on_expiry="co_producer_deemed_to_consent",
            silence="视为同意",
        ),
        Limit(
            "supplement",
            "补正",
            working_days(15),
            basis=f"{LAW}第三十条",
            on_expiry="drop_unsupplemented",
            silence="视为放弃申请",
        ),
        Limit(
            "fee",
            "缴纳信息处理费",
            calendar_days(30),
            basis="政府信息公开信息处理费管理办法第六条",
            on_expiry="drop_unpaid",
            silence="视为放弃申请",
        ),
    ),
    opening=Action(
        "apply",
        "提出申请",
        (),
        "to_confirm",
        by=(APPLICANT, OFFICE),
        fields=(
            Field("title", "申请事项", required=True, max_length=500, stores="case.title"),
            Field("applicant", "申请人", required=True, private=True),
            Field("content", "申请内容", FieldKind.LONG_TEXT, required=True),
        ),
    ),
    actions=(
        Action(
            "confirm_receipt",
            "确认收到",
            ("to_confirm",),
            "handling",
            by=(OFFICE,),
            effects=(open_clock("reply"), open_clock("supplement_notice"), SetHandler()),
            tone="primary",
            basis=f"{LAW}第三十一条",
        ),
        Action(
            "ask_supplement",
            "告知补正",
            ("handling",),
            "awaiting_supplement",
            by=(OFFICE,),
            fields=(
                Field("missing", "补正事项", FieldKind.LONG_TEXT, required=True),
                Field("until", "合理补正期限（不填按默认）", FieldKind.DATE),
            ),
            guards=(
                before_due("supplement_notice", what="再告知补正", instead="按现有内容在答复期限内答复"),
                Guard("once", "只告知一次", _once),
            ),
            effects=(
                stop_clock("supplement_notice"),
                ClockEffect(ClockVerb.CANCEL, "reply"),
                open_clock("supplement", field="until"),
            ),
        ),
        Action(
            "supplement",
            "补正申请",
            ("awaiting_supplement",),
            "handling",
            by=(APPLICANT, OFFICE),
            fields=(Field("content", "补正内容", FieldKind.LONG_TEXT, required=True),),
            effects=(stop_clock("supplement"), open_clock("reply")),
        ),
        Action("drop_unsupplemented", "逾期不补正，不再处理", ("awaiting_supplement",), "dropped", system=True),
        *THIRD_PARTY,
        *CO_PRODUCER,
        Action(
            "extend",
            "延期答复",
            ("handling",),
            by=(OFFICE_HEADS,),
            fields=(Field("amount", "延长（工作日）", FieldKind.INTEGER, required=True, minimum=1), REASON),
            guards=(before_due("reply"),),
            effects=(ClockEffect(ClockVerb.EXTEND, "reply", "amount"),),
        ),
        Action(
            "ask_fee",
            "通知缴费",
            ("handling",),
            "awaiting_fee",
            by=(OFFICE_HEADS,),
            fields=(Field("fee", "金额（元）", FieldKind.DECIMAL, required=True, minimum=1),),
            effects=(ClockEffect(ClockVerb.CANCEL, "reply"), open_clock("fee")),
        ),
        Action(
            "pay_fee",
            "已缴费",
            ("awaiting_fee",),
            "handling",
            by=(OFFICE,),
            effects=(stop_clock("fee"), open_clock("reply")),
        ),
        Action("drop_unpaid", "逾期未缴费，不再处理", ("awaiting_fee",), "dropped", system=True),
        Action(
            "draft_answer",
            "拟写答复",
            ("handling",),
            by=(OFFICE,),
            fields=(Field("draft", "答复稿", FieldKind.LONG_TEXT, required=True),),
        ),
        Action(
            "answer",
            "签发答复",
            ("handling",),
            "answered",
            by=(OFFICE_HEADS,),
            fields=(
                Field("decision", "处理决定", FieldKind.CHOICE, required=True, choices=DECISIONS),
                Field("weighing", "决定公开的理由", FieldKind.LONG_TEXT),
            ),
            guards=(
                Guard("consultations_over", "征求意见已结束", _answered),
                Guard("objection_weighed", "已说明公开理由", _objection_weighed),
            ),
            effects=(stop_clock("reply"),),
            not_same_as=("draft_answer",),
            tone="primary",
        ),
        Action("withdraw", "撤回申请", (ANY_OPEN,), "withdrawn", by=(APPLICANT, OFFICE)),
    ),
)
