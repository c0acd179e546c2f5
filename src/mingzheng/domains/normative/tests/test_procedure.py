"""The procedure of a normative document: every gate refuses with its reason; publication, filing, clean-up, reminders."""

from datetime import date, timedelta
from typing import Any

import pytest

from mingzheng.casework.public import Case, NotInThisState, NotPermitted, Refused
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import TODAY, World
from mingzheng.domains.normative.announcing import remind_expiring
from mingzheng.domains.normative.models import CleanUpLine, Document, Interpretation
from mingzheng.domains.normative.selectors import validity_of
from mingzheng.domains.normative.tests.drafts import TEXT, Drafts
from mingzheng.domains.normative.validity import Validity
from mingzheng.figures.public import Period, Scope, value_of
from mingzheng.platform.notices.models import Notice

pytestmark = pytest.mark.django_db


def codes(error: Any) -> set[str]:
    return {reason.code for reason in error.value.reasons}


def test_a_paper_that_is_not_normative_does_not_enter(drafts: Drafts) -> None:
    with pytest.raises(Refused) as refusal:
        drafts.start(binding=False, legal_units=[drafts.world.district.education.pk])
    assert codes(refusal) == {"not_normative", "same_unit"}


@pytest.mark.parametrize(
    ("flags", "last", "ok"),
    [
        ({"touches_market": True}, TODAY + timedelta(days=29), False),
        ({"touches_market": True}, TODAY + timedelta(days=30), True),
        ({}, date(2026, 3, 10), False),
        ({}, date(2026, 3, 11), True),
    ],
)
def test_a_consultation_lasts_thirty_days_or_seven_working_days(
    drafts: Drafts, flags: dict[str, bool], last: date, ok: bool
) -> None:
    pk = drafts.drafted(**flags)
    given = {"address": "https://example.cn/c", "means": "网上", "consultation_to": last.isoformat()}
    if ok:
        assert drafts.do(pk, "open_consultation", "liaison", **given).state == "consulting"
        assert drafts.due(pk, "consultation") == last
        return
    with pytest.raises(Refused) as refusal:
        drafts.do(pk, "open_consultation", "liaison", **given)
    assert codes(refusal) == {"too_short"}


def test_what_touches_the_public_is_not_kept_from_it(drafts: Drafts) -> None:
    pk = drafts.drafted()
    with pytest.raises(Refused) as refusal:
        drafts.do(pk, "skip_consultation", "liaison", reason="急", basis="无")
    assert codes(refusal) == {"must_consult"}
    drafts.do(pk, "skip_consultation", "liaison", secret=True, reason="涉密", basis="依法需要保密")
    assert drafts.state(pk) == "revised"


def test_opinions_are_merged_after_the_period_and_add_up(drafts: Drafts) -> None:
    pk = drafts.drafted()
    last = TODAY + timedelta(days=30)
    drafts.do(
        pk, "open_consultation", "liaison", address="https://x.cn", means="网上", consultation_to=last.isoformat()
    )
    given = {
        "received": 3,
        "adopted": 1,
        "partly": 0,
        "not_adopted": 1,
        "summary": "略",
        "feedback_url": "https://x.cn",
    }
    with pytest.raises(Refused) as refusal:
        drafts.do(pk, "close_consultation", "liaison", **given)
    assert codes(refusal) == {"period_open", "opinions_sum"}


def test_no_legality_review_without_own_review_fairness_and_known_documents(drafts: Drafts) -> None:
    pk, day = drafts.consulted(touches_competition=True, relations="废止 云府规〔1999〕1号")
    with pytest.raises(Refused) as refusal:
        drafts.do(pk, "submit_legality", "liaison", on=day)
    assert codes(refusal) == {"no_own_review", "not_fair", "unknown_relation"}
    drafts.do(pk, "record_fairness", "liaison", on=day, fairness="failed", reviewed_by="区市场监管局", heard="已听取")
    drafts.do(pk, "own_review", "section", on=day, opinion="同意")
    drafts.do(pk, "write_text", "liaison", on=day, text=TEXT, explanation="说明", relations="")
    with pytest.raises(Refused) as refusal:
        drafts.do(pk, "submit_legality", "liaison", on=day)
    assert codes(refusal) == {"not_fair"}


def test_a_legality_review_takes_five_working_days_at_least_unless_urgent(drafts: Drafts) -> None:
    for urgent in (False, True):
        pk, day = drafts.consulted(urgent=urgent, title=f"办法{urgent}")
        drafts.do(pk, "own_review", "section", on=day, opinion="同意")
        drafts.do(pk, "submit_legality", "liaison", on=day)
        given = {"conclusion": "lawful", "opinion": "合法"}
        if urgent:
            assert drafts.do(pk, "conclude", "tax_liaison", on=day, **given).state == "deliberating"
            continue
        with pytest.raises(Refused) as refusal:
            drafts.do(pk, "conclude", "tax_liaison", on=day + timedelta(days=2), **given)
        assert codes(refusal) == {"too_early"}
        with pytest.raises(NotPermitted):
            drafts.do(pk, "conclude", "liaison", on=day + timedelta(days=10), **given)


def test_what_was_judged_unlawful_never_reaches_the_meeting(drafts: Drafts) -> None:
    pk, day = drafts.lawful(conclusion="unlawful")
    assert drafts.state(pk) == "amending"
    with pytest.raises(Refused) as refusal:
        drafts.do(pk, "explain", "liaison", on=day, reason="不同意")
    assert codes(refusal) == {"must_resubmit"}
    with pytest.raises(NotInThisState):
        drafts.do(
            pk, "record_deliberation", "clerk", on=day, meeting_name="会", held_on=day, outcome="agreed", minutes="略"
        )


