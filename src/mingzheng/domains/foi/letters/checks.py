"""Whether an answer may go out as it is written: the right article, the reasons, the right way of remedy, nothing personal.

Pure: a text and the facts in, every fault out. Legal basis: 政府信息公开条例第三十六条; 行政复议法第二十条、第二十二条、
第二十三条; an answer that does not name the remedy lets its period run to a year, so it is never approved.
"""

import re
from collections.abc import Iterator

from mingzheng.casework.public import Refusal
from mingzheng.domains.foi.grounds import BY_CODE, Ask, get_ground
from mingzheng.domains.foi.letters.answer import say_period
from mingzheng.domains.foi.letters.citations import Citation, articles_in, cited_of_regulation
from mingzheng.domains.foi.letters.facts import LAW, LetterFacts, bare, say_day
from mingzheng.proofing.personal import find_personal

# Articles a letter may cite whatever it decides: how applications come, are counted and delivered.
OF_COURSE = frozenset({"二", "二十七", "二十九", "三十一", "三十三", "四十", "四十四"})
QUOTED = (Ask.STATUTE, Ask.SEARCH_RECORD, Ask.EARLIER_ANSWER, Ask.WHERE_PUBLISHED, Ask.WITHHELD)
EDIT = "在答复书正文中改正，或者重新生成"
_SIX_MONTHS = re.compile(r"(?:6|六)个月")
_FIRST = re.compile(r"应当先[^。]{0,80}行政复议")


def judge_letter(text: str, facts: LetterFacts) -> list[Refusal]:
    """Return everything that stands against approving an answer; nothing when it may go out."""
    if not facts.ground:
        return [Refusal("no_ground", "没有选择处理决定", "先选择处理决定")]
    return [
        *_heads(text, facts),
        *_articles(text, facts),
        *_reasons(text, facts),
        *_remedies(text, facts),
        *_late(text, facts),
        *_personal(text),
    ]


def _heads(text: str, facts: LetterFacts) -> Iterator[Refusal]:
    received = say_day(facts.received_on or facts.arrived_on)
    if received not in text or facts.number not in text:
        yield Refusal("no_head", f"答复书没有写明收到申请的日期（{received}）和申请编号（{facts.number}）", EDIT)
    if _squeeze(facts.content) not in _squeeze(text):
        yield Refusal("no_request", "答复书没有写明申请的内容", EDIT)


def _articles(text: str, facts: LetterFacts) -> Iterator[Refusal]:
    """Hold that the articles of the ground are cited, and none of another ground."""
    ground, cited = get_ground(facts.ground), cited_of_regulation(text)
    right = [citation for articles in _grounds_cited(facts) for citation in articles_in(articles)]
    own = articles_in(ground.articles)
    missing = [str(citation) for citation in own if citation not in cited]
    if missing:
        yield Refusal("article_missing", f"“{ground.title}”应当引用{LAW}{'、'.join(missing)}", EDIT, ground.basis)
    admitted = OF_COURSE | _of_this_course(facts)
    wrong = [str(citation) for citation in cited if not _fits(citation, right) and citation.article not in admitted]
    if wrong:
        yield Refusal(
            "article_wrong",
            f"引用的{'、'.join(dict.fromkeys(wrong))}不是“{ground.title}”的依据，应为{ground.articles or '不引条款'}",
            EDIT,
            ground.basis,
        )


def _grounds_cited(facts: LetterFacts) -> list[str]:
    held = BY_CODE.get(facts.withheld_ground) if facts.ground == "B1" else None
    return [get_ground(facts.ground).articles, *([held.articles] if held else [])]


def _of_this_course(facts: LetterFacts) -> frozenset[str]:
    """Return the articles that belong to what happened in this case."""
    kinds = {item.kind for item in facts.consultations}
    return frozenset(
        {
            *(("三十",) if facts.supplemented_on else ()),
            *(("十五", "三十二") if "third_party" in kinds else ()),
            *(("三十四",) if "co_producer" in kinds else ()),
            *(("四十二",) if facts.fee else ()),
        }
    )


def _fits(citation: Citation, right: list[Citation]) -> bool:
    """Say whether a citation is one of the right ones, or a coarser naming of one (第三十六条)."""
    return any(
        citation.article == item.article and citation.clause in {"", item.clause} and citation.item in {"", item.item}
        for item in right
    )


