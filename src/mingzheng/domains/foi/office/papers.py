"""The letters of an application as papers: which there are, and each on official paper with its addressee put in.

The addressee is read from the encrypted record, and that it was read stays on record. Words are `letters`.
"""

from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import Act, Case
from mingzheng.documents.writing.official import OfficialDocument
from mingzheng.domains.foi.applicants import applicants_named, masked_applicant_of, open_applicant
from mingzheng.domains.foi.citizen.letters import code_of
from mingzheng.domains.foi.corrections.effects import PAPER as CORRECTION
from mingzheng.domains.foi.corrections.effects import TITLE as CORRECTION_TITLE
from mingzheng.domains.foi.corrections.effects import compose_letter
from mingzheng.domains.foi.drafting import gather_letter_facts, get_application, letter_of, reply_due_on
from mingzheng.domains.foi.letters.answer import TITLE
from mingzheng.domains.foi.letters.notices import (
    NOTICE_TITLES,
    TO_OTHERS,
    NoticeFacts,
    NoticeKind,
    compose_notice,
)
from mingzheng.domains.foi.letters.paper import on_paper
from mingzheng.domains.foi.models import Application, Correction
from mingzheng.domains.foi.names import hide_names
from mingzheng.domains.foi.office.models import Letter
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import list_entries, read_private
from mingzheng.platform.portal.public import get_site

ANSWER = "answer"
RECEIPT = NoticeKind.RECEIPT.value
OPENED = NoticeKind.OPENED.value


@dataclass(frozen=True, slots=True)
class Paper:
    """One letter of a case: its code in an address, title, number and words. `sequence` names the act of a notice."""

    code: str
    title: str
    number: str
    body: str
    dated: date | None
    kind: str
    sequence: int = 0


def papers_of(row: Application, *, on: date) -> list[Paper]:
    """Return the letters of an application, oldest first; the answer last, as it stands. None are left of a destroyed file."""
    if row.is_emptied:
        return []
    facts = gather_letter_facts(row, on=on)
    receipt = NoticeFacts(facts, on, reply_due_on(row.case))
    found = [
        Paper(
            RECEIPT,
            NOTICE_TITLES[NoticeKind.RECEIPT],
            "",
            compose_notice(NoticeKind.RECEIPT, receipt),
            row.received_on or row.arrived_on,
            RECEIPT,
        )
    ]
    for letter in Letter.objects.filter(case=row.case).order_by("pk"):
        code = f"{letter.kind}-{letter.sequence}"
        found.append(
            Paper(
                code,
                letter.get_kind_display(),
                letter.number,
                letter.body,
                letter.issued_on,
                letter.kind,
                letter.sequence,
            )
        )
    words = letter_of(row, facts)
    if words:
        found.append(Paper(ANSWER, TITLE, row.number, words, row.approved_on or on, ANSWER))
    if row.support.get("weighing"):
        told = NoticeFacts(facts, on, given={"weighing": row.support["weighing"]})
        found.append(
            Paper(
                OPENED,
                NOTICE_TITLES[NoticeKind.OPENED],
                row.number,
                hide_names(compose_notice(NoticeKind.OPENED, told), applicants_named(row.case)),
                row.approved_on or on,
                OPENED,
            )
        )
    return found


def find_paper(case_id: int, code: str, *, on: date) -> Paper | None:
    """Return one letter of a case, or None."""
    return next((paper for paper in papers_of(get_application(case_id), on=on) if paper.code == code), None)


def correction_paper(case: Case) -> Paper | None:
    """Return the letter of a correction of records, or None before it was told."""
    row = Correction.objects.filter(pk=case.pk, decided_on__isnull=False).first()
    if row is None:
        return None
    return Paper(CORRECTION, CORRECTION_TITLE, row.number, compose_letter(row, case.number), row.decided_on, CORRECTION)


def paper_for(case: Case, code: str, *, on: date) -> Paper | None:
    """Return one letter of an application or of a correction, or None."""
    if case.procedure == "foi_correction":
        return correction_paper(case) if code == CORRECTION else None
    return find_paper(case.pk, code, on=on) if case.procedure == "foi_application" else None


def set_paper(paper: Paper, case: Case, *, actor: Actor | None, addressee: str = "") -> OfficialDocument:
    """Return a letter on official paper. With an actor the addressee is named and the look put on record, else masked.

    `addressee` is the name to put in where the caller has read it for whom it belongs to.
    """
    addressee = addressee or _addressee(paper, case, actor=actor)
    unit = case.origin_unit
    code = code_of(case, paper.code)
    site = get_site().address.rstrip("/").partition("://")[2]
    # The code stands first: a line ends before an address, and a long word late in a line would tear it apart.
    told = [f"核验码：{code}，凭文号和核验码可在{site}/apply/verify核验"] if code else []
    told += [f"联系电话：{unit.contact_phone}"] if unit.contact_phone else []
    return on_paper(
        paper.body,
        title=paper.title,
        organ=unit.name,
        addressee=addressee,
        number=paper.number,
        dated=paper.dated,
        contact="；".join(told),
    )


def _addressee(paper: Paper, case: Case, *, actor: Actor | None) -> str:
    if paper.kind in {kind.value for kind in TO_OTHERS}:
        return _asked(case, paper) if actor else "（被征求意见人）"
    names = open_applicant(case, actor=actor) if actor else masked_applicant_of(case)
    return names.get("applicant", "申请人")


def _asked(case: Case, paper: Paper) -> str:
    """Return whom the consultation of an act was addressed to, from the act's encrypted entry; the last one without an act."""
    acts = Act.objects.filter(case=case, action__startswith="consult_").order_by("sequence")
    entries = list_entries("case", str(case.pk))
    names = [
        str((read_private(entry) or {}).get("asked", ""))
        for entry in entries
        if entry.private_box is not None and entry.kind.startswith("consult_")
    ]
    sequences = list(acts.values_list("sequence", flat=True))
    place = sequences.index(paper.sequence) if paper.sequence in sequences else len(names) - 1
    return names[place] if 0 <= place < len(names) and names[place] else "被征求意见人"
