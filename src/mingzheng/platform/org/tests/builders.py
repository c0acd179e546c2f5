"""A small district for tests, built through the services: 区 > 党政办(秘书科、信息科), 教育局, 税务局 (垂管)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.platform.org.models import Unit, UnitName, UnitRelation
from mingzheng.platform.org.services import add_unit, rebuild_closure

SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Editor:
    """An editor as `rules.Editor` wants it."""

    admin_duty: str = "system"
    is_system: bool = False
    person_id: int | None = None
    ref: str = "account:1"


EDITOR = Editor()
STRANGER = Editor(admin_duty="", ref="account:9")


@dataclass(frozen=True)
class District:
    district: Unit
    office: Unit
    secretariat: Unit
    information: Unit
    education: Unit
    tax: Unit


def unit(code: str, name: str, kind: str = "organ", **more) -> Unit:
    """Add a unit through the service."""
    more.setdefault("valid_from", SINCE)
    more.setdefault("editor", EDITOR)
    return add_unit(code=code, name=name, kind=kind, **more)


# What it is called here, code, name, kind, what it stands under, how, and more.
PLACES: tuple[tuple[str, str, str, str, str, str, dict[str, Any]], ...] = (
    ("district", "D", "云山区", "district", "", "", {"short_name": "区"}),
    (
        *("office", "DZB", "云山区党政办公室", "organ", "district", "subordinate"),
        {"short_name": "党政办", "aliases": ["区党政办"], "order": 1},
    ),
    ("secretariat", "DZB-1", "秘书科", "section", "office", "subordinate", {}),
    ("information", "DZB-2", "信息科", "section", "office", "subordinate", {}),
    (
        *("education", "JYJ", "云山区教育局", "organ", "district", "subordinate"),
        {"short_name": "教育局", "order": 2},
    ),
    ("tax", "SWJ", "云山区税务局", "organ", "district", "dispatched", {"short_name": "税务局", "order": 3}),
)


def make_district() -> District:
    """Build the small district through the services."""
    made: dict[str, Unit] = {}
    for key, code, name, kind, over, relation, more in PLACES:
        above = {"parent": made[over], "relation": relation} if over else {}
        made[key] = unit(code, name, kind, **above, **more)
    return District(**made)


def write_district() -> District:
    """Write the rows `make_district` leaves, in a few statements and without their records: most tests begin with it."""
    units = [
        Unit(code=code, name=name, kind=kind, valid_from=SINCE, **more) for _, code, name, kind, _, _, more in PLACES
    ]
    made = dict(zip((place[0] for place in PLACES), Unit.objects.bulk_create(units), strict=True))
    UnitName.objects.bulk_create(
        UnitName(unit=one, name=one.name, short_name=one.short_name, valid_from=SINCE) for one in units
    )
    UnitRelation.objects.bulk_create(
        UnitRelation(parent=made[over], child=made[key], kind=relation, valid_from=SINCE)
        for key, _, _, _, over, relation, _ in PLACES
        if over
    )
    rebuild_closure()
    return District(**made)
