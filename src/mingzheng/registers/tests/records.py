"""Short ways to enter records in tests."""

from datetime import date
from typing import Any

from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.registers.public import Receipt, enter_record


def visit(world: World, **more: Any) -> dict[str, Any]:
    """Return the data of a visit of the bureau."""
    unit = world.district.education.pk
    return {"unit": unit, "occurred_on": TODAY.isoformat(), "title": "走访学校", "kind": "meeting", **more}


def enter(world: World, who: str = "liaison", *, key: str = "", evidence: tuple[int, ...] = (), **more: Any) -> Receipt:
    """Enter a visit as somebody."""
    return enter_record(
        "toy_visit", actor=world.actor(who), data=visit(world, **more), recorded_at=NOW, key=key, evidence=evidence
    )


def trip(world: World, who: str = "clerk", day: date = TODAY, **more: Any) -> Receipt:
    """Enter a trip of the office as somebody."""
    unit = world.district.office.pk
    data = {"unit": unit, "occurred_on": day.isoformat(), "title": "考察行程", "place": "科创园", **more}
    return enter_record("toy_trip", actor=world.actor(who), data=data, recorded_at=NOW)
