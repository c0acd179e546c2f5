"""From an application to proactive publication 转主动公开: proposed with one press, closed when what was asked for is published.

The record book keeps the loop (`register`); what is published is asked through a port. Legal basis: 政府信息公开条例第四十四条.
"""

from dataclasses import dataclass
from datetime import datetime

from mingzheng.casework.public import Case, NotPermitted, cases_for
from mingzheng.domains.foi.models import ProactiveProposal
from mingzheng.domains.foi.office.oversight import ALIKE, alike_for, likeness_of
from mingzheng.domains.foi.ports import Published, published_since
from mingzheng.platform.access.public import Actor
from mingzheng.registers.public import Receipt, correct_record, enter_record, get_register, records_for
from mingzheng.worktime.public import SHANGHAI

BOOK = "foi_proactive"
SHOWN = 50


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A proposal that waits, and what was published since that answers it, if anything."""

    record: ProactiveProposal
    found: Published | None


def propose(numbers: str, *, actor: Actor, at: datetime, key: str) -> Receipt:
    """Put what several people asked for into the book. Raises NotPermitted for a group the reader is not shown."""
    day = at.astimezone(SHANGHAI).date()
    group = next((one for one in alike_for(actor, day) if "、".join(one.numbers) == numbers), None)
    if group is None:
        raise NotPermitted("没有这一组申请，或者已经提出")
    case = cases_for(actor, procedure="foi_application").filter(number=group.numbers[0]).first()
    assert isinstance(case, Case)
    data = {
        "title": group.title,
        "occurred_on": day.isoformat(),
        "unit": case.origin_unit_id,
        "numbers": numbers,
        "people": group.people,
        "outcome": "proposed",
    }
    return enter_record(BOOK, actor=actor, data=data, recorded_at=at, key=key)


def open_proposals_for(actor: Actor) -> list[OpenProposal]:
    """Return the proposals that wait, each with what was published since under a like title."""
    rows = list(records_for(actor, get_register(BOOK)).filter(outcome="proposed").order_by("occurred_on", "pk")[:SHOWN])
    news = published_since(min(row.occurred_on for row in rows)) if rows else ()
    return [OpenProposal(row, _answer_to(row, news)) for row in rows]


def close_proposal(record_id: int, *, actor: Actor, at: datetime, key: str) -> Receipt:
    """Close a proposal with what was published. Raises NotPermitted when nothing answers it, and what the book raises."""
    waiting = next((one for one in open_proposals_for(actor) if one.record.pk == record_id), None)
    if waiting is None or waiting.found is None:
        raise NotPermitted("还没有查到对应的公开信息", next_step="公开后再办，或者在登记簿中填写网址和日期")
    held = waiting.record
    data = {
        "title": held.title,
        "occurred_on": held.occurred_on.isoformat(),
        "unit": held.unit_id,
        "numbers": held.numbers,
        "people": held.people,
        "reason": held.reason,
        "outcome": "published",
        "address": waiting.found.address,
        "published_on": waiting.found.on.isoformat(),
    }
    return correct_record(BOOK, record_id, actor=actor, data=data, reason="已主动公开", recorded_at=at, key=key)


def _answer_to(row: ProactiveProposal, news: object) -> Published | None:
    assert isinstance(news, list | tuple)
    fitting = [one for one in news if one.on >= row.occurred_on and likeness_of(one.title, row.title) >= ALIKE]
    return max(fitting, key=lambda one: likeness_of(one.title, row.title), default=None)
