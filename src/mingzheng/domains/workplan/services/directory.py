"""The district's units as the parser matches names against them, on a day."""

import re
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


@dataclass(frozen=True, slots=True)
class Collection:
    """Units a scheme names in one word, as 「各镇（街道）」 or 「区直各部门」."""

    key: str
    title: str
    units: tuple[Unit, ...]


_TOWNSHIPS = (("towns", "各乡镇", r"[镇乡](?:人民政府)?$"), ("subdistricts", "各街道", r"街道(?:办事处)?$"))


def list_collections(directory: Directory) -> list[Collection]:
    """Return the sets a person may say a word like 各镇街 means: every unit of a kind; towns and 街道 also apart."""
    found = [
        Collection(str(kind.value), f"全部{kind.label}", tuple(units))
        for kind in RECEIVING_KINDS
        for label, units in list_groups(directory)
        if label == kind.label and len(units) > 1
    ]
    townships = next((c.units for c in found if c.key == UnitKind.TOWNSHIP.value), ())
    for key, title, pattern in _TOWNSHIPS:
        units = tuple(unit for unit in townships if re.search(pattern, unit.name))
        if 1 < len(units) < len(townships):
            found.append(Collection(key, title, units))
    return found
