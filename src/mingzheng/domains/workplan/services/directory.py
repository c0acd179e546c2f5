"""The district's units as the parser matches names against them, on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mingzheng.domains.workplan.parsing import Match, UnitName, UnitReference, match_unit
from mingzheng.platform.org.public import TreeNode, Unit, UnitKind, unit_tree


@dataclass(frozen=True, slots=True)
class Directory:
    """Every unit of a day with the unit above it, and the district's own name."""

    names: tuple[UnitName, ...]
    units: dict[int, Unit]
    district: str

    def match(self, reference: UnitReference | str) -> Match:
        """Return which unit a printed name means; the district itself is never a responsible unit."""
        return match_unit(reference, self.names, district=self.district)

    def name_of(self, unit_id: int) -> str:
        """Return a unit's name; empty when it no longer exists."""
        unit = self.units.get(unit_id)
        return unit.name if unit else ""


def read_directory(on: date) -> Directory:
    """Return the units that exist on a day, in two queries."""
    names: list[UnitName] = []
    units: dict[int, Unit] = {}
    district = ""

    def walk(nodes: Sequence[TreeNode], above: int | None) -> None:
        nonlocal district
        for node in nodes:
            unit = node.unit
            units[unit.pk] = unit
            if unit.kind == UnitKind.DISTRICT:
                district = district or unit.name
            else:
                names.append(UnitName(unit.pk, unit.name, unit.short_name, tuple(unit.aliases), above))
            walk(node.children, unit.pk)

    walk(unit_tree(on), None)
    return Directory(tuple(names), units, district)


RECEIVING_KINDS = (UnitKind.ORGAN, UnitKind.TOWNSHIP, UnitKind.INSTITUTION, UnitKind.GROUP)


def list_groups(directory: Directory) -> list[tuple[str, list[Unit]]]:
    """Return the units that may be given work, by kind, each kind in the order of the tree."""
    groups = []
    for kind in RECEIVING_KINDS:
        members = [unit for unit in directory.units.values() if unit.kind == kind]
        if members:
            groups.append((kind.label, sorted(members, key=lambda unit: (unit.order, unit.code))))
    return groups
