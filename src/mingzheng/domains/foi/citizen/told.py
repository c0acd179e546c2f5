"""What an applicant is told of each act of his application: the day, plain words, and the notice he may fetch.

Which of it is asked of him now, and the clock, are `status`. Opinions and reviews inside the office have no words here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.casework.public import Act, Case
from mingzheng.domains.foi.letters.notices import BY_ACTION, NOTICE_TITLES, TO_OTHERS, NoticeKind
from mingzheng.domains.foi.office.models import Letter
from mingzheng.platform.design.public import format_date
from mingzheng.platform.parameters.public import get_value

RECEIPT = NoticeKind.RECEIPT
RECEIVED = frozenset({"confirm_receipt", "confirm_application", "receive_at_counter"})


@dataclass(frozen=True, slots=True)
class Told:
    """One thing the applicant is told: when, what, and the words of the notice. `paper` is the notice he may fetch."""

    on: date
    title: str
    text: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    paper: str = ""
    paper_title: str = ""


def notices_of(case: Case) -> frozenset[str]:
    """Return the codes of the notices issued to the applicant; what is asked of others is not his."""
    rows = Letter.objects.filter(case=case).exclude(kind__in=[kind.value for kind in TO_OTHERS])
    return frozenset(f"{kind}-{sequence}" for kind, sequence in rows.values_list("kind", "sequence"))


def tell(act: Act, notices: frozenset[str] = frozenset()) -> Told | None:
    """Return what the applicant is told of an act; None for what does not concern him."""
    words = _WORDS.get(act.action)
    if words is None:
        return None
    title, text, lines = words(act.data)
    kind = RECEIPT if act.action in RECEIVED else BY_ACTION.get(act.action)
    paper = f"{kind.value}-{act.sequence}" if kind is not None and kind is not RECEIPT else ""
    paper = RECEIPT.value if kind is RECEIPT else paper if paper in notices else ""
    return Told(
        act.occurred_on,
        title,
        text,
        tuple((label, value) for label, value in lines if value),
        paper,
        NOTICE_TITLES[kind].removeprefix("政府信息公开申请").removeprefix("政府信息公开") if kind and paper else "",
    )


Words = tuple[str, str, list[tuple[str, str]]]


def _plain(title: str, text: str = "") -> Callable[[Mapping[str, Any]], Words]:
    return lambda given: (title, text, [])


def _supplement_words(given: Mapping[str, Any]) -> Words:
    return (
        "请您补正",
        "补正只要求这一次。逾期不补正又没有正当理由的，视为放弃申请。收到补正之日起，答复期限重新计算。",
        [("需要补正的内容", str(given.get("missing", "")))],
    )


def _extension_words(given: Mapping[str, Any]) -> Words:
    amount = given.get("amount", "")
    return (
        "答复期限延长",
        f"延长 {amount} 个工作日，只延长一次。依据：政府信息公开条例第三十三条。",
        [("原因", str(given.get("reason", "")))],
    )


def _fee_words(given: Mapping[str, Any]) -> Words:
    measure = {"items": "按件计算", "pages": "按量计算"}.get(str(given.get("measure", "")), "")
    what = "当月第" if given.get("measure") == "items" else "共"
    unit = "件" if given.get("measure") == "items" else "页"
    return (
        "请您缴纳信息处理费",
        "收到通知次日起三十日内缴纳；逾期未缴的，视为放弃申请。缴费次日起，答复期限重新计算。"
        "对收费决定不服的，不能单独申请复议或者起诉，可以在不再处理后一并提出。",
        [
            ("金额", f"{given.get('amount', '')} 元"),
            ("标准", f"{measure}，{what} {given.get('count', '')} {unit}（政府信息公开信息处理费管理办法）"),
            ("缴纳方式", str(get_value("foi.payment_way") or "请致电受理机关")),
        ],
    )


def _reasons_words(given: Mapping[str, Any]) -> Words:
    return (
        "请您说明理由",
        "申请的数量、频次明显超过合理范围，请说明理由。依据：政府信息公开条例第三十五条。",
        [("原因", str(given.get("reason", "")))],
    )


def _later_words(given: Mapping[str, Any]) -> Words:
    return (
        "理由成立，延迟答复",
        f"新的答复日期：{format_date(date.fromisoformat(str(given['reply_by'])))}。",
        [("说明", str(given.get("reason", "")))],
    )


_HOLD = "征求意见所需时间不计算在答复期限内。依据：政府信息公开条例第三十三条。"
_WORDS: dict[str, Callable[[Mapping[str, Any]], Words]] = {
    "apply": _plain("提交申请"),
    "ask_confirmation": lambda given: (
        "请您确认",
        "受理机关已收到，请您核对后确认。双方确认之日为收到申请之日。",
        [("请核对", str(given.get("note", "")))],
    ),
    "confirm_receipt": _plain("确认收到", "这一天为收到申请之日，答复期限从次一工作日开始计算。"),
    "confirm_application": _plain("双方已确认", "这一天为收到申请之日，答复期限从次一工作日开始计算。"),
    "receive_at_counter": _plain("当面收到", "当面提交的，以提交之日为收到申请之日。"),
    "ask_supplement": _supplement_words,
    "supplement": _plain("收到补正", "答复期限从这一天起重新计算。"),
    "drop_unsupplemented": _plain("不再处理", "没有在期限内补正，视为放弃申请。"),
    "consult_third_party": _plain("征求第三方意见", "您要的信息可能涉及第三方的合法权益。" + _HOLD),
    "third_party_agrees": _plain("征求第三方意见结束", "期限接着计算。"),
    "third_party_objects": _plain("征求第三方意见结束", "期限接着计算。"),
    "third_party_silent": _plain(
        "征求第三方意见结束", "第三方没有在期限内提出意见，由受理机关依法决定。期限接着计算。"
    ),
    "consult_co_producer": _plain("征求共同制作机关意见", _HOLD),
    "co_producer_agrees": _plain("征求共同制作机关意见结束", "期限接着计算。"),
    "co_producer_objects": _plain("征求共同制作机关意见结束", "期限接着计算。"),
    "co_producer_deemed_to_consent": _plain("征求共同制作机关意见结束", "期限接着计算。"),
    "extend": _extension_words,
    "explain_excess": _reasons_words,
    "give_reasons": _plain("收到您说明的理由"),
    "accept_reasons": _later_words,
    "ask_fee": _fee_words,
    "pay_fee": _plain("收到缴费", "答复期限从次日起重新计算。"),
    "drop_unpaid": _plain("不再处理", "没有在期限内缴费，视为放弃申请。"),
    "deliver": _plain("答复已送达"),
    "withdraw": _plain("撤回申请"),
}
