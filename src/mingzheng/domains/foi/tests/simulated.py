"""A simulated year of applications: lives over every channel, applicant, ground and detour, told to the door or the loader.

A life is a list of acts with their days. The recount reads the ledger alone and knows neither tables nor details.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from mingzheng.casework.public import BulkAct, BulkCase
from mingzheng.casework.tests.world import World, at
from mingzheng.domains.foi.grounds import row_of
from mingzheng.domains.foi.models import APPLICANT_KINDS
from mingzheng.domains.foi.receipt import CHANNEL_LABELS
from mingzheng.domains.foi.services import applicant_key
from mingzheng.domains.foi.tests.applications import SUPPORT
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.ledger.models import Entry
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable, cells_of

KINDS = [code for code, _ in APPLICANT_KINDS]
AT_ONCE = {"counter", "oral"}
BY_TIME = {"drop_unsupplemented": "F1", "drop_unpaid": "F2", "withdraw": "F3"}
WHO = {"extend": "office_section", "ask_fee": "office_section", "explain_excess": "office_section"}
WHO |= {"review_answer": "office_section", "approve_answer": "director"}
LAPSES = {"drop_unsupplemented", "drop_unpaid", "third_party_silent", "co_producer_deemed_to_consent"}


@dataclass
class Life:
    """One application: what was handed in, and its acts with their days."""

    number: int
    opened_on: date
    given: dict[str, Any]
    acts: list[tuple[str, date, dict[str, Any]]] = field(default_factory=list)


def lives(count: int, *, seed: int, first: date = date(2025, 10, 1), days: int = 500) -> Iterator[Life]:
    """Yield so many lives, the same for the same seed; they begin within so many days."""
    dice = random.Random(seed)
    for number in range(count):
        yield _live(number, first + timedelta(days=dice.randrange(days)), dice)


def _live(number: int, day: date, dice: random.Random) -> Life:
    channel = dice.choice([one.value for one in CHANNEL_LABELS])
    life = Life(
        number,
        day,
        {
            "title": "示例申请",
            "channel": channel,
            "arrived_on": day.isoformat(),
            "applicant_kind": dice.choices(KINDS, weights=[60, 12, 4, 4, 10, 10])[0],
            "applicant": f"示例申请人{number}",
            "identity": f"示例证件{number % 900:05}",
            "contact": "示例联系方式",
            "content": "示例项目的批复文件",
            "form_wanted": "邮寄",
        },
    )
    if channel in AT_ONCE:
        life.acts.append(("receive_at_counter", day, {}))
    elif dice.random() < 0.04:
        return life
    else:
        day += timedelta(days=dice.randrange(3))
        life.acts.append(("confirm_receipt", day, {"proof": "电话确认"}))
    ground = dice.choice(sorted(SUPPORT))
    day, goes_on = _detours(life, day, ground, dice)
    if goes_on and dice.random() < 0.93:
        _answer(life, day, ground, dice)
    return life


def _detours(life: Life, day: date, ground: str, dice: random.Random) -> tuple[date, bool]:
    """Add what happens before the answer; say on which day it goes on, and whether it does."""

    def add(action: str, after: int, **data: Any) -> None:
        nonlocal day
        day += timedelta(days=after)
        life.acts.append((action, day, data))

    chance = dice.random()
    if ground == "D3" or chance < 0.12:
        add("ask_supplement", dice.randrange(1, 4), missing="文号")
        if ground != "D3" and dice.random() < 0.4:
            add("drop_unsupplemented", 45)
            return day, False
        add("supplement", dice.randrange(2, 9), supplement="补正的内容")
    elif chance < 0.2:
        add("consult_third_party", dice.randrange(1, 4), asked="某公司")
        if dice.random() < 0.4:
            add("third_party_silent", 45)
        else:
            add(dice.choice(["third_party_agrees", "third_party_objects"]), dice.randrange(3, 9), opinion="意见")
    elif chance < 0.24:
        add("consult_co_producer", 1, asked="某局")
        add("co_producer_deemed_to_consent", 45)
    elif chance < 0.32:
        add("ask_fee", 1, measure="pages", count=100, amount=700)
        if dice.random() < 0.5:
            add("drop_unpaid", 50)
            return day, False
        add("pay_fee", dice.randrange(1, 20), receipt_number="示例票据")
    elif chance < 0.38:
        add("withdraw", dice.randrange(1, 10), reason="不需要了")
        return day, False
    elif chance < 0.5:
        add("extend", 1, amount=dice.randrange(1, 21), reason="检索量大", notice="邮寄告知")
    if ground == "E4":
        add("explain_excess", 1, reason="数量明显超过合理范围")
    return day, True


def _answer(life: Life, day: date, ground: str, dice: random.Random) -> None:
    day += timedelta(days=dice.randrange(40) if dice.random() < 0.2 else dice.randrange(10))
    given = {"ground": ground, "reply": "略", "late_reason": "检索量大", "weighing": "涉及公共利益", **SUPPORT[ground]}
    life.acts.append(("draft_answer", day, given))
    life.acts.append(("review_answer", day, {"opinion": "合法"}))
    life.acts.append(("approve_answer", day, {}))
    day += timedelta(days=dice.randrange(3))
    life.acts.append(("deliver", day, {"delivery": dice.choice(["direct", "mail"]), "tracking": "示例凭证"}))


def as_bulk(life: Life, world: World, unit_id: int) -> BulkCase:
    """Return a life for the bulk loader, with the values its effects would have kept."""
    detail: dict[str, Any] = {"applicant_key": applicant_key(life.given["identity"])}
    for action, day, _ in life.acts:
        if action in {"receive_at_counter", "confirm_receipt"}:
            detail["received_on"] = day
        if action == "deliver" or action in BY_TIME:
            detail["decided_on"] = day
        if action in BY_TIME:
            detail["ground"] = BY_TIME[action]
        if action == "pay_fee":
            detail["fee_paid_on"] = day
    acts = [BulkAct("apply", life.opened_on, life.given, recorded_at=at(life.opened_on))]
    acts += [
        BulkAct(action, day, data, actor=SYSTEM if action in LAPSES else None, recorded_at=at(day))
        for action, day, data in life.acts
    ]
    return BulkCase("示例申请", unit_id, acts, detail=detail)


def read_stories() -> list[dict[str, Any]]:
    """Return what the ledger's entries alone say of each application: who, when received, on which ground, when decided."""
    stories: dict[int, dict[str, Any]] = {}
    rows = Entry.objects.filter(head__stream="case").order_by("head_id", "seq")
    for entry in rows.only("head_id", "kind", "occurred_on", "payload_text").iterator():
        payload = entry.payload
        if not str(payload.get("procedure", "")).startswith("foi_application@"):
            continue
        story = stories.setdefault(entry.head_id, {"kind": "", "received": None, "ground": "", "decided": None})
        if entry.kind == "apply":
            story["kind"] = payload["data"]["applicant_kind"]
        elif entry.kind in {"confirm_receipt", "receive_at_counter"}:
            story["received"] = entry.occurred_on
        elif entry.kind == "draft_answer":
            story["ground"] = payload["data"]["ground"]
        elif entry.kind == "deliver":
            story["decided"] = entry.occurred_on
        elif entry.kind in BY_TIME:
            story["ground"], story["decided"] = BY_TIME[entry.kind], entry.occurred_on
    return list(stories.values())


def recount(stories: Iterable[dict[str, Any]], year: int) -> Counter[CellKey]:
    """Count all cells of a year's table from the stories, case by case."""
    cells: Counter[CellKey] = Counter(dict.fromkeys(cells_of(FormTable.APPLICATIONS), 0))
    for story in stories:
        for row in _rows_of(story, year):
            for column in (story["kind"], TOTAL):
                cells[CellKey(FormTable.APPLICATIONS, row, column)] += 1
    return cells


def _rows_of(story: dict[str, Any], year: int) -> Iterator[str]:
    received, decided = story["received"], story["decided"]
    if received is None:
        return
    in_year = decided is not None and decided.year == year
    open_before = decided is None or decided.year >= year
    if received.year == year:
        yield "r01"
    if received.year < year and open_before:
        yield "r02"
    if in_year:
        yield "r24"
        yield row_of(story["ground"])
    if received.year <= year and (decided is None or decided.year > year):
        yield "r25"
