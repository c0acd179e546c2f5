"""Gather what the guards ask about a draft. Judging is `rules`."""

from datetime import date

from mingzheng.casework.public import Case
from mingzheng.domains.normative.models import CleanUpLine, Draft, Interpretation
from mingzheng.domains.normative.ports import find_consultation
from mingzheng.domains.normative.relating import read_relations
from mingzheng.domains.normative.rules import CleanUpFacts, DraftFacts
from mingzheng.kit.digests import sha256_hex
from mingzheng.platform.org.public import current_calendar
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import calendar_days, earliest_end, working_days

LEGAL_DAYS = 5
# After these the opinion of the legality review no longer stands for the text.
UNSETTLING = ("submit_legality", "record_deliberation", "take_back")


def text_digest(draft: Draft) -> str:
    """Return the digest of what a signature covers: the text and what it does to other documents."""
    return sha256_hex(f"{draft.text}\n---\n{draft.relations}".encode())


def draft_facts(case: Case, on: date) -> DraftFacts:
    """Gather the facts of a draft's case; an opening has none yet."""
    draft = Draft.objects.filter(pk=case.pk).first() if case.pk else None
    if draft is None:
        return DraftFacts(notice_days=int(get_value("normative.notice_days")))
    acts = list(case.acts.order_by("sequence").values_list("action", "data", "occurred_on"))
    last = {action: (data or {}, day) for action, data, day in acts}
    asked = last.get("submit_legality")
    calendar = current_calendar()
    conclusion, concluded = last.get("conclude", ({}, None))
    stands = concluded is not None and _last_place(acts, "conclude") > _last_place(acts, *UNSETTLING)
    relations = read_relations(draft.relations)
    return DraftFacts(
        term=draft.term,
        touches_market=draft.touches_market,
        touches_public=draft.touches_public,
        touches_competition=draft.touches_competition,
        urgent=draft.urgent,
        needs_interpretation=draft.needs_interpretation,
        has_text=bool(draft.text.strip()),
        has_explanation=bool(draft.explanation.strip()),
        consultation_to=draft.consultation_to,
        may_end_on=_shortest(draft, on),
        consulted="close_consultation" in last,
        skipped="skip_consultation" in last,
        fairness=str(last["record_fairness"][0].get("fairness", "")) if "record_fairness" in last else "",
        own_review="own_review" in last,
        conclusion=str(conclusion.get("conclusion", "")) if stands else "",
        may_conclude_on=earliest_end(asked[1], working_days(LEGAL_DAYS), calendar=calendar).due_on if asked else None,
        text_digest=text_digest(draft),
        signed_digest=draft.signed_digest,
        doc_number=draft.doc_number,
        has_interpretation=Interpretation.objects.filter(draft=draft).exists(),
        notice_days=int(get_value("normative.notice_days")),
        unknown_relations=tuple(relation.words for relation in relations if relation.document_id is None),
        consultation=find_consultation(case.pk),
    )


def _last_place(acts: list[tuple[str, object, date]], *actions: str) -> int:
    return max((index for index, (code, _, _) in enumerate(acts) if code in actions), default=-1)


def _shortest(draft: Draft, on: date) -> date:
    """Return the first day on which a consultation that begins today may end."""
    if draft.touches_market:
        period = calendar_days(int(get_value("normative.market_days")))
    else:
        period = working_days(int(get_value("normative.public_working_days")))
    return earliest_end(on, period, calendar=current_calendar()).due_on


def clean_up_facts(case: Case, on: date) -> CleanUpFacts:
    """Gather the facts of a clean-up run."""
    return CleanUpFacts(CleanUpLine.objects.filter(run_id=case.pk, verdict="").count() if case.pk else 0)
