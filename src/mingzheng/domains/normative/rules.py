"""The gates of the procedure, as guards on a draft's facts. Pure: facts are gathered in `facts`.

Values that differ from place to place come with the facts, from the room's parameters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal
from mingzheng.domains.normative.ports import ConsultationRecord
from mingzheng.domains.normative.validity import latest_expiry, longest_validity

Check = Callable[[CaseFacts, "DraftFacts", Mapping[str, Any]], Refusal | None]


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What guards ask about a draft. `may_close_on` and `may_conclude_on` are the first days the minimum is complete."""

    term: str = "regular"
    touches_market: bool = False
    touches_public: bool = False
    touches_competition: bool = False
    urgent: bool = False
    needs_interpretation: bool = True
    has_text: bool = False
    has_explanation: bool = False
    consultation_to: date | None = None
    may_end_on: date | None = None
    consulted: bool = False
    skipped: bool = False
    fairness: str = ""
    own_review: bool = False
    conclusion: str = ""
    may_conclude_on: date | None = None
    text_digest: str = ""
    signed_digest: str = ""
    doc_number: str = ""
    has_interpretation: bool = False
    notice_days: int = 30
    unknown_relations: tuple[str, ...] = ()
    consultation: ConsultationRecord | None = None


def _guard(code: str, title: str, check: Check) -> Guard:
    def judged(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        own = facts.own if isinstance(facts.own, DraftFacts) else DraftFacts()
        return check(facts, own, given)

    return Guard(code, title, judged)


def _is_normative(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    questions = ("by_authority", "public_issue", "rights_duties", "binding", "repeated")
    if all(given.get(code) for code in questions):
        return None
    return Refusal(
        "not_normative",
        "五项判定没有全部为“是”，不属于行政规范性文件",
        "请按普通公文办理；确属规范性文件的，请逐项核对判定",
        "省行政规范性文件管理规定；国办发〔2018〕115号（三）",
    )


def _legal_unit_apart(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    leads, legal = set(given.get("lead_units") or ()), set(given.get("legal_units") or ())
    if not leads & legal:
        return None
    return Refusal(
        "same_unit", "合法性审核机构不能是起草单位", "请选同级政府确定的审核机构", "国办发〔2018〕115号（四）"
    )


def _has_text(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    if own.has_text and own.has_explanation:
        return None
    return Refusal("no_text", "还没有文稿或起草说明", "请先点“起草、修改文稿”写入文稿和起草说明")


def _relations_known(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not own.unknown_relations:
        return None
    shown = "；".join(own.unknown_relations[:3])
    return Refusal(
        "unknown_relation", f"与其他文件的关系中，政策文件库里没有找到：{shown}", "请核对文号或标题，或先把该文件入库"
    )


def _long_enough(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Judge the period of a public consultation before it begins; `may_end_on` is the first lawful last day.

    Legal basis: 优化营商环境条例 第六十二条 (不少于30日); 国办发〔2018〕37号
    """
    last = given.get("consultation_to")
    if own.may_end_on is None or not last or date.fromisoformat(str(last)) >= own.may_end_on:
        return None
    words = "一般不少于 30 日" if own.touches_market else "不少于规定的工作日数"
    return Refusal(
        "too_short",
        f"公开征求意见期限太短：{words}，截止日期不早于 {day_words(own.may_end_on)}",
        "请延后截止日期",
        "优化营商环境条例第六十二条" if own.touches_market else "国办发〔2018〕37号",
    )


def _period_over(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    if own.consultation_to is None or facts.on > own.consultation_to:
        return None
    return Refusal("period_open", f"公开征求意见到 {day_words(own.consultation_to)} 才截止", "请在截止后汇总意见")


def _opinions_sum(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    parts = [int(given.get(code) or 0) for code in ("adopted", "partly", "not_adopted")]
    if sum(parts) == int(given.get("received") or 0):
        return None
    return Refusal(
        "opinions_sum", f"采纳、部分采纳、不采纳之和（{sum(parts)}）不等于收到的条数", "每条意见都要有采纳情况，请核对"
    )


def _draft_public(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Judge that a consultation prepared in this system was published before it counts as begun.

    Legal basis: 国办发〔2018〕37号 (公开征求意见)
    """
    if own.consultation is None or own.consultation.address:
        return None
    return Refusal(
        "not_published",
        f"征求意见件 {own.consultation.number} 还没有公布草案",
        "请在征求意见件中公布；公布后本件自动进入征求意见",
        "国办发〔2018〕37号",
    )


def _as_answered(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Judge that the counts are those of the opinions collected and answered in this system.

    Legal basis: 优化营商环境条例 第六十二条 (反馈采纳情况)
    """
    record = own.consultation
    if record is None:
        return None
    if not record.is_answered:
        return Refusal(
            "not_answered",
            f"征求意见件 {record.number} 还没有公布采纳情况",
            "请在征求意见件中逐条提出采纳情况并公布；公布后本件自动回填",
            "优化营商环境条例第六十二条",
        )
    told = tuple(int(given.get(code) or 0) for code in ("received", "adopted", "partly", "not_adopted"))
    if told == record.counts:
        return None
    words = "收到 {} 条，采纳 {}，部分采纳 {}，不采纳 {}".format(*record.counts)
    return Refusal("other_counts", f"条数与征求意见件 {record.number} 不一致：{words}", "请按征求意见件的数字填写")


def _may_skip(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    if given.get("secret") or not (own.touches_market or own.touches_public):
        return None
    return Refusal(
        "must_consult",
        "涉及市场主体生产经营或群众切身利益的，应当公开征求意见",
        "请公开征求意见；依法需要保密的，选“依法需要保密”并写明依据",
        "优化营商环境条例第六十二条",
    )


def _consulted(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    if own.consulted or own.skipped:
        return None
    return Refusal("not_consulted", "公开征求意见还没有完成", "请先公开征求意见并反馈采纳情况")


def _fair(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Judge the fairness review.

    Legal basis: 公平竞争审查条例 第十三条、第十八条 (未经审查或者不合格的不得出台)
    """
    if not own.touches_competition or own.fairness in {"passed", "exception"}:
        return None
    said = "公平竞争审查不合格" if own.fairness == "failed" else "涉及经营者经济活动，还没有公平竞争审查"
    return Refusal("not_fair", said, "请修改文稿并会同市场监管部门完成审查", "公平竞争审查条例第十三条、第十八条")


def _own_reviewed(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    if own.own_review:
        return None
    return Refusal(
        "no_own_review", "缺少本单位合法性审核意见", "请本单位法制机构先审核并登记", "国办发〔2018〕115号（四）、（五）"
    )


def _five_days(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Judge the minimum of a legality review.

    Legal basis: 国办发〔2018〕115号 （五） (不少于5个工作日，最长不超过15个工作日)
    """
    if own.urgent or own.may_conclude_on is None or facts.on >= own.may_conclude_on:
        return None
    return Refusal(
        "too_early",
        f"合法性审核不少于 5 个工作日，{day_words(own.may_conclude_on)} 起可以出具意见",
        "为应对突发事件等紧急情形的，应在立项时注明",
        "国办发〔2018〕115号（五）",
    )


def _lawful(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Judge whether a draft may be put before a meeting.

    Legal basis: 国办发〔2018〕115号 （七） (未经审核或者审核不合法的，不得提交集体审议)
    """
    if own.conclusion in {"lawful", "amend"}:
        return None
    said = "合法性审核结论为不合法" if own.conclusion == "unlawful" else "还没有合法性审核意见"
    return Refusal(
        "not_lawful",
        f"{said}，不得提交集体审议",
        "请修改后重新送审；征求意见、会签不能代替合法性审核",
        "国办发〔2018〕115号（七）",
    )


def _explained(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    if own.conclusion == "amend":
        return None
    return Refusal(
        "must_resubmit",
        "只有审核结论为“应当予以修改”的，才能说明理由后提交审议",
        "请修改后重新送合法性审核",
        "国办发〔2018〕115号（六）",
    )


def _meeting_held(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    held = given.get("held_on")
    if not held or date.fromisoformat(str(held)) <= facts.on:
        return None
    return Refusal("meeting_ahead", "会议召开日期晚于今天", "请在会议召开后登记")


def _text_as_signed(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    if own.signed_digest and own.signed_digest == own.text_digest:
        return None
    return Refusal("text_moved", "文稿与签发时不一致", "请退回修改，重新审议、签发")


def _interpreted(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Judge whether the interpretation stands beside the document.

    Legal basis: 国办发〔2016〕80号实施细则 (同步组织、同步审签、同步部署)
    """
    if own.has_interpretation or not own.needs_interpretation:
        return None
    return Refusal(
        "no_interpretation",
        "应当解读而没有解读材料",
        "请先点“编写解读”，解读与文件一同送签、一同公布",
        "国办发〔2016〕80号（三同步）",
    )


def _lasts_lawfully(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Judge the period of validity.

    Legal basis: 省行政规范性文件管理规定 (有效期)
    """
    begins, ends = (given.get(code) for code in ("effective_on", "expires_on"))
    if not begins or not ends:
        return None
    first, last = date.fromisoformat(str(begins)), date.fromisoformat(str(ends))
    provisional = own.term == "provisional"
    latest = latest_expiry(first, is_provisional=provisional)
    if first <= last <= latest:
        return None
    years = longest_validity(is_provisional=provisional)
    return Refusal(
        "validity_period",
        f"有效期自施行之日起不超过 {years} 年，最晚到 {day_words(latest)}，且不早于施行日期",
        "请调整有效期截止日期",
        "省行政规范性文件管理规定",
    )


def _begins_later(facts: CaseFacts, own: DraftFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Judge how soon after publication a document comes into force.

    Legal basis: 省行政规范性文件管理规定 (一般自公布之日起30日后施行); 优化营商环境条例 第六十五条
    """
    begins = given.get("effective_on")
    earliest = facts.on + timedelta(days=own.notice_days)
    if not begins or given.get("at_once_reason") or date.fromisoformat(str(begins)) >= earliest:
        return None
    if date.fromisoformat(str(begins)) < facts.on:
        return Refusal("before_publication", "施行日期早于公布日期", "施行日期不早于今天")
    return Refusal(
        "too_soon",
        f"一般自公布之日起 {own.notice_days} 日后施行，不早于 {day_words(earliest)}",
        "确需提前施行的，写明提前施行的理由",
        "省行政规范性文件管理规定；优化营商环境条例第六十五条",
    )


def day_words(day: date) -> str:
    """Return a day as people write it."""
    return f"{day.year}年{day.month}月{day.day}日"


IS_NORMATIVE = _guard("is_normative", "属于行政规范性文件", _is_normative)
LEGAL_UNIT_APART = _guard("legal_unit_apart", "审核机构不是起草单位", _legal_unit_apart)
HAS_TEXT = _guard("has_text", "文稿和起草说明齐全", _has_text)
RELATIONS_KNOWN = _guard("relations_known", "所涉文件均在库中", _relations_known)
LONG_ENOUGH = _guard("long_enough", "征求意见期限够长", _long_enough)
PERIOD_OVER = _guard("period_over", "征求意见已截止", _period_over)
OPINIONS_SUM = _guard("opinions_sum", "意见均有采纳情况", _opinions_sum)
DRAFT_PUBLIC = _guard("draft_public", "草案已在本系统公布", _draft_public)
AS_ANSWERED = _guard("as_answered", "与公布的采纳情况一致", _as_answered)
MAY_SKIP = _guard("may_skip", "依法可以不公开征求意见", _may_skip)
CONSULTED = _guard("consulted", "已公开征求意见", _consulted)
FAIR = _guard("fair", "公平竞争审查合格", _fair)
OWN_REVIEWED = _guard("own_reviewed", "本单位已审核", _own_reviewed)
FIVE_DAYS = _guard("five_days", "审核不少于5个工作日", _five_days)
LAWFUL = _guard("lawful", "合法性审核通过", _lawful)
EXPLAINED = _guard("explained", "审核结论为应当予以修改", _explained)
MEETING_HELD = _guard("meeting_held", "会议已召开", _meeting_held)
TEXT_AS_SIGNED = _guard("text_as_signed", "文稿与签发时一致", _text_as_signed)
INTERPRETED = _guard("interpreted", "解读已备", _interpreted)
LASTS_LAWFULLY = _guard("lasts_lawfully", "有效期合规", _lasts_lawfully)
BEGINS_LATER = _guard("begins_later", "留出施行前的时间", _begins_later)


@dataclass(frozen=True, slots=True)
class CleanUpFacts:
    """What guards ask about a clean-up run."""

    without_verdict: int = 0


def _verdicts_complete(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    left = facts.own.without_verdict if isinstance(facts.own, CleanUpFacts) else 0
    if not left:
        return None
    return Refusal("no_verdict", f"还有 {left} 件没有清理意见", "请逐件提出意见后再送批准")


VERDICTS_COMPLETE = Guard("verdicts_complete", "逐件已有意见", _verdicts_complete)
