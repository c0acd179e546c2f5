"""Who may verify a unit's reported numbers: those who hold a verifying role over it, nearest first."""

from datetime import date

from mingzheng.platform.access.public import persons_with_role
from mingzheng.platform.org.public import Person

ROLES = ("unit_section_head", "unit_deputy", "unit_head", "verifier", "office_section_head", "office_director")


def list_verifiers(unit_id: int, on: date, *, without: frozenset[int] = frozenset()) -> list[Person]:
    """Return the persons who may verify readings of a unit on a day, but for those who recorded or gave them."""
    ids: dict[int, None] = {}
    for role in ROLES:
        ids |= dict.fromkeys(persons_with_role(role, unit_id=unit_id, procedure=None, on=on))
    people = Person.objects.filter(is_active=True).in_bulk([pk for pk in ids if pk not in without])
    return [people[pk] for pk in ids if pk in people]
