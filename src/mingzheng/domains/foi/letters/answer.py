"""The words of an answer 答复书, paragraph by paragraph: what was asked, what is decided on which article and why, what next.

Every ground has its own paragraph; divided treatment 区分处理 says what is left out and why. Legal basis: 政府信息公开条例
第十四条至第十六条、第三十条、第三十二条至第四十条; 行政复议法第二十条、第二十二条、第二十三条; 行政诉讼法第四十五条、第四十六条.
"""

from collections.abc import Callable, Mapping

from mingzheng.domains.foi.grounds import get_ground
from mingzheng.domains.foi.letters.facts import LAW, LetterFacts, bare, ended, say_day
from mingzheng.domains.foi.remedies import RemedyNotice
from mingzheng.worktime.public import Period, Unit

TITLE = "政府信息公开申请答复书"
WITHHELD_OTHER = "不属于政府信息，或者不属于应当公开的内容"


def compose_answer(facts: LetterFacts) -> str:
    """Return the body of the answer, one paragraph to a line. Raises KeyError without a ground."""
    parts = [
        _opening(facts),
        _course(facts),
        _DECISIONS[facts.ground](facts),
        ended(facts.reply),
        _late(facts),
        remedy_paragraph(facts.remedy) if facts.remedy else "",
    ]
    return "\n".join(part for part in parts if part)


def remedy_paragraph(notice: RemedyNotice, *, of: str = "答复") -> str:
    """Return the paragraph on remedies: the right body, the periods, the court; review first where the law says so.

    `of` is what the letter is: 答复, 告知.
    """
    body = notice.review_body.name or "有管辖权的行政复议机关"
    if notice.review_body.alternative:
        body += f"或者{notice.review_body.alternative}"
    review = f"自收到本{of}书之日起{say_period(notice.review_within)}内"
    suit, court = say_period(notice.suit_within), notice.court
    online = f"行政复议申请也可以通过互联网提交：{notice.online_entrance}。" if notice.online_entrance else ""
    if notice.is_review_first:
        return (
            f"如对本{of}不服，应当先向{body}申请行政复议，申请期限为{review}；对行政复议决定仍不服的，"
            f"可以自收到行政复议决定书之日起{suit}内，依法向{court}提起行政诉讼。{online}"
        )
    return (
        f"如对本{of}不服，可以{review}向{body}申请行政复议，也可以自收到本{of}书之日起{suit}内，"
        f"依法直接向{court}提起行政诉讼。{online}"
    )


def say_period(period: Period) -> str:
    """Return a period in words: 60日, 15日, 6个月."""
    return f"{period.amount}个月" if period.unit is Unit.MONTH else f"{period.amount}日"


def _opening(facts: LetterFacts) -> str:
    day = say_day(facts.received_on or facts.arrived_on)
    said = (
        f"本机关于{day}收到{facts.you}提交的政府信息公开申请（编号{facts.number}），申请获取：“{bare(facts.content)}”。"
    )
    for other in facts.joint:
        said += f"{say_day(other.received_on)}收到编号{other.number}的申请，申请获取：“{bare(other.content)}”。"
    if facts.joint:
        said += "以上申请内容相近，本机关合并答复。"
    if facts.supplement and facts.supplemented_on:
        said += f"{say_day(facts.supplemented_on)}收到{facts.you}的补正，补正后的内容为：“{bare(facts.supplement)}”。"
    return said


def _course(facts: LetterFacts) -> str:
    """Say what held the answer up, as far as the applicant was told or the law wants it said."""
    said = []
    for item in facts.consultations:
        whom, article = ("第三方", "第三十二条") if item.kind == "third_party" else ("共同制作机关", "第三十四条")
        said.append(
            f"办理中，本机关依据{LAW}{article}的规定，于{say_day(item.asked_on)}书面征求了{whom}的意见，所需时间不计入答复期限。"
        )
    if facts.extended_by:
        said.append(
            f"经本机关政府信息公开工作机构负责人同意，答复期限依据{LAW}第三十三条的规定延长{facts.extended_by}个工作日，并已告知{facts.you}。"
        )
    if facts.fee_paid_on:
        said.append(f"{facts.you}已于{say_day(facts.fee_paid_on)}缴纳信息处理费{facts.fee}元。")
    return "".join(said)


def _late(facts: LetterFacts) -> str:
    if not facts.is_late or facts.due_on is None:
        return ""
    return f"本答复应当于{say_day(facts.due_on)}前作出，现已逾期，原因是：{ended(facts.late_reason)}特此说明。"


def _basis(facts: LetterFacts) -> str:
    return f"依据{LAW}{get_ground(facts.ground).articles}的规定"


def _say(facts: LetterFacts, code: str) -> str:
    return bare(facts.support.get(code, ""))


def _published(facts: LetterFacts) -> str:
    return f"经查，{facts.you}申请的信息已经主动公开。{_basis(facts)}，告知获取的方式和途径：{_say(facts, 'where_published')}。"


def _given(facts: LetterFacts) -> str:
    weighed = _say(facts, "weighing")
    reason = f"经审查，{weighed}，依据{LAW}第十五条、第三十二条的规定，本机关决定公开。" if weighed else ""
    return f"{reason}经审查，{facts.you}申请的信息可以公开。{_basis(facts)}，予以公开。提供的方式、途径和时间：{_say(facts, 'means')}。"


