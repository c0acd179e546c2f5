"""Register the tickets of a list, each as a case with its own days, each once however often the list is imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from mingzheng.casework.public import BadInput, DoorError, open_case
from mingzheng.domains.participation.models import SiteError
from mingzheng.domains.participation.tickets.reading import Ticket, read_tickets
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile, erase, keep_made, read_bytes
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import match_name, name_index
from mingzheng.worktime.public import SHANGHAI

PURPOSE = "site_error_tickets"


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of a list: how many cases, how many somebody else had registered meanwhile, what was refused."""

    opened: int
    known: int
    refused: tuple[str, ...]


def find_list(number: int, actor: Actor) -> StoredFile | None:
    """Return a list this person uploaded and has not registered or given up, or None."""
    rows = StoredFile.objects.filter(pk=number, purpose=PURPOSE, erased_at=None)
    return rows.filter(stored_by=actor.account_id).first() if actor.account_id is not None else None


def check_list(file: StoredFile, on: date) -> list[Ticket]:
    """Return the lines of a stored list as they would be registered on a day. Raises NotOurSheet."""
    names = name_index(at=on)

    def find_unit(words: str) -> int:
        found = match_name(words, names).unit
        return found.pk if found is not None else 0

    known = frozenset(SiteError.objects.exclude(ticket="").values_list("ticket", flat=True))
    return read_tickets(read_bytes(file), filename=file.name, find_unit=find_unit, known=known, on=on)


def register_list(file: StoredFile, *, unit_id: int, actor: Actor, at: datetime) -> Registered:
    """Register the sound lines of a list; then the list itself, which names people, is erased.

    `unit_id` corrects what names no unit of ours. Raises BadInput when nobody is named for a line.
    """
    ready = [ticket for ticket in check_list(file, today()) if ticket.is_ready]
    if not unit_id and any(not ticket.unit_id for ticket in ready):
        raise BadInput({"unit": ["请选择更正单位"]})
    opened, known, refused = 0, 0, []
    for ticket in ready:
        try:
            with transaction.atomic():
                _open(ticket, ticket.unit_id or unit_id, actor=actor, at=at)
            opened += 1
        except IntegrityError:
            known += 1
        except DoorError as error:
            refused.append(f"第 {ticket.line} 行：{_words_of(error)}")
    if not refused:
        erase(file, actor=actor, reason="找错工单已登记")
    return Registered(opened, known, tuple(refused))


def _words_of(error: DoorError) -> str:
    reasons: Sequence[str] = [str(getattr(one, "message", one)) for one in getattr(error, "reasons", ())]
    return "；".join(reasons) or error.message


def _open(ticket: Ticket, unit_id: int, *, actor: Actor, at: datetime) -> None:
    is_late = ticket.received_on < at.astimezone(SHANGHAI).date()
    open_case(
        "site_error",
        actor=actor,
        occurred_on=ticket.received_on,
        recorded_at=at,
        data={
            "title": ticket.title,
            "source": "national",
            "external_number": ticket.number,
            "page": ticket.page,
            "kind": ticket.kind,
            "words": ticket.words,
            "lead_units": [unit_id],
            **({"reporter": ticket.reporter} if ticket.reporter else {}),
        },
        key=f"ticket:{ticket.number}"[:64],
        evidence=[_paper(ticket, actor).pk] if is_late else (),
        detail={"ticket": ticket.number},
    )


def _paper(ticket: Ticket, actor: Actor) -> StoredFile:
    """Keep a ticket as it came, without who sent it: what is registered late needs its paper."""
    lines = [
        f"编号：{ticket.number}",
        f"收到：{ticket.received_on:%Y-%m-%d}",
        f"网址：{ticket.page}",
        f"问题：{ticket.words}",
    ]
    return keep_made("\n".join(lines).encode(), filename="找错工单.txt", actor=actor, purpose=PURPOSE)


def give_up(file: StoredFile, *, actor: Actor) -> None:
    """Erase a list nobody wants registered."""
    erase(file, actor=actor, reason="放弃登记找错工单")
