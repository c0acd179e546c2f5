"""Shorthand for proposals to the disclosure catalogue, by the short names of the test world."""

from datetime import date
from typing import Any

from mingzheng.casework.public import Case, Receipt, perform
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.catalogues.declaration import Catalogue, ChangeKind
from mingzheng.catalogues.registry import get_catalogue
from mingzheng.catalogues.services import ProposedLine, propose_change


class Proposals:
    """Opens proposals and takes them on, each act with its own key."""

    def __init__(self, world: World) -> None:
        self.world, self.count = world, 0

    @property
    def catalogue(self) -> Catalogue:
        return get_catalogue("disclosure")

    def key(self) -> str:
        self.count += 1
        return f"proposal-{self.count}"

    def values(self, **more: Any) -> dict[str, Any]:
        return {
            "class_code": "budget",
            "title": "部门预算",
            "content": "年度预算及说明",
            "legal_basis": "预算法第十四条",
            "form": "website",
            "timing": "year",
            "unit": self.world.district.education.pk,
            **more,
        }

    def add(self, number: str = "GK-001", **more: Any) -> ProposedLine:
        return ProposedLine(ChangeKind.ADD, number, self.values(**more))

    def alter(self, number: str = "GK-001", **more: Any) -> ProposedLine:
        return ProposedLine(ChangeKind.ALTER, number, self.values(**more))

    def cancel(self, number: str = "GK-001") -> ProposedLine:
        return ProposedLine(ChangeKind.CANCEL, number, {"unit": self.world.district.education.pk})

    def propose(
        self, *lines: ProposedLine, who: str = "liaison", on: date = TODAY, effective: date | None = None
    ) -> Receipt:
        return propose_change(
            "disclosure",
            actor=self.world.actor(who, on),
            lines=lines,
            effective_on=effective or on,
            reason="按职责调整",
            recorded_at=at(on),
            occurred_on=on,
            key=self.key(),
        )

    def act(self, case_id: int, action: str, who: str, *, on: date = TODAY, **data: Any) -> Receipt:
        return perform(
            case_id,
            action,
            actor=self.world.actor(who, on),
            occurred_on=on,
            recorded_at=at(on),
            data=data,
            key=self.key(),
        )

    def publish(self, *lines: ProposedLine, on: date = TODAY, effective: date | None = None) -> int:
        case_id = self.propose(*lines, on=on, effective=effective).case_id
        self.act(case_id, "pass_review", "clerk", on=on)
        self.act(case_id, "approve", "director", on=on)
        self.act(case_id, "publish", "clerk", on=on)
        return case_id

    def case(self, case_id: int) -> Case:
        return Case.objects.get(pk=case_id)
