"""Builds the outline of running text: numbered nodes with their paragraphs, and the notes each paragraph carries.

Which nodes are headings, tasks or requirements is decided in `running_text`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .notes import FoundNotes, is_label_line, part_at_notes, read_label_line, take_notes
from .numbering import CHAPTER, FIFTH, FIRST, find_mark
from .records import Line


@dataclass
class Part:
    """One paragraph with its notes."""

    text: str = ""
    notes: FoundNotes = field(default_factory=FoundNotes)


@dataclass(eq=False)
class Node:
    """A numbered piece of text; the root has kind -1."""

    kind: int
    number: str | None = None
    parts: list[Part] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    parent: "Node | None" = None

    @property
    def has_units(self) -> bool:
        """Tell whether a note of units stands at this node itself."""
        return any(p.notes.units for p in self.parts)

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def words(self) -> str:
        """Return the words of the node and all below it."""
        own = "".join(p.text for p in self.parts)
        return own + "".join((c.number or "") + _point(c) + c.words() for c in self.children)


def _point(node: Node) -> str:
    return {1: "、", 3: "."}.get(node.kind, "")


def build_outline(lines: Sequence[Line]) -> Node:
    """Return the root of the outline of `lines`."""
    root = Node(-1)
    current, label_open = root, ""
    for number, line in enumerate(lines):
        place = f"line:{number}"
        if label_open:
            _add_notes(current, read_label_line(label_open + line.text, place))
            label_open = ""
        elif is_label_line(line.text):
            label_open = line.text if line.text.rstrip().endswith(("：", ":", "、", "，", ",")) else ""
            if not label_open:
                _add_notes(current, read_label_line(line.text, place))
        else:
            current = _take_line(root, current, line, place)
    return root


def _take_line(root: Node, current: Node, line: Line, place: str) -> Node:
    mark = find_mark(line.text)
    kind, number, rest = (mark.kind, mark.number, mark.rest) if mark else (None, None, line.text)
    if kind is None and line.level >= 1:
        kind = _kind_of_level(line.level)
    pieces = part_at_notes(rest) or [rest]
    parts = [Part(*take_notes(piece, f"{place}:{n}")) for n, piece in enumerate(pieces)]
    if kind is None:
        current.parts.extend(parts)
        return current
    parent = current
    while parent.parent is not None and parent.kind >= kind:
        parent = parent.parent
    node = Node(kind, number, parts, parent=parent)
    parent.children.append(node)
    return node


def _kind_of_level(level: int) -> int:
    return FIRST if level <= 2 else min(level - 1, FIFTH)


def _add_notes(node: Node, notes: FoundNotes) -> None:
    if not node.parts:
        node.parts.append(Part())
    node.parts[-1].notes.absorb(notes)


__all__ = ["CHAPTER", "Node", "Part", "build_outline"]
