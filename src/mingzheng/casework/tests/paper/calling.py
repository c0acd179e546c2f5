"""Shorthand for calls at the door of any procedure, by the short names of the test world."""

from datetime import date
from typing import Any

from mingzheng.casework.door import open_case, perform
from mingzheng.casework.models import Case
from mingzheng.casework.recording import Receipt
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.platform.access.public import Actor


class Caller:
    """Opens cases of one procedure and performs acts on them, each with its own key."""

    def __init__(self, world: World, procedure: str) -> None:
        self.world, self.procedure, self.count = world, procedure, 0

    def key(self) -> str:
        self.count += 1
        return f"{self.procedure}-{self.count}"

    def actor(self, who: str | Actor, on: date) -> Actor:
        return who if isinstance(who, Actor) else self.world.actor(who, on)

    def open(self, who: str | Actor = "clerk", *, on: date = TODAY, **data: Any) -> int:
        return open_case(
            self.procedure,
            actor=self.actor(who, on),
            occurred_on=on,
            recorded_at=at(on),
            data={"title": "示例", **data},
            key=self.key(),
            origin_unit_id=self.world.district.office.pk,
        ).case_id

    def do(self, case_id: int, action: str, who: str | Actor = "clerk", *, on: date = TODAY, **data: Any) -> Receipt:
        typed, evidence = data.pop("typed", at(on)), data.pop("evidence", ())
        record_for = data.pop("record_for", None)
        return perform(
            case_id,
            action,
            actor=self.actor(who, on),
            occurred_on=on,
            recorded_at=typed,
            data=data,
            key=self.key(),
            evidence=evidence,
            record_for=record_for,
        )

    def case(self, case_id: int) -> Case:
        return Case.objects.get(pk=case_id)

    def due(self, case_id: int, limit: str) -> date | None:
        clock = self.case(case_id).clocks.filter(limit=limit, state__in=["running", "suspended"]).first()
        return clock.due_on if clock else None
