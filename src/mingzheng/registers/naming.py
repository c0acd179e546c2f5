"""Names for display and for choosing: of units, of persons behind accounts, titles of records; which references exist.

What may be read of a record is `selectors`'.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model

from mingzheng.casework.public import list_people_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import Person, Unit, descendant_ids, list_units
from mingzheng.registers.declaration import Register
from mingzheng.registers.models import LIVE
from mingzheng.registers.registry import get_register
from mingzheng.registers.rules import enterable_units
from mingzheng.registers.selectors import newest_first, records_for

UNIT_KINDS = frozenset({"organ", "township", "institution", "group"})
MOST_CHOICES = 300
FEW_UNITS = 8
CHUNK = 500


def titles_for(actor: Actor) -> Any:
    """Return the function that gives the titles of records of a book this person may read, by id."""

    def titles(code: str, ids: Collection[int]) -> dict[int, str]:
        rows = records_for(actor, get_register(code)).filter(pk__in=ids)
        return dict(rows.values_list("pk", "title"))

    return titles


def list_choices_for(actor: Actor, code: str, *, also: Collection[int] = ()) -> list[tuple[int, str]]:
    """Return the live records of a book a form may point to, newest first, and those named in `also`."""
    rows = newest_first(records_for(actor, get_register(code)).filter(LIVE)).values_list("pk", "title")
    found = list(rows[:MOST_CHOICES])
    missing = set(also) - {pk for pk, _ in found}
    return found + (list(rows.filter(pk__in=missing)) if missing else [])


def list_people_for(actor: Actor, book: Register, *, at: date, also: Collection[int] = ()) -> list[tuple[int, str]]:
    """Return whom a form offers: people of the units one enters for when they are few, otherwise of one's own; leaders; `also`.

    Everybody else is named by hand: a district's thousands make no list.
    """
    units = enterable_units(actor, book)
    near = set(units) if units is not None and len(units) <= FEW_UNITS else set(actor.unit_ids)
    near |= descendant_ids(actor.unit_ids, at) | {unit.pk for unit in list_units(at=at, kinds={"district"})}
    found = list_people_of(near, at)
    missing = set(also) - {pk for pk, _ in found}
    more = Person.objects.filter(pk__in=missing).values_list("pk", "name") if missing else ()
    return [*found, *more]


def find_people_by_name(names: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Return who is called so, or has this number of employment, by what was written."""
    found: dict[str, set[int]] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        for pk, name in Person.objects.filter(name__in=chunk, is_active=True).values_list("pk", "name"):
            found.setdefault(name, set()).add(pk)
        for pk, number in Person.objects.filter(employee_no__in=chunk).values_list("pk", "employee_no"):
            found.setdefault(str(number), set()).add(pk)
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def list_enterable_units(actor: Actor, book: Register, *, at: date) -> list[tuple[int, str]]:
    """Return the units somebody may enter records for, in order; a section's own people enter for the organ."""
    units = enterable_units(actor, book)
    rows = list_units(at=at, kinds=UNIT_KINDS)
    return [(unit.pk, unit.name) for unit in rows if units is None or unit.pk in units]


def list_all_units(at: date) -> list[tuple[int, str]]:
    """Return every unit records can be of, in order."""
    return [(unit.pk, str(unit)) for unit in list_units(at=at, kinds=UNIT_KINDS)]


def existing_ids(model: type[Model], ids: Collection[int]) -> set[int]:
    """Return which of these rows there are."""
    return set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def known_units(ids: Collection[int]) -> set[int]:
    """Return which of these units there are."""
    return existing_ids(Unit, ids)


def known_persons(ids: Collection[int]) -> set[int]:
    """Return which of these persons there are."""
    return existing_ids(Person, ids)


def account_names(refs: Iterable[str]) -> Mapping[str, str]:
    """Return the names behind the references of accounts that ledgers keep, in one query."""
    ids = [int(ref.removeprefix("account:")) for ref in set(refs) if ref.startswith("account:")]
    accounts = get_user_model().objects.filter(pk__in=ids).select_related("person")
    names = {account.pk: account.person.name if account.person else str(account) for account in accounts}
    return {"system": "系统", **{f"account:{pk}": name for pk, name in names.items()}}
