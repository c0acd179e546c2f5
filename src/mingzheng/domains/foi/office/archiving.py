"""What an application brings into its archive file, and what of it is emptied when the file is destroyed.

The letters go in as they were issued and the application as it was handed in, the people on record hidden on each, also
where a name was typed into the words: their particulars stay encrypted in the ledger and go with its key.
Legal basis: 政府信息公开条例第四十五条; 个人信息保护法第四十七条.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mingzheng.casework.public import Case, OfferedPaper
from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.foi.applicants import masked_applicant_of, people_on_record
from mingzheng.domains.foi.citizen.printing import filled_form
from mingzheng.domains.foi.citizen.proofs import destroy_proofs
from mingzheng.domains.foi.drafting import get_application
from mingzheng.domains.foi.models import (
    AccessCode,
    Application,
    CitizenCase,
    CitizenDraft,
    Contest,
    DeliveryAttempt,
    Letter,
    Redaction,
)
from mingzheng.domains.foi.names import hide_people
from mingzheng.domains.foi.office.papers import Paper, correction_paper, papers_of, set_paper
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import get_site


def archive_papers(case: Case) -> Sequence[OfferedPaper]:
    """Return the application and every letter issued in it as PDF, nobody named."""
    row, names = get_application(case.pk), people_on_record(case)
    on = case.closed_on or today()
    return [
        OfferedPaper("政府信息公开申请表.pdf", _form(row, case, names)),
        *(
            OfferedPaper(
                f"{paper.title}{f' {paper.number}' if paper.number else ''}.pdf",
                render_pdf(set_paper(_unnamed(paper, names), case, actor=None)),
            )
            for paper in papers_of(row, on=on)
        ),
    ]


def archive_title(case: Case) -> str:
    """Return the title of a case without the people on record with it."""
    return hide_people(case.title, people_on_record(case))


def _unnamed(paper: Paper, names: Sequence[str]) -> Paper:
    return replace(paper, title=hide_people(paper.title, names), body=hide_people(paper.body, names))


def _form(row: Application, case: Case, names: Sequence[str]) -> bytes:
    hidden = masked_applicant_of(case)
    values = {
        "kind": row.applicant_kind,
        "title": hide_people(case.title, names),
        "content": hide_people(row.content, names),
        "form_wanted": row.form_wanted,
        "others": hidden.get("co_applicants", ""),
        **{code: hidden.get(code, "") for code in ("applicant", "identity", "contact", "agent")},
    }
    site = get_site().address
    return filled_form(values, unit=case.origin_unit.name, site=site, number=case.number, printed_on=row.arrived_on)


def wipe_application(case: Case) -> Mapping[str, int]:
    """Empty every text and every trace of a person; dates, ground and numbers stay, which the tables count."""
    emptied = Application.objects.filter(pk=case.pk).update(
        content="",
        form_wanted="",
        supplement="",
        support={},
        reply="",
        letter="",
        late_reason="",
        tracking="",
        applicant_key="",
    )
    return {
        "application": emptied,
        "letters": Letter.objects.filter(case=case).update(body=""),
        "deliveries": DeliveryAttempt.objects.filter(case=case).update(tracking="", returned_why=""),
        "redactions": Redaction.objects.filter(case=case).update(reason=""),
        "proofs": destroy_proofs(case, at=now()),
        "codes": AccessCode.objects.filter(case=case).delete()[0],
        "drafts": CitizenDraft.objects.filter(case=case).delete()[0],
        "recognition": CitizenCase.objects.filter(pk=case.pk).update(subject_key=""),
    }


def correction_papers(case: Case) -> Sequence[OfferedPaper]:
    """Return the letter that told the result of a correction as PDF, nobody named."""
    paper = correction_paper(case)
    if paper is None:
        return []
    unnamed = _unnamed(paper, people_on_record(case))
    return [OfferedPaper(f"{paper.title} {paper.number}.pdf", render_pdf(set_paper(unnamed, case, actor=None)))]


def wipe_contest(case: Case) -> Mapping[str, int]:
    """Empty the texts of a review or a suit; track, dates and result stay, which table 3 counts."""
    words = dict.fromkeys(("their_number", "claim", "evidence", "ruling", "correction", "lesson"), "")
    return {"contest": Contest.objects.filter(pk=case.pk).update(**words)}
