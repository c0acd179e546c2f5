"""Names for display of what cases refer to: units, persons, files, other cases. One query of each kind asked for.

Whoever shows a reference has been admitted to what bears it; reading the cases themselves is `selectors`'.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mingzheng.casework.models import Case
from mingzheng.platform.files.public import StoredFile
from mingzheng.platform.org.public import Person, Unit


@dataclass(frozen=True, slots=True)
class Names:
    """Names of units, persons, files and cases by id."""

    units: Mapping[int, str] = field(default_factory=dict)
    persons: Mapping[int, str] = field(default_factory=dict)
    files: Mapping[int, str] = field(default_factory=dict)
    cases: Mapping[int, str] = field(default_factory=dict)


def find_names(
    *,
    units: Collection[int] = (),
    persons: Collection[int] = (),
    files: Collection[int] = (),
    cases: Collection[int] = (),
) -> Names:
    """Return the names behind these references; of a case its number and title."""
    return Names(
        units=dict(list_unit_names(units)),
        persons=dict(Person.objects.filter(pk__in=persons).values_list("pk", "name")) if persons else {},
        files=dict(StoredFile.objects.filter(pk__in=files).values_list("pk", "name")) if files else {},
        cases=_case_names(cases) if cases else {},
    )


def _case_names(cases: Collection[int]) -> dict[int, str]:
    rows = Case.objects.filter(pk__in=cases).values_list("pk", "number", "title")
    return {pk: f"{title}（{number}）" for pk, number, title in rows}


def list_unit_names(units: Collection[int]) -> list[tuple[int, str]]:
    """Return the units with their names, in the order of units."""
    return list(Unit.objects.filter(pk__in=units).values_list("pk", "name")) if units else []


def list_people_of(units: Iterable[int], on: date) -> list[tuple[int, str]]:
    """Return who holds a post in one of the units on a day, by name, with the post."""
    rows = (
        Person.objects.filter(posts__unit_id__in=list(units), posts__valid_from__lte=on, is_active=True)
        .exclude(posts__valid_to__lte=on)
        .order_by("name")
        .values_list("pk", "name", "posts__title")
        .distinct()
    )
    return [(pk, f"{name}（{title}）" if title else name) for pk, name, title in rows]
