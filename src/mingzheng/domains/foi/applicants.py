"""Who applied: read from the encrypted part of the ledger, shown masked, in full only on record.

Names, documents and contacts stand nowhere else. Their key is the case's own: when it is destroyed they are gone.
Legal basis: 个人信息保护法第五十一条; 政府信息公开条例第二十九条.
"""

from collections.abc import Mapping

from mingzheng.casework.public import Case
from mingzheng.domains.foi.intake import APPROVERS, CLERKS, HEADS
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.names import MENTIONING, PEOPLE, names_in
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append, list_entries, now, read_private, today
from mingzheng.proofing.masking import mask_text

STREAM = "foi_applicant"
LABELS: Mapping[str, str] = {
    "applicant": "姓名或者名称",
    "identity": "身份证明号码",
    "contact": "联系方式",
    "co_applicants": "共同申请人",
    "agent": "代理人或者代为填写的人",
}
NAMED = frozenset({"foi_application", "foi_correction"})
KNOWERS = CLERKS.roles | HEADS.roles | APPROVERS.roles


def may_know(actor: Actor, case: Case) -> bool:
    """Say whether an actor handles the applications of the accepting organ and may therefore know who applied."""
    return actor.has_any_role(KNOWERS, case.origin_unit_id, case.procedure)


def applicant_of(case: Case) -> dict[str, str]:
    """Return what is on record about the applicant, the latest word of each field; empty when the key was destroyed."""
    found: dict[str, str] = {}
    for entry in list_entries("case", str(case.pk)):
        private = read_private(entry) if entry.private_box is not None else None
        found |= {code: str(value) for code, value in (private or {}).items() if code in LABELS and value}
    return found


def people_on_record(case: Case) -> tuple[str, ...]:
    """Return the names of people on record with a case, longest first.

    They are who applied and for whom, the third parties asked, who signed for the answer, and who was listed to be hidden.
    """
    kind, found = _kind_of(case), set[str]()
    for entry in list_entries("case", str(case.pk)):
        private = read_private(entry) if entry.private_box is not None else None
        told = {code: str(value) for code, value in (private or {}).items() if code in (*LABELS, *MENTIONING, PEOPLE)}
        if entry.kind == "consult_co_producer":  # an organ, whatever it is called
            told.pop("asked", None)
        found |= set(names_in(told, kind=kind))
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def applicants_named(case: Case) -> tuple[str, ...]:
    """Return the names of those alone who apply, and of who acts for them, longest first.

    Third parties are not among them: neither learns of the other by what a page refuses or a letter leaves out.
    """
    return names_in(applicant_of(case), kind=_kind_of(case))


def _kind_of(case: Case) -> str:
    return Application.objects.filter(pk=case.pk).values_list("applicant_kind", flat=True).first() or ""


def masked_applicant_of(case: Case) -> dict[str, str]:
    """Return the same with everything hidden that identifies: a family name, the ends of numbers."""
    return {code: _mask(code, value) for code, value in applicant_of(case).items()}


def _mask(code: str, value: str) -> str:
    if code == "co_applicants":
        return "、".join(_family_name(name) for name in names_in({code: value})) or "***"
    if code == "agent":
        how, mark, who = value.rpartition("：")
        return how + mark + "、".join(_family_name(name) for name in names_in({code: f"：{who}"}))
    if code == "contact":
        return "；".join(_mask_contact(part) for part in value.split("；"))
    if code == "identity":
        shown = 2 if len(value) > 6 else 0
        return value[:shown] + "*" * (len(value) - 2 * shown) + value[len(value) - shown :]
    return _family_name(value)


def _family_name(name: str) -> str:
    return name[0] + "*" * (len(name) - 1)


def _mask_contact(part: str) -> str:
    """Return one way to reach somebody: of an address nothing is left, of a number its ends."""
    label, mark, place = part.rpartition("：")
    hidden, _ = mask_text(place)
    return label + mark + (hidden if hidden != place else "*" * min(len(place), 6))


def open_applicant(case: Case, *, actor: Actor) -> dict[str, str]:
    """Return what is on record about the applicant in full, and put on record who looked."""
    values = applicant_of(case)
    append(
        stream=STREAM,
        stream_id=str(case.pk),
        kind="applicant_viewed",
        payload={"number": case.number, "fields": sorted(values)},
        actor=actor.ref,
        occurred_on=today(),
        recorded_at=now(),
    )
    return values
