"""Gather what the guards ask about a proposal. Judging is `rules`."""

from datetime import date

from mingzheng.casework.public import Case
from mingzheng.catalogues.models import ChangeLine, Entry
from mingzheng.catalogues.rules import ChangeFacts


def change_facts(case: Case, on: date) -> ChangeFacts:
    """Gather the facts of a proposal's case; an opening has none yet."""
    if case.pk is None:
        return ChangeFacts()
    lines = list(ChangeLine.objects.filter(change_id=case.pk).values_list("catalogue", "number", "base"))
    if not lines:
        return ChangeFacts()
    held = Entry.objects.filter(catalogue=lines[0][0], number__in=[number for _, number, _ in lines])
    counts = dict(held.values_list("number", "version_count"))
    stale = tuple(number for _, number, base in lines if counts.get(number, 0) != base)
    return ChangeFacts(stale, len(lines))
