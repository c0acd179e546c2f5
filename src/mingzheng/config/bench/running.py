"""Runs one measurement from an empty database to the figures. Django is set up by the caller."""

import os
import platform
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from mingzheng.casework.public import Act, Case, bulk_load
from mingzheng.config.bench.district import District, build_district
from mingzheng.config.bench.in_process import measure_lists, measure_lives
from mingzheng.config.bench.multiplying import multiply_cases
from mingzheng.config.bench.over_http import measure_lives_over_http, measure_pages_over_http, web_server
from mingzheng.config.bench.stories import write_stories
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.parameters.public import set_value

FULL_UP_TO = 20_000
TABLES = ("casework_case", "casework_caseparty", "casework_clock", "casework_act", "ledger_entry")


def measure_cases(count: int, lives: int, copies: int) -> dict[str, Any]:
    """Load so many cases and return every figure."""
    call_command("migrate", interactive=False, verbosity=0)
    district = build_district()
    set_value("api.requests_per_minute", 60_000, actor="system", reason="性能测量")
    result: dict[str, Any] = {"n": count, "machine": machine(), "load": load_cases(district, count, copies)}
    run = f"{int(time.time())}"
    result["load_before"] = load_average()
    result["lists"] = measure_lists(district)
    grown = stored_bytes()
    result["in_process"] = measure_lives(district, lives, f"{run}-p")
    result["stored_bytes_per_life"] = (stored_bytes() - grown) // lives
    connection.close()
    with web_server(Path(settings.VAR_DIR)) as server:
        result["over_http"] = measure_lives_over_http(district, server, lives, f"{run}-h")
        result["api_lists_over_http"] = measure_pages_over_http(district, server[0])
    result["load_after"] = load_average()
    return result


def machine() -> dict[str, Any]:
    """Say where this was measured."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "database": connection.vendor,
        "database_version": ".".join(str(part) for part in connection.Database.sqlite_version_info)  # type: ignore[attr-defined]
        if connection.vendor == "sqlite"
        else str(connection.pg_version),  # type: ignore[attr-defined]
    }


def load_average() -> list[float]:
    """Return the machine's load over 1, 5 and 15 minutes: others may have been at work."""
    return [round(value, 1) for value in os.getloadavg()]


def stored_bytes() -> int:
    """Return how large the database is."""
    if connection.vendor == "sqlite":
        path = Path(settings.DATABASES["default"]["NAME"])
        return sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*") if not part.name.endswith("-shm"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def load_cases(district: District, count: int, copies: int) -> dict[str, Any]:
    """Bring the database to so many cases; what an earlier run loaded counts."""
    wanted = -(-count // copies)
    before = Case.objects.count()
    missing = wanted - before
    full = wanted <= FULL_UP_TO
    started = time.perf_counter()
    if missing > 0:
        stories = write_stories(district, missing, today=today(), full=full)
        bulk_load("bench", stories, actor=district.actor("clerk"), recorded_at=now(), reason="性能测量装入")
    elapsed = time.perf_counter() - started
    if before < count:
        multiply_cases(copies, started_from=wanted)
        _settle()
    return {
        "bulk_loaded": max(missing, 0),
        "bulk_seconds": round(elapsed, 1),
        "copying_seconds": round(time.perf_counter() - started - elapsed, 1),
        "copies_in_the_database": copies,
        "cases": Case.objects.count(),
        "acts": Act.objects.count(),
        "acts_of_closed": "all five" if full else "two, as in an opening balance",
        "database_bytes": stored_bytes(),
    }


def _settle() -> None:
    """Let the database learn what it holds, as its own upkeep would overnight."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("ANALYZE")
        else:
            for table in TABLES:
                cursor.execute(f"VACUUM ANALYZE {table}")
