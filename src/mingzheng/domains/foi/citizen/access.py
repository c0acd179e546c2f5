"""Prove that an application is one's own: number and code, guessed by nobody; a code for a relative; withdrawal of codes.

A wrong number and a wrong code answer alike and take the same work. A visitor's cookie names the code, not the person,
and ends with it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction

from mingzheng.casework.public import Case
from mingzheng.domains.foi.citizen.codes import digest_of, is_same, make_code, normalise_code
from mingzheng.domains.foi.citizen.models import AccessCode, CitizenCase
from mingzheng.domains.foi.citizen.records import record_of_case
from mingzheng.platform.access.public import Actor
from mingzheng.platform.parameters.public import get_value
from mingzheng.platform.portal.public import TooOften, count_use

QUARTER = timedelta(minutes=15)
# Several people may stand behind one address: right codes count as tries, too, but more of them are let through.
TRIES_PER_WRONG = 4
VISIT_SALT = "mingzheng.foi.visit"
VISIT_SECONDS = 30 * 60
NOBODYS = "0" * 64


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who proved that an application is his, or that he may see it for a relative."""

    case_id: int
    number: str
    holder: str
    code_id: int | None = None
    subject_key: str = ""

    @property
    def is_applicant(self) -> bool:
        """Say whether it is the applicant himself, who may also withdraw and give codes."""
        return self.holder == AccessCode.Holder.APPLICANT

    @property
    def actor(self) -> Actor:
        """Return the actor at the door: a member of the public with this one case."""
        name = "申请人" if self.is_applicant else "申请人亲属"
        return Actor(kind="public", name=name, own_case_ids=frozenset({self.case_id}))


def issue_code(case_id: int, *, holder: str, at: datetime) -> str:
    """Make a code for a holder, ending the one he had; return it, to be shown once."""
    AccessCode.objects.filter(case=case_id, holder=holder, revoked_at=None).update(revoked_at=at)
    code = make_code()
    AccessCode.objects.create(case_id=case_id, holder=holder, code_hash=_digest(case_id, code), created_at=at)
    record_of_case(case_id, "code_issued", {"holder": str(holder)}, at=at)
    return code


def renew_code(case_id: int, *, checked_by: str, actor: Actor, at: datetime) -> str:
    """Give the applicant a new code after a clerk checked who he is; end the old one. Return it, to be shown once.

    An application that came on paper gets its first code this way.
    """
    with transaction.atomic():
        CitizenCase.objects.get_or_create(case_id=case_id)
        code = issue_code(case_id, holder=AccessCode.Holder.APPLICANT, at=at)
        record_of_case(case_id, "code_renewed", {"checked_by": checked_by}, actor=actor.ref, at=at)
    return code


def revoke_code(case_id: int, *, holder: str, at: datetime) -> bool:
    """End a holder's code at once; False when there was none."""
    ended = AccessCode.objects.filter(case=case_id, holder=holder, revoked_at=None).update(revoked_at=at)
    if ended:
        record_of_case(case_id, "code_revoked", {"holder": str(holder)}, at=at)
    return bool(ended)


def has_relative_code(case_id: int) -> bool:
    """Say whether a relative holds a code."""
    return AccessCode.objects.filter(case=case_id, holder=AccessCode.Holder.RELATIVE, revoked_at=None).exists()


def find_visit(number: str, typed: str) -> Visit | None:
    """Return the visit a number and a code open; None for a wrong pair, whichever part is wrong."""
    number, code = number.strip().upper()[:40], normalise_code(typed)
    case = Case.objects.filter(number=number, procedure="foi_application").first()
    held = list(AccessCode.objects.filter(case=case, revoked_at=None).order_by("pk")) if case else []
    found = None
    for row in [*held, None, None][:2]:
        place = str(case.pk) if case else "nobody"
        if is_same(code, row.code_hash if row else NOBODYS, place=place) and row is not None:
            found = row
    if case is None or found is None:
        return None
    return Visit(case.pk, case.number, found.holder, code_id=found.pk)


def count_try(address: str, *, at: datetime) -> TooOften | None:
    """Count a try before it is judged, so that nobody goes on guessing after the last wrong one."""
    most = get_value("foi.wrong_codes") * TRIES_PER_WRONG
    return count_use(address, "foi.code_try", most=most, window=QUARTER, at=at)


def count_wrong_code(address: str, *, at: datetime) -> TooOften | None:
    """Count a wrong pair; return TooOften when the address has used up its tries.

    Only by address: the code's 59 bits stand guessing from many, and its owner must not be shut out by strangers.
    """
    return count_use(address, "foi.wrong_code", most=get_value("foi.wrong_codes"), window=QUARTER, at=at)


def seal_visit(visit: Visit) -> str:
    """Return what the visitor's browser keeps: which code he used, signed."""
    return signing.dumps({"c": visit.code_id, "k": visit.case_id, "s": visit.subject_key}, salt=VISIT_SALT)


def read_visit(cookie: str) -> Visit | None:
    """Return the visit of a cookie that is ours, young enough, and whose code still holds."""
    try:
        held = signing.loads(cookie, salt=VISIT_SALT, max_age=VISIT_SECONDS)
    except signing.BadSignature:
        return None
    if held.get("s"):
        return visit_by_subject(held["s"], held["k"])
    row = AccessCode.objects.filter(pk=held.get("c"), revoked_at=None).select_related("case").first()
    return Visit(row.case_id, row.case.number, row.holder, code_id=row.pk) if row else None


def visit_by_subject(subject_key: str, case_id: int) -> Visit | None:
    """Return the visit of somebody who signed in and whose application this is."""
    row = (
        CitizenCase.objects.filter(pk=case_id, subject_key=subject_key)
        .exclude(subject_key="")
        .select_related("case")
        .first()
    )
    if row is None:
        return None
    return Visit(row.case_id, row.case.number, AccessCode.Holder.APPLICANT, subject_key=subject_key)


def applications_of_subject(subject_key: str) -> list[Case]:
    """Return the applications of somebody who signed in, the newest first."""
    if not subject_key:
        return []
    own = CitizenCase.objects.filter(subject_key=subject_key).values("case_id")
    return list(Case.objects.filter(pk__in=own).order_by("-pk")[:100])


def _digest(case_id: int, code: str) -> str:
    return digest_of(code, place=str(case_id))
