"""Measures figures over many cases: the report of one unit, equal to a full recount, and the page of any number."""

import time
from datetime import date
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client

from mingzheng.casework.public import Case
from mingzheng.config.bench.district import District, build_district
from mingzheng.config.bench.figures import spread
from mingzheng.config.bench.running import load_average, load_cases, machine
from mingzheng.figures.declaration import Events
from mingzheng.figures.models import Tally
from mingzheng.figures.parts import breakdown
from mingzheng.figures.periods import Period, PeriodKind, Scope
from mingzheng.figures.reconciling import find_differences, rebuild
from mingzheng.figures.registry import list_figures
from mingzheng.figures.sources.events import fold
from mingzheng.figures.sources.rows import count_rows
from mingzheng.figures.values import values_of
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.ledger.public import today

RUNS = 15
WARM = 2


def measure_figures(count: int, copies: int) -> dict[str, Any]:
    """Load so many cases, count them, and return every figure."""
    call_command("migrate", interactive=False, verbosity=0)
    district = build_district()
    result: dict[str, Any] = {"n": count, "machine": machine(), "load": load_cases(district, count, copies)}
    result["load_before"] = load_average()
    result["recount"] = _recount()
    result["report_of_one_unit"] = _report(district)
    call_command("collectstatic", interactive=False, verbosity=0)
    result["pages"] = _pages(district)
    result["load_after"] = load_average()
    return result


def _recount() -> dict[str, Any]:
    """Count every figure of acts anew, fold, and say what that took and whether both agree."""
    figures = [figure for figure in list_figures(room="casework") if isinstance(figure.source, Events)]
    started = time.perf_counter()
    for figure in figures:
        rebuild(figure, actor="system", reason="性能测量")
    rebuilt = time.perf_counter()
    while fold(at_once=20_000):
        pass
    folded = time.perf_counter()
    _settle()
    settled = time.perf_counter()
    differing = [figure.code for figure in figures if find_differences(figure)]
    return {
        "figures": len(figures),
        "cases": Case.objects.count(),
        "tallies": Tally.objects.count(),
        "rebuild_seconds": round(rebuilt - started, 1),
        "fold_seconds": round(folded - rebuilt, 1),
        "reconcile_seconds": round(time.perf_counter() - settled, 1),
        "differing": differing,
    }


def _settle() -> None:
    """Let the database tidy away what the counting anew left, as its own upkeep does overnight."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE figures_tally")


def _periods(on: date) -> list[Period]:
    months = [Period.month(year, month) for year in (on.year - 1, on.year) for month in range(1, 13)]
    return [Period.year(on.year - 1), Period.year(on.year), Period.to_date(on), *months]


def _report(district: District) -> dict[str, Any]:
    """Take every figure of one unit: years and months, what is open, and each figure by its dimensions."""
    figures = list_figures(room="casework")
    by_period = [figure.code for figure in figures if figure.period != PeriodKind.AS_OF]
    counted = [figure for figure in figures if isinstance(figure.source, Events)]
    unit = frozenset({district.units[7].pk})
    durations, numbers = [], 0
    for _ in range(3):
        started = time.perf_counter()
        values = [values_of(by_period, scope=Scope(unit, period)) for period in _periods(today())]
        values.append(values_of(["casework.open", "casework.overdue"], scope=Scope(unit, Period.as_of(today()))))
        year = Scope(unit, Period.year(today().year))
        parts = [breakdown(figure.code, year, code) for figure in counted for code in ("procedure", "urgency")]
        durations.append(time.perf_counter() - started)
        numbers = sum(map(len, values)) + sum(len(found.parts) for found in parts)
    return {"numbers": numbers, "seconds": round(sorted(durations)[1], 3), "unequal_to_recount": _unequal(unit)}


def _unequal(unit: frozenset[int]) -> list[str]:
    """Return the figures of the unit whose value is not that of a full recount."""
    found = []
    for period in (Period.year(today().year - 1), Period.year(today().year)):
        scope = Scope(unit, period)
        for figure in list_figures(room="casework"):
            if isinstance(figure.source, Events):
                value = values_of([figure.code], scope=scope)[figure.code].value
                if value != count_rows(figure.source.recount, scope)[0]:
                    found.append(f"{figure.code} {period.key}")
    return found


def _pages(district: District) -> dict[str, Any]:
    """Open the page of numbers as a clerk, the head of a section and a unit do."""
    year = today().year
    addresses = {
        "received, this year": f"/desk/figures/casework.received/?period=year:{year}",
        "received, last year": f"/desk/figures/casework.received/?period=year:{year - 1}",
        "closed on time": f"/desk/figures/casework.closed_on_time/?period=year:{year}",
        "on time rate": f"/desk/figures/casework.on_time_rate/?period=year:{year}",
        "open": "/desk/figures/casework.open/",
        "open, an earlier day": f"/desk/figures/casework.open/?period=as_of:{year - 1}-12-31",
        "overdue": "/desk/figures/casework.overdue/",
        "overdue, an earlier day": f"/desk/figures/casework.overdue/?period=as_of:{year - 1}-12-31",
        "catalogue": "/desk/figures/",
        "parts": f"/desk/figures/casework.received/parts?period=year:{year}",
    }
    found: dict[str, Any] = {}
    for who in ("clerk", "verifier", "liaison-7"):
        browser: Client = signed_in_as(district.accounts[who])
        for name, address in addresses.items():
            found[f"{name} ({who})"] = spread([_open(browser, address) for _ in range(RUNS + WARM)][WARM:])
    return found


def _open(browser: Client, address: str) -> float:
    started = time.perf_counter()
    answer = browser.get(address, headers={"host": "127.0.0.1"})
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return time.perf_counter() - started