def _divided(facts: LetterFacts) -> str:
    """Say what is opened and what is not, with the article of what is withheld (article 37)."""
    chosen = facts.withheld_ground
    if chosen and chosen != "other":
        held = get_ground(chosen)
        why = f"属于“{held.title}”的情形，依据{LAW}{held.articles}的规定不予公开"
    else:
        why = f"{WITHHELD_OTHER}，不予提供"
    weighed = _say(facts, "weighing")
    return (
        f"经审查，{facts.you}申请的信息中含有不应当公开的内容，但能够作区分处理。{_basis(facts)}，对可以公开的部分予以公开，"
        f"提供的方式、途径和时间：{_say(facts, 'means')}。{f'决定公开该部分的理由是：{weighed}。' if weighed else ''}"
        f"对下列部分不予公开：{_say(facts, 'withheld')}。该部分{why}。"
    )


def _withheld(facts: LetterFacts) -> str:
    """Say the case of articles 14 to 16 and its reason; a statute is named where the ground is one."""
    ground = get_ground(facts.ground)
    said = f"经审查，{facts.you}申请的信息属于“{ground.title}”的情形"
    statute, third = _say(facts, "statute"), _say(facts, "third_party")
    said += f"，有关规定是：{statute}。" if statute else "。"
    said += f"征求第三方意见的情况：{third}。" if third else ""
    reason = _say(facts, "discretion") or _say(facts, "reason")
    return f"{said}{_basis(facts)}，决定不予公开。理由是：{reason}。"


def _query(facts: LetterFacts) -> str:
    return (
        f"{facts.you}申请的信息属于行政查询事项，有关法律、行政法规对其获取有特别规定：{_say(facts, 'statute')}。"
        f"{_basis(facts)}，告知{facts.you}依照有关规定办理，具体渠道：{_say(facts, 'channel')}。"
    )


def _not_found(facts: LetterFacts) -> str:
    record = _say(facts, "search_record")
    return f"经检索，没有{facts.you}申请的信息。检索情况：{record}。{_basis(facts)}，告知{facts.you}该政府信息不存在。"


def _other_organ(facts: LetterFacts) -> str:
    organ = _say(facts, "competent_organ")
    where = f"负责公开的机关及联系方式：{organ}。" if organ else ""
    return f"{facts.you}申请的信息不属于本机关负责公开，理由是：{_say(facts, 'reason')}。{_basis(facts)}，予以告知。{where}"


def _to_be_made(facts: LetterFacts) -> str:
    reason = _say(facts, "reason")
    return f"本机关没有{facts.you}申请的现成信息，需要另行制作或者对现有信息加工、分析：{reason}。{_basis(facts)}，不予提供。"


def _unclear(facts: LetterFacts) -> str:
    return f"经补正，{facts.you}的申请内容仍不明确：{_say(facts, 'reason')}。{_basis(facts)}，本机关无法提供。"


def _complaint(facts: LetterFacts) -> str:
    channel = _say(facts, "channel")
    where = f"{facts.you}可以通过下列渠道提出：{channel}。" if channel else ""
    return (
        f"经审查，{facts.you}的申请实为信访、投诉、举报等活动：{_say(facts, 'reason')}。{_basis(facts)}，"
        f"不作为政府信息公开申请处理。{where}"
    )


def _repeated(facts: LetterFacts) -> str:
    return f"{facts.you}申请的信息，本机关已经作出答复（{_say(facts, 'earlier_answer')}）。{_basis(facts)}，对重复申请不予重复处理。"


def _publication(facts: LetterFacts) -> str:
    channel = _say(facts, "channel")
    where = f"获取的途径：{channel}。" if channel else ""
    return f"{facts.you}要求提供的是公开出版物。{_basis(facts)}，不作为政府信息公开申请处理。{where}"


def _excessive(facts: LetterFacts) -> str:
    return (
        f"{facts.you}申请公开政府信息的数量、频次明显超过合理范围，本机关已要求说明理由。经审查，理由不合理："
        f"{_say(facts, 'reasons_judged')}。{_basis(facts)}，不予处理。"
    )


def _confirmation(facts: LetterFacts) -> str:
    return f"{facts.you}要求对已经获取的政府信息进行确认或者重新出具：{_say(facts, 'reason')}。该要求不属于政府信息公开申请，不予处理。"


def _other(facts: LetterFacts) -> str:
    case, reason = _say(facts, "sub_ground"), _say(facts, "reason")
    return f"经审查，{facts.you}申请的内容：{case}。理由是：{reason}。本机关不作为政府信息公开申请办理。"


_DECISIONS: Mapping[str, Callable[[LetterFacts], str]] = {
    "A1": _published,
    "A2": _given,
    "B1": _divided,
    **{f"C{number}": _withheld for number in range(1, 8)},
    "C8": _query,
    "D1a": _not_found,
    "D1b": _other_organ,
    "D2": _to_be_made,
    "D3": _unclear,
    "E1": _complaint,
    "E2": _repeated,
    "E3": _publication,
    "E4": _excessive,
    "E5": _confirmation,
    "F3a": _other,
}