def _reasons(text: str, facts: LetterFacts) -> Iterator[Refusal]:
    """Hold that what supports the ground stands in the letter: the statute, the search, the earlier answer, what is withheld."""
    asked = set(get_ground(facts.ground).asks)
    for ask in QUOTED:
        words = facts.support.get(ask.value, "")
        if ask in asked and words and _squeeze(bare(words)) not in _squeeze(text):
            yield Refusal("support_missing", f"答复书没有写出所填的“{_label(ask)}”", EDIT)
    if asked & {Ask.REASON, Ask.DISCRETION, Ask.REASONS_JUDGED}:
        words = next(
            (
                facts.support[a.value]
                for a in (Ask.DISCRETION, Ask.REASONS_JUDGED, Ask.REASON)
                if facts.support.get(a.value)
            ),
            "",
        )
        if words and _squeeze(bare(words)) not in _squeeze(text) and "理由" not in text:
            yield Refusal("reason_missing", "答复书没有说明理由", EDIT)


def _label(ask: Ask) -> str:
    return {
        Ask.STATUTE: "禁止公开或者特别规定的法律、行政法规",
        Ask.SEARCH_RECORD: "检索情况",
        Ask.EARLIER_ANSWER: "原答复",
        Ask.WHERE_PUBLISHED: "公开的位置",
        Ask.WITHHELD: "不予公开的部分",
    }[ask]


def _remedies(text: str, facts: LetterFacts) -> Iterator[Refusal]:
    """Hold that the letter names the right way: review first under articles 14–16, else review or suit."""
    notice = facts.remedy
    basis = "行政复议法第二十条第三款、第二十三条"
    if notice is None or not notice.review_body.name:
        yield Refusal(
            "no_review_body",
            "没有确定复议机关，答复书不能写明救济途径",
            "请系统管理员在参数中设置上一级人民政府或者主管部门的名称",
            basis,
        )
        return
    if "行政复议" not in text or "行政诉讼" not in text:
        yield Refusal("no_remedy", "答复书没有告知申请行政复议、提起行政诉讼的权利", EDIT, basis)
        return
    if notice.review_body.name not in text:
        yield Refusal("wrong_body", f"复议机关应为{notice.review_body.name}", EDIT, notice.review_body.basis)
    if f"{say_period(notice.review_within)}" not in text and "六十日" not in text:
        yield Refusal("no_period", "没有写明六十日的复议申请期限", EDIT, "行政复议法第二十条第一款")
    if notice.court not in text:
        yield Refusal("no_court", f"没有写明起诉的法院：{notice.court}", EDIT, "行政诉讼法第四十五条、第四十六条")
    yield from _order(text, facts, notice.is_review_first)


def _order(text: str, facts: LetterFacts, is_review_first: bool) -> Iterator[Refusal]:
    if is_review_first:
        if not _FIRST.search(text):
            yield Refusal(
                "not_review_first",
                "该决定须先申请行政复议，答复书没有写明“应当先申请行政复议”",
                EDIT,
                "行政复议法第二十三条第一款第四项、第二款",
            )
        if "15日" not in text and "十五日" not in text:
            yield Refusal("no_suit_period", "没有写明对复议决定不服的十五日起诉期限", EDIT, "行政诉讼法第四十五条")
        if _SIX_MONTHS.search(text):
            yield Refusal("suit_offered", "该决定复议前置，不能告知六个月内直接起诉", EDIT, "行政复议法第二十三条")
        return
    if _FIRST.search(text):
        yield Refusal("review_forced", "该决定不属于复议前置，不能写“应当先申请行政复议”", EDIT, "行政诉讼法第四十六条")
    if not _SIX_MONTHS.search(text):
        yield Refusal("no_suit_period", "没有写明六个月的起诉期限", EDIT, "行政诉讼法第四十六条")


def _late(text: str, facts: LetterFacts) -> Iterator[Refusal]:
    if facts.is_late and not ("逾期" in text and _squeeze(bare(facts.late_reason)) in _squeeze(text)):
        yield Refusal(
            "late_unsaid",
            "已超过答复期限，答复书须标明逾期并说明原因",
            "重新生成，或者在正文中补写",
            f"{LAW}第三十三条",
        )


def _personal(text: str) -> Iterator[Refusal]:
    found = find_personal(text)
    if any(item.kind.value in {"resident_id", "mobile", "bank_card"} for item in found):
        yield Refusal(
            "personal",
            "答复书正文含有身份证件号码、手机号码或者银行账号",
            "删去，或者只写必要的部分",
            "个人信息保护法第六条",
        )


def _squeeze(text: str) -> str:
    return re.sub(r"[\s。；;，,]+", "", text)
