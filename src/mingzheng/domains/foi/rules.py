"""Whether an answer, a notice or a fee is lawful. Pure: decisions on facts and on what was typed, each with its article."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal
from mingzheng.domains.foi.fees import items_fee, pages_fee
from mingzheng.domains.foi.grounds import ASK_LABELS, LAW, get_ground
from mingzheng.domains.foi.names import names_any, names_in
from mingzheng.domains.foi.receipt import CONFIRMED_BY_BOTH, Channel, Delivery

CONSULTATIONS = {"third_party": "第三方", "co_producer": "共同制作机关"}
NEEDS_ACT = {
    "supplement": "补正后内容仍不明确的，须先告知补正并收到补正",
    "explain_excess": "须先要求申请人说明理由",
}


def _supplement_once(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.count_acts("ask_supplement"):
        return None
    return Refusal("supplement_asked", "补正只能一次性告知，不能再次要求补正", "请按现有内容作出答复", f"{LAW}第三十条")


def _confirmed(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold what article 31 wants on record before an application counts as received."""
    if facts.own.channel == Channel.SIGNED_MAIL and not given.get("proof"):
        return Refusal("no_proof", "请填写签收人和邮件号", "以签收之日为收到申请之日", f"{LAW}第三十一条")
    if facts.own.channel in CONFIRMED_BY_BOTH and not given.get("proof"):
        return Refusal("no_proof", "请写明与申请人确认的方式和经过", "以确认之日为收到申请之日", f"{LAW}第三十一条")
    return None


