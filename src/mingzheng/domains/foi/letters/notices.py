"""The words of the receipt 登记回执 and of every notice on the way to an answer: supplement, extension, consultation, fee.

Each says its day, its article, what its reader should do until when and what silence means. Legal basis: 政府信息公开条例
第三十条、第三十二条至第三十五条、第四十二条; 行政复议法第二十条; 政府信息公开信息处理费管理办法第六条.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from mingzheng.domains.foi.letters.answer import remedy_paragraph
from mingzheng.domains.foi.letters.facts import LAW, LetterFacts, bare, ended, say_day

FEE_RULES = "《政府信息公开信息处理费管理办法》"


class NoticeKind(StrEnum):
    """The letters beside the answer."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    EXTENSION = "extension"
    THIRD_PARTY = "third_party"
    CO_PRODUCER = "co_producer"
    OPENED = "opened"
    EXCESS = "excess"
    DELAY = "delay"
    FEE = "fee"
    DROPPED = "dropped"


NOTICE_TITLES: Mapping[NoticeKind, str] = {
    NoticeKind.RECEIPT: "政府信息公开申请登记回执",
    NoticeKind.SUPPLEMENT: "政府信息公开申请补正告知书",
    NoticeKind.EXTENSION: "政府信息公开申请延期答复告知书",
    NoticeKind.THIRD_PARTY: "政府信息公开征求第三方意见书",
    NoticeKind.CO_PRODUCER: "政府信息公开征求意见函",
    NoticeKind.OPENED: "决定公开政府信息告知书",
    NoticeKind.EXCESS: "政府信息公开申请说明理由通知书",
    NoticeKind.DELAY: "政府信息公开申请延迟答复告知书",
    NoticeKind.FEE: "政府信息公开信息处理费缴费通知书",
    NoticeKind.DROPPED: "政府信息公开申请不再处理告知书",
}
BY_ACTION: Mapping[str, NoticeKind] = {
    "ask_supplement": NoticeKind.SUPPLEMENT,
    "extend": NoticeKind.EXTENSION,
    "consult_third_party": NoticeKind.THIRD_PARTY,
    "consult_co_producer": NoticeKind.CO_PRODUCER,
    "explain_excess": NoticeKind.EXCESS,
    "accept_reasons": NoticeKind.DELAY,
    "ask_fee": NoticeKind.FEE,
    "drop_unsupplemented": NoticeKind.DROPPED,
    "drop_unpaid": NoticeKind.DROPPED,
}
TO_OTHERS = frozenset({NoticeKind.THIRD_PARTY, NoticeKind.CO_PRODUCER, NoticeKind.OPENED})


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice says beside the application itself: the act's fields, the day it is given and the day it runs to."""

    of: LetterFacts
    given_on: date
    due_on: date | None = None
    given: Mapping[str, str] = field(default_factory=dict)

    def say(self, code: str) -> str:
        """Return a field of the act to be set inside a sentence."""
        return bare(str(self.given.get(code) or ""))

    @property
    def until(self) -> str:
        """Return the day in words; empty when there is none."""
        return say_day(self.due_on) if self.due_on else ""


def compose_notice(kind: NoticeKind, facts: NoticeFacts) -> str:
    """Return the body of a notice, one paragraph to a line."""
    return "\n".join(part for part in _WORDS[kind](facts) if part)


def _came(facts: NoticeFacts) -> str:
    one = facts.of
    day = say_day(one.received_on or one.arrived_on)
    return f"本机关于{day}收到{one.you}提交的政府信息公开申请（编号{one.number}），申请获取：“{bare(one.content)}”。"


def _receipt(facts: NoticeFacts) -> tuple[str, ...]:
    one = facts.of
    if one.received_on is None:
        return (
            f"{one.you}于{say_day(one.arrived_on)}以{one.channel}方式提交的政府信息公开申请已经登记，编号{one.number}。",
            f"依据{LAW}第三十一条的规定，以双方确认之日为收到申请之日，本机关将与{one.you}联系确认。",
        )
    due = (
        f"答复期限至{facts.until}。依法征求意见所需时间不计入，需要补正或者延长期限的，另行告知。"
        if facts.due_on
        else ""
    )
    return (
        f"{one.you}以{one.channel}方式提交的政府信息公开申请，本机关已于{say_day(one.received_on)}收到并登记，编号{one.number}。",
        f"申请的内容：{ended(one.content)}获取信息的方式：{ended(one.form_wanted)}",
        f"本机关将依据{LAW}第三十三条的规定，自收到申请之日起二十个工作日内答复。{due}",
    )


def _supplement(facts: NoticeFacts) -> tuple[str, ...]:
    you = facts.of.you
    return (
        _came(facts),
        f"经审查，申请内容不明确。依据{LAW}第三十条的规定，请{you}于{facts.until}前补正下列事项：{ended(facts.say('missing'))}",
        "答复期限自本机关收到补正的申请之日起计算。无正当理由逾期不补正的，视为放弃申请，本机关不再处理该申请。",
    )


