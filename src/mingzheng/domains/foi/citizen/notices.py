"""A notice as the applicant's own paper: composed as it was issued, with his name and the code to check it by.

Handing it out is on record. Which notices there are is `office.papers`; what the status page says of them is `told`.
"""

from datetime import datetime

from mingzheng.casework.public import Case
from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.foi.applicants import applicant_of
from mingzheng.domains.foi.citizen.records import record_of_case
from mingzheng.domains.foi.citizen.told import RECEIPT, notices_of
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.office.papers import find_paper, set_paper


def fetch_notice(case: Case, code: str, *, names_applicant: bool, at: datetime) -> bytes | None:
    """Return a notice to the applicant as PDF and put on record that it was fetched; None for what is not his to fetch.

    Before an application counts as received there is no receipt either.
    """
    is_received = Application.objects.filter(pk=case.pk, received_on__isnull=False).exists()
    if code not in notices_of(case) and not (code == RECEIPT.value and is_received):
        return None
    paper = find_paper(case.pk, code, on=at.date())
    if paper is None:
        return None
    name = applicant_of(case).get("applicant", "") if names_applicant else ""
    data = render_pdf(set_paper(paper, case, actor=None, addressee=name))
    record_of_case(case.pk, "notice_fetched", {"number": case.number, "paper": code}, at=at)
    return data
