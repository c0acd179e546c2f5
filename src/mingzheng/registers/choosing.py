"""The rows that stand for choices of a field of several: found, or made when first chosen."""

from collections.abc import Collection

from mingzheng.registers.declaration import Register
from mingzheng.registers.models import Choice


def choice_ids(book: Register, field: str, codes: Collection[str]) -> dict[str, int]:
    """Return the ids of choices by code, making those nobody chose before; one query when all are known."""
    if not codes:
        return {}
    rows = Choice.objects.filter(register=book.code, field=field, code__in=codes)
    known = dict(rows.values_list("code", "pk"))
    missing = [Choice(register=book.code, field=field, code=code) for code in codes if code not in known]
    if missing:
        Choice.objects.bulk_create(missing, ignore_conflicts=True)
        known = dict(rows.values_list("code", "pk"))
    return known
