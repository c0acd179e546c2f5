"""The words of answers and notices: what their law wants in them, and every way a wrong one is caught before it goes out."""

from dataclasses import replace
from datetime import date

import pytest

from mingzheng.casework.public import Refused
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import at
from mingzheng.casework.timetable import expire_cases
from mingzheng.documents.reading import read_document
from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.foi.drafting import gather_letter_facts, get_application, letter_of
from mingzheng.domains.foi.grounds import GROUNDS, get_ground
from mingzheng.domains.foi.letters.answer import TITLE, compose_answer
from mingzheng.domains.foi.letters.checks import judge_letter
from mingzheng.domains.foi.letters.citations import articles_in, cited_of_regulation
from mingzheng.domains.foi.letters.facts import Consultation, LetterFacts
from mingzheng.domains.foi.letters.paper import on_paper
from mingzheng.domains.foi.models import Application, Letter
from mingzheng.domains.foi.remedies import OrganKind, remedy_notice, remedy_of, review_body_of
from mingzheng.domains.foi.tests.applications import RECEIVED, SUPPORT, answer, received, settle_locally

DAY = date(2026, 3, 20)


def facts(ground: str, **more: object) -> LetterFacts:
    support = SUPPORT[ground]
    held = support.get("withheld_ground", "")
    body = review_body_of(
        OrganKind.DEPARTMENT, own_government="云山区人民政府", higher_government="", higher_department=""
    )
    values = {
        "organ": "云山区教育局",
        "number": "YSQ-2026-00001",
        "is_person": True,
        "received_on": date(2026, 3, 2),
        "arrived_on": date(2026, 3, 2),
        "channel": "互联网渠道",
        "content": "某项目的批复文件",
        "due_on": date(2026, 3, 30),
        "ground": ground,
        "withheld_ground": held,
        "support": support,
        "remedy": remedy_notice(remedy_of(ground, withheld_code=held), body, court="云山区人民法院"),
        "written_on": DAY,
    }
    if get_ground(ground).after == "supplement":
        values |= {"supplement": "说不清", "supplemented_on": date(2026, 3, 6)}
    return LetterFacts(**(values | more))  # type: ignore[arg-type]


def faults(text: str, about: LetterFacts) -> set[str]:
    return {fault.code for fault in judge_letter(text, about)}


@pytest.mark.parametrize("ground", sorted(SUPPORT))
def test_what_the_assistant_writes_may_go_out_and_no_part_of_it_may_be_left_out(ground: str) -> None:
    about = facts(ground)
    text = compose_answer(about)
    assert faults(text, about) == set()
    *before, _ = text.split("\n")
    assert "no_remedy" in faults("\n".join(before), about)
    if get_ground(ground).articles:
        assert "article_missing" in faults(text.replace("政府信息公开条例", "某条例"), about)
    assert "wrong_body" in faults(text.replace("云山区人民政府", "某市人民政府"), about)
    assert "no_head" in faults(text.replace("2026年3月2日", "2026年3月3日"), about)


BODIES = {
    OrganKind.DEPARTMENT: "云山区人民政府",
    OrganKind.GOVERNMENT: "示例市人民政府",
    OrganKind.TOWNSHIP: "云山区人民政府",
    OrganKind.SUBDISTRICT: "云山区人民政府",
    OrganKind.JUSTICE: "云山区人民政府或者示例市某局",
    OrganKind.VERTICAL: "示例市某局",
}


@pytest.mark.parametrize("kind", OrganKind)
def test_every_ground_has_a_letter_with_its_article_and_the_body_that_reviews_this_organ(kind: OrganKind) -> None:
    names = {
        "own_government": "云山区人民政府",
        "higher_government": "示例市人民政府",
        "higher_department": "示例市某局",
    }
    for ground in GROUNDS:
        if ground.code in {"F1", "F2", "F3"}:
            continue
        held = SUPPORT[ground.code].get("withheld_ground", "")
        notice = remedy_notice(
            remedy_of(ground.code, withheld_code=held), review_body_of(kind, **names), court="云山区人民法院"
        )
        about = facts(ground.code, remedy=notice)
        text = compose_answer(about)
        assert faults(text, about) == set(), ground.code
        assert all(str(one) in text for one in articles_in(ground.articles))
        asked = f"应当先向{BODIES[kind]}申请" if notice.is_review_first else f"向{BODIES[kind]}申请行政复议，也可以"
        assert asked in text, ground.code
        assert ("15日" in text, "6个月" in text) == (notice.is_review_first, not notice.is_review_first)


@pytest.mark.django_db
@pytest.mark.parametrize(("ground", "article"), [("F1", "第三十条"), ("F2", "第四十二条")])
def test_what_ends_by_silence_is_told_with_its_article_and_remedy(foi: Caller, ground: str, article: str) -> None:
    settle_locally()
    case_id = received(foi)
    if ground == "F1":
        foi.do(case_id, "ask_supplement", missing="文号")
    else:
        foi.do(case_id, "ask_fee", "office_section", measure="pages", count=100, amount=700)
    expire_cases(date(2026, 5, 20), recorded_at=at(date(2026, 5, 20)))
    letter = Letter.objects.get(case=case_id, kind="dropped")
    assert letter.number == "党政办公开知〔2026〕2号"
    assert all(words in letter.body for words in (article, "不再处理", "向示例市人民政府申请行政复议，也可以", "6个月"))
    assert Application.objects.get(pk=case_id).ground == ground


