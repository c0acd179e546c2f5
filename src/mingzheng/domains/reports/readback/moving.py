"""What a Word file that came back has in another order: paragraphs and headings moved, headings taken out. Pure.

Whether words changed as well is `proposals`'; one paragraph may be both changed and moved.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingzheng.domains.reports.composition.composing import Line

MOVED, SECTION_MOVED, HEADING_REMOVED = "moved", "section_moved", "heading_removed"
QUOTED = 20


@dataclass(slots=True)
class _Order:
    """Sections in order, and each section's blocks in order."""

    sections: list[int] = field(default_factory=list)
    blocks: dict[int, list[int]] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        """Add a line as the next one."""
        if (line.level or line.lead) and line.section not in self.blocks:
            self.sections.append(line.section)
            self.blocks[line.section] = []
        home = self.sections[-1] if self.sections else line.section
        self.blocks.setdefault(home, []).extend(span.block for span in line.spans if span.block)


def find_moves(
    lines: Sequence[Line], pairs: Mapping[int, Sequence[int]], headings: Mapping[int, str]
) -> Iterator[dict[str, Any]]:
    """Yield what stands elsewhere in the file than in the report. `pairs` says which paragraphs stand for each line."""
    old, new = _Order(), _Order()
    for index, line in enumerate(lines):
        if index in pairs and line.section:
            old.take(line)
    for index in sorted((index for index in pairs if lines[index].section), key=lambda one: pairs[one][0]):
        new.take(lines[index])
    words = {span.block: line.text[span.start : span.end] for line in lines for span in line.spans}
    yield from _moved_sections(old, new, headings)
    yield from _moved_blocks(old, new, headings, words)
    yield from _removed_headings(lines, pairs, headings)


def _moved_sections(old: _Order, new: _Order, headings: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    for before, section in _out_of_order(old.sections, new.sections):
        where, after = headings.get(section, ""), headings.get(before, "")
        note = f"移到“{after}”之后" if before else "移到最前"
        yield {**_plain(SECTION_MOVED, section, where), "after_section": before, "note": note}


def _moved_blocks(
    old: _Order, new: _Order, headings: Mapping[int, str], words: Mapping[int, str]
) -> Iterator[dict[str, Any]]:
    home = {block: section for section, blocks in old.blocks.items() for block in blocks}
    for section, blocks in new.blocks.items():
        stayed = [block for block in old.blocks.get(section, []) if block in set(blocks)]
        away = {block for _, block in _out_of_order(stayed, [block for block in blocks if block in set(stayed)])}
        before = 0
        for block in blocks:
            if block in away or home.get(block) != section:
                text = words.get(block, "")
                behind = words.get(before, "")[:QUOTED]
                note = f"移到“{headings.get(section, '')}”" + (f"中“{behind}”之后" if before else "开头")
                plain = _plain(MOVED, section, headings.get(home.get(block, 0), ""), text)
                yield {**plain, "block": block, "after_block": before, "note": note}
            before = block


def _removed_headings(
    lines: Sequence[Line], pairs: Mapping[int, Sequence[int]], headings: Mapping[int, str]
) -> Iterator[dict[str, Any]]:
    first = next((line.section for line in lines if line.section), 0)
    for index, line in enumerate(lines):
        if line.level and index not in pairs and line.section != first:
            where = headings.get(line.section, "")
            yield {**_plain(HEADING_REMOVED, line.section, where), "before": line.text, "after": ""}


def _plain(kind: str, section: int, where: str, text: str = "") -> dict[str, Any]:
    return {"kind": kind, "section": section, "where": where, "before": text, "after": text}


def _out_of_order(old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the fewest that must move to come from the old order to the new one, each with its new predecessor."""
    place = {one: number for number, one in enumerate(old)}
    stay = _longest_rise([place[one] for one in new])
    for number, one in enumerate(new):
        if place[one] not in stay:
            yield (new[number - 1] if number else 0), one


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return a longest rising run of distinct numbers."""
    tails: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in numbers:
        at = bisect_left(tails, number)
        chain = (*(chains[at - 1] if at else ()), number)
        tails[at : at + 1], chains[at : at + 1] = [number], [chain]
    return set(chains[-1]) if chains else set()
