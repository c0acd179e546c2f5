"""Measures without HTTP: whole lives at the door, and every list by its queries."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet

from mingzheng.casework.desk.boards import unit_board
from mingzheng.casework.desk.home import home_numbers
from mingzheng.casework.desk.lists import CaseListView, work_list_for
from mingzheng.casework.public import Receipt, cases_for, filter_lamp, get_case_for, get_procedure, horizon
from mingzheng.casework.public import open_case as open_at_door
from mingzheng.casework.public import perform as perform_at_door
from mingzheng.config.bench.counting import count_sent
from mingzheng.config.bench.district import District
from mingzheng.config.bench.figures import Stopwatch, spread
from mingzheng.platform.database.public import COUNT_CAP
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.parameters.public import snapshot

PAGE = 30
RUNS = 25
LONGEST = 5.0
UNIT_LISTS = ("todo", "unit", "done", "overdue", "soon")
OFFICE_LISTS = ("todo", "done", "overdue", "soon")


def measure_lives(district: District, lives: int, run: str) -> dict[str, Any]:
    """Lead cases through their whole life one after another; who acts is read anew for every act, as in a request."""
    watch, costs = Stopwatch(), dict[str, tuple[int, int]]()
    started, processor = time.perf_counter(), time.process_time()
    for number in range(lives):
        _live(district, f"{run}-{number}", number % len(district.units), watch, costs)
    elapsed, used = time.perf_counter() - started, time.process_time() - processor
    return {
        "lives": lives,
        "lives_per_second": round(lives / elapsed, 1),
        "processor_ms_per_life": round(used / lives * 1000, 1),
        "steps": {
            name: figures | {"statements": costs[name][0], "bytes_sent": costs[name][1]}
            for name, figures in watch.figures().items()
        },
    }


def _live(district: District, mark: str, place: int, watch: Stopwatch, costs: dict[str, tuple[int, int]]) -> None:
    liaison, unit = f"liaison-{place}", district.units[place].pk
    receipt: Receipt | None = None
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("register", "clerk", {"title": f"测量 {mark}", "source": "性能测量"}),
        ("dispatch", "clerk", {"lead_units": [unit]}),
        ("receive", liaison, {}),
        ("report", liaison, {"result": "已办结。"}),
        ("verify", "verifier", {}),
    )
    for action, who, data in steps:
        with watch.lap(action), count_sent() as sent, snapshot():
            common: dict[str, Any] = {
                "actor": district.actor(who),
                "occurred_on": today(),
                "recorded_at": now(),
                "data": data,
                "key": f"{mark}:{action}",
            }
            receipt = perform_at_door(receipt.case_id, action, **common) if receipt else open_at_door("bench", **common)
        costs[action] = (sent.statements, sent.bytes)
    with watch.lap("find by number"), count_sent() as sent:
        found = get_case_for(district.actor("clerk"), number=receipt.number if receipt else "")
    costs["find by number"] = (sent.statements, sent.bytes)
    if found.is_open:
        raise RuntimeError("the case did not come to its end")


def measure_lists(district: District) -> dict[str, Any]:
    """Time the queries of every list: one page with the names it shows, and its capped count."""
    liaison, clerk, unit = district.actor("liaison-3"), district.actor("clerk"), district.units[3].pk
    at, procedure, view = horizon(today()), get_procedure("bench"), CaseListView()
    of_unit = cases_for(clerk, procedure="bench").filter(handling_unit_id=unit)
    some = cases_for(clerk).order_by("-pk").values_list("number", flat=True)[0]
    rows = {
        **{f"unit liaison, {which}": view.ordered(work_list_for(liaison, which)) for which in UNIT_LISTS},
        **{f"office clerk, {which}": view.ordered(work_list_for(clerk, which)) for which in OFFICE_LISTS},
        "procedure": view.ordered(cases_for(clerk, procedure="bench")),
        "procedure, one unit": view.ordered(of_unit),
        "procedure, one unit, overdue": view.ordered(filter_lamp(of_unit, "overdue", at)),
        "all cases, newest first": cases_for(clerk).order_by("-last_act_at", "-pk"),
    }
    reads: dict[str, Callable[[], Any]] = {name: partial(_read_page, found) for name, found in rows.items()}
    reads["by number"] = partial(get_case_for, clerk, number=some)
    reads["home numbers, office"] = partial(home_numbers, clerk, at)
    reads["home numbers, unit"] = partial(home_numbers, liaison, at)
    reads["board of units"] = partial(unit_board, clerk, procedure, at.today)
    return {name: _time(read) for name, read in reads.items()}


def _read_page(rows: QuerySet[Any]) -> None:
    list(rows.all()[:PAGE])
    rows.order_by()[:COUNT_CAP].count()


def _time(read: Callable[[], Any]) -> dict[str, float]:
    with count_sent() as sent:
        read()
    durations: list[float] = []
    while len(durations) < RUNS and sum(durations) < LONGEST:
        started = time.perf_counter()
        read()
        durations.append(time.perf_counter() - started)
    return spread(durations) | {"statements": sent.statements}
