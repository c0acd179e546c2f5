"""The cases that are loaded before measuring: a year of dates, 33 units, about one in 25 still open, some overdue."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from mingzheng.casework.public import BulkAct, BulkCase, PartyRole
from mingzheng.config.bench.district import District
from mingzheng.platform.access.public import Actor
from mingzheng.worktime.public import SHANGHAI

DAYS = 365
OPEN_SHARE = 0.04
SEED = 20260101
MATTERS = ("道路修缮", "校舍安全", "老旧小区改造", "营商环境", "污水治理", "养老服务", "防汛排涝", "人才引进")
VERBS = ("推进", "落实", "督促完成", "研究提出", "组织开展", "健全完善")


def write_stories(district: District, count: int, *, today: date, full: bool) -> Iterator[BulkCase]:
    """Yield so many cases, the same for the same count and day.

    With `full` every closed case has its five acts; otherwise closed ones come as in an opening balance, with two.
    """
    dice = random.Random(SEED)  # noqa: S311 - the same cases every time
    clerk, verifier = district.actor("clerk"), district.actor("verifier")
    liaisons = [district.actor(f"liaison-{n}") for n in range(len(district.units))]
    for number in range(count):
        place = dice.randrange(len(district.units))
        is_open = dice.random() < OPEN_SHARE
        age = min(int(dice.expovariate(1 / 18)), DAYS) if is_open else dice.randrange(20, DAYS)
        day = today - timedelta(days=age)
        title = f"{dice.choice(VERBS)}{dice.choice(MATTERS)}事项（{number + 1}）"
        people = (clerk, liaisons[place], verifier)
        unit = district.units[place].pk
        if is_open or full:
            acts = _acts(people, unit, day, title, dice.randrange(1, 5) if is_open else 5, today)
            yield BulkCase(title, district.office.pk, acts)
        else:
            yield BulkCase(title, district.office.pk, _brief(people, day, title), parties={PartyRole.LEAD: [unit]})


def _acts(
    people: tuple[Actor, Actor, Actor], unit: int, day: date, title: str, steps: int, today: date
) -> list[BulkAct]:
    clerk, liaison, verifier = people
    plan: tuple[tuple[str, Actor, int, dict[str, Any]], ...] = (
        ("register", clerk, 0, {"title": title, "source": "区政府常务会议纪要"}),
        ("dispatch", clerk, 0, {"lead_units": [unit]}),
        ("receive", liaison, 1, {}),
        ("report", liaison, 12, {"result": "已按要求完成，材料齐全。"}),
        ("verify", verifier, 15, {}),
    )
    return [_act(code, who, min(day + timedelta(days=later), today), data) for code, who, later, data in plan[:steps]]


def _brief(people: tuple[Actor, Actor, Actor], day: date, title: str) -> list[BulkAct]:
    clerk, _, verifier = people
    return [
        _act("register", clerk, day, {"title": title, "source": "期初导入"}, to="reported"),
        _act("verify", verifier, day + timedelta(days=15), {}),
    ]


def _act(code: str, who: Actor, day: date, data: dict[str, Any], *, to: str = "") -> BulkAct:
    return BulkAct(code, day, data, who, datetime.combine(day, time(10), SHANGHAI), to=to)