def _extension(facts: NoticeFacts) -> tuple[str, ...]:
    return (
        _came(facts),
        f"因{facts.say('reason')}，不能在原定期限内答复。依据{LAW}第三十三条第二款的规定，经本机关政府信息公开工作机构负责人同意，"
        f"答复期限延长{facts.say('amount')}个工作日，延长后的期限为{facts.until}。",
        "特此告知。",
    )


def _third_party(facts: NoticeFacts) -> tuple[str, ...]:
    return (
        f"本机关收到一件政府信息公开申请，申请公开的信息涉及你（单位）：{facts.say('note') or bare(facts.of.content)}。",
        f"依据{LAW}第三十二条的规定，现书面征求意见。请自收到本意见书之日起15个工作日内，书面提出是否同意公开的意见；不同意公开的，请说明理由。",
        "逾期未提出意见的，由本机关依照条例的规定决定是否公开。",
    )


def _co_producer(facts: NoticeFacts) -> tuple[str, ...]:
    return (
        f"本机关收到一件政府信息公开申请，申请公开的信息由本机关与你单位共同制作：{facts.say('note') or bare(facts.of.content)}。",
        f"依据{LAW}第三十四条的规定，现征求你单位意见。请自收到本函之日起15个工作日内提出意见，逾期未提出意见的，视为同意公开。",
    )


def _opened(facts: NoticeFacts) -> tuple[str, ...]:
    return (
        f"本机关此前就公开下列信息征求过你（单位）的意见：{bare(facts.of.content)}。",
        f"经审查，{facts.say('weighing')}。依据{LAW}第十五条、第三十二条的规定，本机关决定公开该信息。",
        "特此告知。",
    )


def _excess(facts: NoticeFacts) -> tuple[str, ...]:
    return (
        _came(facts),
        f"{facts.of.you}申请公开政府信息的数量、频次明显超过合理范围：{ended(facts.say('reason'))}"
        f"依据{LAW}第三十五条的规定，请于{facts.until}前书面说明理由。",
        "理由不合理的，本机关不予处理；理由合理但不能在规定期限内答复的，本机关确定延迟答复的期限并告知。",
    )


def _delay(facts: NoticeFacts) -> tuple[str, ...]:
    return (
        _came(facts),
        f"{facts.of.you}说明的理由本机关已经收到并予认可。因申请数量较大，依据{LAW}第三十五条的规定，本件延迟至{facts.until}前答复。",
        ended(facts.say("reason")),
    )


def _fee(facts: NoticeFacts) -> tuple[str, ...]:
    count = facts.say("count")
    units = int(facts.given.get("units") or 1)
    split = f"，含互不相关的内容，按最小合理单位拆分为{units}件计" if units > 1 else ""
    how = (
        f"按件计收（本件为同一申请人当月第{count}件{split}）"
        if facts.given.get("measure") == "items"
        else f"按量计收（共{count}页）"
    )
    return (
        _came(facts),
        f"依据{LAW}第四十二条和{FEE_RULES}的规定，本件{how}，应缴信息处理费{facts.say('amount')}元。",
        f"请自收到本通知次日起30日内缴纳，缴纳期限至{facts.until}。缴纳方式以所附财政票据通知为准。逾期未缴纳的，视为放弃申请，本机关不再处理该申请。",
        "答复期限自缴费完成次日起重新计算。对收取信息处理费的决定不服的，不单独申请行政复议或者提起行政诉讼，可以在缴费期满后对不再处理的行为依法主张权利。",
    )


def _dropped(facts: NoticeFacts) -> tuple[str, ...]:
    """Say that silence ended the application, on which article, and what remains open (grounds F1 and F2)."""
    one, last_day = facts.of, say_day(facts.given_on - timedelta(days=1))
    if one.ground == "F2":
        what = f"本机关已通知{one.you}缴纳信息处理费{one.fee}元。至{last_day}缴费期限届满，{one.you}没有缴纳"
        why = f"{what}。依据{LAW}第四十二条和{FEE_RULES}的规定"
    else:
        what = f"本机关已告知{one.you}补正。至{last_day}补正期限届满，{one.you}没有补正，也没有说明正当理由"
        why = f"{what}。依据{LAW}第三十条的规定"
    return (
        _came(facts),
        f"{why}，视为放弃申请，本机关不再处理该申请。",
        f"{one.you}可以重新提出申请。",
        remedy_paragraph(one.remedy, of="告知") if one.remedy else "",
    )


_WORDS: Mapping[NoticeKind, Callable[[NoticeFacts], tuple[str, ...]]] = {
    NoticeKind.RECEIPT: _receipt,
    NoticeKind.SUPPLEMENT: _supplement,
    NoticeKind.EXTENSION: _extension,
    NoticeKind.THIRD_PARTY: _third_party,
    NoticeKind.CO_PRODUCER: _co_producer,
    NoticeKind.OPENED: _opened,
    NoticeKind.EXCESS: _excess,
    NoticeKind.DELAY: _delay,
    NoticeKind.FEE: _fee,
    NoticeKind.DROPPED: _dropped,
}