@pytest.mark.parametrize(
    ("ground", "wrong", "code"),
    [
        ("C5", ("第十六条第一款", "第十六条第二款"), "article_wrong"),
        ("C4", ("第十五条", "第十四条"), "article_wrong"),
        ("A2", ("第三十六条第（二）项", "第三十六条第（一）项"), "article_wrong"),
        ("D2", ("第三十八条", "第三十七条"), "article_wrong"),
        ("C2", ("应当先向", "可以向"), "not_review_first"),
        ("C2", ("15日内", "6个月内"), "suit_offered"),
        ("A2", ("6个月", "15日"), "no_suit_period"),
        ("A2", ("也可以", "应当先申请行政复议后再"), "review_forced"),
        ("C2", ("某法第五条", "有关法律"), "support_missing"),
        ("D1a", ("检索档案系统，无结果", "已经检索"), "support_missing"),
        ("A2", ("云山区人民法院", "有关法院"), "no_court"),
        ("A2", ("电子邮件提供", "电子邮件提供至13800001111"), "personal"),
    ],
)
def test_a_letter_made_wrong_by_hand_is_caught(ground: str, wrong: tuple[str, str], code: str) -> None:
    about = facts(ground)
    text = compose_answer(about)
    assert wrong[0] in text
    assert code in faults(text.replace(*wrong), about)


def test_a_partial_answer_follows_what_it_withholds() -> None:
    private, other = facts("B1"), facts("B1", withheld_ground="other")
    assert "应当先" in compose_answer(private)
    assert "第十五条" in compose_answer(private)
    free = replace(other, remedy=facts("A2").remedy)
    assert faults(compose_answer(free), free) == set()
    assert "review_forced" in faults(compose_answer(private), free)


def test_a_late_answer_says_so_and_why() -> None:
    about = facts("A2", written_on=date(2026, 4, 13), late_reason="检索量大。")
    text = compose_answer(about)
    assert faults(text, about) == set()
    assert "逾期" in text
    assert "late_unsaid" in faults(compose_answer(facts("A2")), about)


def test_who_was_asked_stands_in_the_letter_and_its_article_is_in_place() -> None:
    about = facts("A2", consultations=(Consultation("third_party", date(2026, 3, 9), "objects"),))
    about = replace(about, support={**about.support, "weighing": "不公开将对公共利益造成重大影响"})
    text = compose_answer(about)
    assert faults(text, about) == set()
    assert "公共利益" in text
    assert "article_wrong" in faults(text, facts("A2"))


def test_articles_of_other_laws_are_not_taken_for_the_regulations() -> None:
    text = "依据《中华人民共和国政府信息公开条例》第十五条、第三十二条的规定。依据行政复议法第二十条，某法第五条。"
    assert [str(one) for one in cited_of_regulation(text)] == ["第十五条", "第三十二条"]


@pytest.mark.django_db
def test_a_wrong_letter_is_not_approved_and_all_reasons_are_said(foi: Caller) -> None:
    settle_locally()
    case_id = received(foi)
    right = compose_answer(
        replace(gather_letter_facts(get_application(case_id), on=RECEIVED), ground="C5", support=SUPPORT["C5"])
    )
    wrong = right.split("\n")[0] + "\n依据《中华人民共和国政府信息公开条例》第三十八条的规定，不予公开。"
    foi.do(case_id, "draft_answer", ground="C5", reply="略", letter=wrong, **SUPPORT["C5"])
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "review_answer", "office_section", opinion="合法")
    (reason,) = refused.value.reasons
    assert all(word in reason.message for word in ("第十六条第一款", "第三十八条", "行政复议"))
    foi.do(case_id, "return_draft", "office_section", reason="条款有误")
    answer(foi, case_id, "C5")
    row = Application.objects.get(pk=case_id)
    assert "应当先向示例市人民政府申请行政复议" in row.letter
    assert row.number in {f"党政办公开告〔2026〕{n}号" for n in (1, 2)}


@pytest.mark.django_db
def test_without_a_known_review_body_nothing_is_approved(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "draft_answer", ground="A2", reply="略", **SUPPORT["A2"])
    with pytest.raises(Refused, match="复议机关"):
        foi.do(case_id, "review_answer", "office_section", opinion="合法")


@pytest.mark.django_db
def test_the_paper_carries_number_addressee_and_words(foi: Caller) -> None:
    case_id = received(foi)
    answer(foi, case_id, "B1")
    row = get_application(case_id)
    text = letter_of(row, gather_letter_facts(row, on=RECEIVED))
    paper = on_paper(
        text, title=TITLE, organ="云山区党政办公室", addressee="甲某", number=row.number, dated=row.approved_on
    )
    read = read_document(render_pdf(paper), filename="答复书.pdf")
    words = "".join(read.text.split())
    assert all(part in words for part in ("甲某", row.number, "第三十七条", "应当先", "2026年3月2日"))


@pytest.mark.django_db
def test_every_notice_is_numbered_without_a_gap_and_names_nobody(foi: Caller) -> None:
    case_id, other = received(foi), received(foi)
    foi.do(case_id, "ask_supplement", missing="文号")
    foi.do(other, "consult_third_party", asked="某某公司", note="合同价款")
    foi.do(other, "third_party_agrees", opinion="同意")
    foi.do(other, "extend", "office_section", amount=10, reason="检索量大", notice="邮寄")
    rows = list(Letter.objects.order_by("pk"))
    assert [row.kind for row in rows] == ["supplement", "third_party", "extension"]
    assert [row.number for row in rows] == [f"党政办公开知〔2026〕{n}号" for n in (1, 2, 3)]
    assert "2026年3月23日前补正" in rows[0].body
    assert "15个工作日" in rows[1].body
    assert "2026年4月14日" in rows[2].body
    assert not any("某某公司" in row.body or "甲某" in row.body for row in rows)