def _title_names_nobody(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that the title, which lists, messages and searches show, names none of the people applying (个人信息保护法第六条)."""
    told = {code: str(value) for code, value in given.items() if value}
    names = names_in(told, kind=told.get("applicant_kind", ""))
    if not names_any(told.get("title", ""), names):
        return None
    return Refusal(
        "title_names", "申请事项写有申请人的姓名", "改写申请事项，姓名只填在申请人一栏", "个人信息保护法第六条"
    )


def _needs_both(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Only what came without a signature is confirmed by both sides (article 31)."""
    if facts.own.channel in CONFIRMED_BY_BOTH:
        return None
    return Refusal("no_confirmation_needed", "该提交方式无需申请人确认", "请直接确认收到", f"{LAW}第三十一条")


def _asked_to_confirm(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.count_acts("ask_confirmation"):
        return None
    return Refusal("not_asked", "受理机关尚未发起确认", "收到通知后再确认，或者等工作人员联系您", f"{LAW}第三十一条")


def _reasons_asked(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.live_clock("reasons"):
        return None
    return Refusal("reasons_not_asked", "没有要求说明理由，或者已经说明", "", f"{LAW}第三十五条")


def _reasons_given(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that an answer is put off once, and for reasons the applicant gave (article 35)."""
    if facts.count_acts("accept_reasons"):
        return Refusal("delayed_already", "已经确定过延迟答复的期限", "在该期限内答复", f"{LAW}第三十五条")
    if facts.count_acts("give_reasons"):
        return None
    return Refusal(
        "no_reasons_given", "申请人还没有说明理由", "收到理由后再认定；没有说明理由的，按期限答复", f"{LAW}第三十五条"
    )


def _reply_by_ahead(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not given.get("reply_by") or date.fromisoformat(str(given["reply_by"])) > facts.on:
        return None
    return Refusal("reply_by_past", "延迟答复的期限应当在今天以后", "请核对日期", f"{LAW}第三十五条")


def _after_arrival(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.on >= facts.own.arrived_on:
        return None
    return Refusal("before_arrival", f"收到日期不能早于到达日期 {facts.own.arrived_on:%Y年%-m月%-d日}", "请核对日期")


def _consultations_over(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    waiting = [title for code, title in CONSULTATIONS.items() if facts.live_clock(code)]
    if not waiting:
        return None
    return Refusal(
        "consultation_open",
        f"征求{'、'.join(waiting)}意见尚未结束",
        "等意见反馈或者期限届满后再答复",
        f"{LAW}第三十二条",
    )


def opinion_asked(code: str) -> Guard:
    """Return the guard of an opinion: it answers a question that is open (条例第三十二条、第三十四条)."""
    title = CONSULTATIONS[code]

    def judge(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        if facts.live_clock(code):
            return None
        return Refusal(
            "opinion_not_asked",
            f"现在没有在征求{title}意见",
            "先征求意见；期限届满后才收到的意见，在拟写答复时写明",
            f"{LAW}第三十二条",
        )

    return Guard(f"{code}_asked", f"正在征求{title}意见", judge)


def opinion_not_open(code: str) -> Guard:
    """Return the guard of a question: the one before it has ended, so that each has its own limit."""
    title = CONSULTATIONS[code]

    def judge(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        if not facts.live_clock(code):
            return None
        return Refusal("opinion_open", f"正在征求{title}意见", "等这一次的意见反馈或者期限届满", f"{LAW}第三十二条")

    return Guard(f"{code}_not_open", f"没有在征求{title}意见", judge)


def _supported(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that a ground's support is written down: a statute for C2, why discretion was used for C5–C7, the search for D1."""
    ground = get_ground(given["ground"]) if given.get("ground") else None
    if ground is None:
        return None
    missing = [ASK_LABELS[ask] for ask in ground.asks if not str(given.get(ask.value) or "").strip()]
    if not missing:
        return None
    return Refusal("unsupported", f"“{ground.title}”须写明：{'；'.join(missing)}", "补齐后再送审", ground.basis)


def _ground_fits(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that what a ground presupposes has happened (articles 30 and 35)."""
    ground = get_ground(given["ground"]) if given.get("ground") else None
    if ground is None or ground.after not in NEEDS_ACT or facts.count_acts(ground.after):
        return None
    return Refusal("ground_too_early", NEEDS_ACT[ground.after], "先办理该步骤", ground.basis)


def _objection_weighed(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that information a third party was asked about is opened with a reason: silence is not consent."""
    opens = given.get("ground") in {"A2", "B1"}
    if not opens or not facts.count_acts("consult_third_party") or given.get("weighing"):
        return None
    answered = facts.last_act("third_party_agrees")
    if answered is not None:
        return None
    return Refusal(
        "not_weighed",
        "第三方未同意或者逾期未提出意见的，决定公开须写明理由",
        "填写“决定公开的理由”，并书面告知第三方",
        f"{LAW}第十五条、第三十二条",
    )


def _withheld_ground(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if given.get("ground") != "B1" or given.get("withheld_ground"):
        return None
    return Refusal("no_withheld_ground", "部分公开须选择不予公开部分的依据", "救济途径由该依据决定", f"{LAW}第三十七条")


def _late_explained(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """A late answer still goes out, marked and explained (rules.md 13, item 2)."""
    clock = facts.live_clock("reply")
    if clock is None or facts.on <= clock.due_on or given.get("late_reason") or facts.own.late_reason:
        return None
    return Refusal("late_unexplained", "已超过答复期限，须说明逾期原因", "填写逾期原因后仍可答复", f"{LAW}第三十三条")


def _fee_right(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    due = expected_fee(given)
    if due is None or int(given.get("amount") or 0) == due:
        return None
    return Refusal(
        "fee_wrong", f"按所填数量应为 {due} 元", "请核对数量或者金额", "政府信息公开信息处理费管理办法第四条、第五条"
    )


def expected_fee(given: Mapping[str, Any]) -> int | None:
    """Return the fee in yuan by the measure chosen, or None when none is chosen yet."""
    count = int(given.get("count") or 0)
    if given.get("measure") == "items":
        return items_fee(int(given.get("units") or 1), before=max(0, count - 1)) if count else 0
    if given.get("measure") == "pages":
        return pages_fee(count)
    return None


def _letter_sound(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that the answer as written cites its articles and names the right remedy (行政复议法第二十条第三款).

    Every fault is said at once.
    """
    faults = facts.own.letter_faults
    if not faults:
        return None
    steps = dict.fromkeys(fault.next_step for fault in faults if fault.next_step)
    return Refusal(
        "letter_unsound",
        "；".join(fault.message for fault in faults),
        "；".join(steps),
        faults[0].basis or f"{LAW}第三十六条",
    )


def _online_entrance(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that an answer delivered over the internet names where to apply for review there (行政复议法第二十二条第二款)."""
    if given.get("delivery") != Delivery.ELECTRONIC or facts.own.names_entrance:
        return None
    return Refusal(
        "no_online_entrance",
        "电子送达的答复书须写明提交行政复议申请的互联网渠道",
        "请系统管理员设置该渠道后重新签发，或者改用其他送达方式",
        "行政复议法第二十二条第二款",
    )


def _returned(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    out, back = facts.last_act("deliver", "deliver_again"), facts.last_act("note_returned")
    if out is not None and back is not None and back.sequence > out.sequence:
        return None
    return Refusal("not_returned", "没有登记退回，不需要再次送达", "被退回的，先登记退回")


def _out_before(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that only what is under way comes back or is signed for, and not before it went out."""
    out, back = facts.last_act("deliver", "deliver_again"), facts.last_act("note_returned")
    if out is None or (back is not None and back.sequence > out.sequence):
        return Refusal("not_under_way", "答复书已退回，尚未再次送达", "先再次送达")
    if facts.on < out.occurred_on:
        return Refusal("before_delivery", f"不能早于送出日期 {out.occurred_on:%Y年%-m月%-d日}", "请核对日期")
    return None


def _joint_fits(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that only applications of one applicant to one organ are answered in one letter; each stays an application."""
    named = set(split_numbers(str(given.get("joint") or "")))
    strange = sorted(named - set(facts.own.same_applicant) - {facts.own.case_number})
    if not strange:
        return None
    return Refusal(
        "not_joint",
        f"{'、'.join(strange)}不是同一申请人向本机关提出的在办申请，不能合并答复",
        "分别答复；合并答复不改变受理件数",
    )


def _listed(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    put, taken = facts.last_act("list_publicly"), facts.last_act("unlist")
    if put is not None and (taken is None or put.sequence > taken.sequence):
        return None
    return Refusal("not_listed", "没有列入公开目录", "")


def split_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of applications written with 、 between them."""
    return tuple(number for number in text.split("、") if number)


def is_overdue(due_on: date | None, delivered_on: date) -> bool:
    """Say whether an answer went out after its last day."""
    return due_on is not None and delivered_on > due_on


TITLE_NAMES_NOBODY = Guard("title_names_nobody", "申请事项不写申请人姓名", _title_names_nobody)
SUPPLEMENT_ONCE = Guard("supplement_once", "尚未告知过补正", _supplement_once)
CONFIRMED = Guard("confirmed", "已有签收或者确认记录", _confirmed)
NEEDS_BOTH = Guard("needs_both", "须由双方确认的提交方式", _needs_both)
ASKED_TO_CONFIRM = Guard("asked_to_confirm", "机关已发起确认", _asked_to_confirm)
REASONS_ASKED = Guard("reasons_asked", "已要求说明理由", _reasons_asked)
REASONS_GIVEN = Guard("reasons_given", "申请人已说明理由", _reasons_given)
REPLY_BY_AHEAD = Guard("reply_by_ahead", "期限在今天以后", _reply_by_ahead)
AFTER_ARRIVAL = Guard("after_arrival", "不早于到达日期", _after_arrival)
CONSULTATIONS_OVER = Guard("consultations_over", "征求意见已结束", _consultations_over)
SUPPORTED = Guard("supported", "依据已写明", _supported)
GROUND_FITS = Guard("ground_fits", "前置步骤已办理", _ground_fits)
OBJECTION_WEIGHED = Guard("objection_weighed", "已说明公开理由", _objection_weighed)
WITHHELD_GROUND = Guard("withheld_ground", "已选择不予公开部分的依据", _withheld_ground)
LETTER_SOUND = Guard("letter_sound", "答复书的依据和救济告知无误", _letter_sound)
ONLINE_ENTRANCE = Guard("online_entrance", "电子送达的已写明复议的互联网渠道", _online_entrance)
RETURNED = Guard("returned", "已登记退回", _returned)
OUT_BEFORE = Guard("out_before", "已送出", _out_before)
LATE_EXPLAINED = Guard("late_explained", "逾期的已说明原因", _late_explained)
LISTED = Guard("listed", "已列入公开目录", _listed)
JOINT_FITS = Guard("joint_fits", "合并答复的是同一申请人的申请", _joint_fits)
FEE_RIGHT = Guard("fee_right", "金额与标准一致", _fee_right)
