"""Makes a loaded database many times as large inside the database, to measure lists at sizes that take long to load.

Copies have their case, parties, clocks and acts, but no ledger entries: they are there to be read, not to be proven.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max

from mingzheng.casework.public import Act, Case, CaseParty, Clock

log = logging.getLogger(__name__)

COPIED: tuple[type[models.Model], ...] = (Case, CaseParty, Clock, Act)


def multiply_cases(times: int, *, started_from: int) -> None:
    """Copy every case so often that there are `times` as many; the numbers of copies end in -2, -3 and so on.

    Each copy is committed for itself: broken off, the next call goes on behind the last whole copy. `started_from` is
    how many cases there were before the first.
    """
    there = max(Case.objects.count() // started_from, 1)
    steps = {model: _highest(model) // there for model in COPIED}
    for copy in range(there, times):
        with transaction.atomic(), connection.cursor() as cursor:
            for model in COPIED:
                cursor.execute(_copying(model, copy, steps))
                if connection.vendor == "postgresql":
                    table = model._meta.db_table
                    cursor.execute(
                        "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, (copy + 1) * steps[model]]
                    )
        log.info("cases copied", extra={"count": copy + 1})


def _highest(model: type[models.Model]) -> int:
    return int(model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0)


def _copying(model: type[models.Model], copy: int, steps: Mapping[type[models.Model], int]) -> str:
    """Return the statement that makes one more copy of the first rows of a table."""
    names, values = [], []
    for column in model._meta.concrete_fields:
        name = f'"{column.column}"'
        names.append(name)
        values.append(_copied_value(column, name, model, copy, steps))
    table = model._meta.db_table
    return (
        f'INSERT INTO "{table}" ({", ".join(names)}) SELECT {", ".join(values)} FROM "{table}" '  # noqa: S608 - names
        f"WHERE id <= {steps[model]}"
    )


def _copied_value(
    column: Any, name: str, model: type[models.Model], copy: int, steps: Mapping[type[models.Model], int]
) -> str:
    if column.primary_key:
        return f"{name} + {copy * steps[model]}"
    if column.related_model is Case:
        return f"{name} + {copy * steps[Case]}"
    return f"{name} || '-{copy + 1}'" if column.name == "number" else name