def test_what_should_be_amended_goes_on_with_reasons_or_after_another_review(drafts: Drafts) -> None:
    pk, day = drafts.lawful(conclusion="amend")
    drafts.do(pk, "explain", "liaison", on=day, reason="依据上位法第三条")
    meeting = {"meeting_name": "常务会议", "held_on": day.isoformat(), "minutes": "再议"}
    drafts.do(pk, "record_deliberation", "clerk", on=day, outcome="changes", **meeting)
    with pytest.raises(Refused):
        drafts.do(pk, "explain", "liaison", on=day, reason="依据上位法第三条")


def test_nothing_is_signed_or_published_without_its_interpretation(drafts: Drafts) -> None:
    with pytest.raises(Refused) as refusal:
        drafts.signed(interprets=False)
    assert codes(refusal) == {"no_interpretation"}


def test_publication_judges_dates_and_puts_the_document_into_the_library(drafts: Drafts) -> None:
    old, _ = drafts.published(title="云山区旧托管办法", on=date(2025, 1, 6))
    pk, day = drafts.signed(title="云山区新托管办法", relations=f"替代 {old.doc_number}")
    drafts.do(pk, "number", "clerk", on=day, series="云府规")
    soon = (day + timedelta(days=3)).isoformat()
    with pytest.raises(Refused) as refusal:
        drafts.publish(pk, day, effective_on=soon, expires_on=(day + timedelta(days=365 * 6)).isoformat())
    assert codes(refusal) == {"validity_period", "too_soon"}
    drafts.publish(pk, day)
    document = Document.objects.get(case_id=pk)
    assert document.doc_number == f"云府规〔{day.year}〕1号"
    assert document.reg_number == f"YSGS-{day.year}-1"
    assert [article.label for article in document.texts.get().articles.all()] == ["第一条", "第二条", "第三条"]
    assert document.texts.get().articles.get(number=2).text.count("\n") == 2
    assert Interpretation.objects.get(document=document).published_on == day
    begins = document.effective_on
    assert begins is not None
    old.refresh_from_db()
    assert (old.ended_on, old.ending, old.ended_by_id) == (begins, "repealed", document.pk)
    assert validity_of(old, begins - timedelta(days=1)).holds
    assert validity_of(old, begins) is Validity.REPEALED
    assert validity_of(document, day) is Validity.NOT_YET
    assert drafts.due(pk, "filing") is not None
    value = value_of("normative.in_force", scope=Scope(None, Period.as_of(begins)))
    assert value.value == 1
    assert value_of("normative.interpreted_rate", scope=Scope(None, Period.year(day.year))).value == 100


def test_filing_ends_the_procedure_with_a_receipt(drafts: Drafts) -> None:
    document, day = drafts.published()
    pk = Case.objects.get(pk=document.case_id).pk
    drafts.do(
        pk, "send_filing", "liaison", on=day + timedelta(days=5), bodies="市政府、区人大常委会", sent_by="公文交换"
    )
    drafts.do(pk, "record_receipt", "clerk", on=day + timedelta(days=20), result="correct", receipt_number="备1")
    assert drafts.state(pk) == "correcting"
    drafts.do(pk, "send_filing", "liaison", on=day + timedelta(days=25), bodies="市政府", sent_by="公文交换")
    drafts.do(pk, "record_receipt", "clerk", on=day + timedelta(days=30), result="filed", receipt_number="备1")
    assert drafts.state(pk) == "filed"


def test_the_drafting_unit_is_reminded_once_six_months_before_expiry(drafts: Drafts) -> None:
    document, _ = drafts.published()
    assert document.expires_on is not None
    early = document.expires_on - timedelta(days=200)
    assert remind_expiring(on=early) == 0
    near = document.expires_on - timedelta(days=170)
    for _ in range(2):
        assert remind_expiring(on=near) == 1
    told = Notice.objects.filter(kind="normative.expiring")
    assert told.count() == len(set(told.values_list("person_id", flat=True))) > 0
    assert validity_of(document, near) is Validity.EXPIRING
    assert validity_of(document, document.expires_on + timedelta(days=1)) is Validity.EXPIRED


def test_a_clean_up_ends_what_was_decided_and_only_that(drafts: Drafts, world: World) -> None:
    for title in ("甲办法", "乙办法"):
        drafts.published(title=title, on=date(2025, 1, 6))
    run = Caller(world, "normative_clean_up")
    pk = run.open(title="2026年清理", scope="全部", due_on="2026-06-30")
    lines = list(CleanUpLine.objects.filter(run_id=pk))
    assert len(lines) == 2
    with pytest.raises(Refused):
        run.do(pk, "submit")
    rows = [
        {"document": str(lines[0].document_id), "verdict": "keep"},
        {"document": str(lines[1].document_id), "verdict": "void", "reason": "任务已完成"},
    ]
    run.do(pk, "judge", verdicts=rows)
    run.do(pk, "submit")
    run.do(pk, "approve", "director")
    run.do(pk, "publish", address="https://example.cn/q")
    states = {line.document_id: validity_of(line.document, TODAY) for line in CleanUpLine.objects.filter(run_id=pk)}
    assert sorted(state.value for state in states.values()) == ["in_force", "voided"]
