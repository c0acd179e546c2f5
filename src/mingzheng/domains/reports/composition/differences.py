"""Two versions of a report side by side: which sections and blocks came, went or changed, and which words in them.

Pure. Versions themselves are `services.saving`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from mingzheng.domains.reports.composition.content import SectionText, sections_from_json
from mingzheng.figures.public import format_markup

KEPT, ADDED, REMOVED, CHANGED = "kept", "added", "removed", "changed"
ELEMENTS = {
    "title": "标题",
    "salutation": "主送机关",
    "closing": "结语",
    "openness": "公开方式",
    "copies": "抄送机关",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two versions differ."""

    kind: str
    where: str
    words: tuple[Words, ...]


def compare_versions(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what differs between the contents of two versions, in reading order."""
    found = [
        Difference(CHANGED, label, compare_words(before[name], after[name]))
        for name, label in ELEMENTS.items()
        if before[name] != after[name]
    ]
    old, new = sections_from_json(before["sections"]), sections_from_json(after["sections"])
    return (*found, *_compare_sections(old, new))


def _compare_sections(old: Sequence[SectionText], new: Sequence[SectionText]) -> Iterable[Difference]:
    before = {section.id: section for section in old}
    for section in new:
        past = before.get(section.id)
        if past is None:
            yield Difference(ADDED, section.heading, (Words(ADDED, section.heading),))
        elif past.heading != section.heading:
            yield Difference(CHANGED, "标题", compare_words(past.heading, section.heading))
        yield from _compare_blocks(past, section)
    known = {section.id for section in new}
    for past in old:
        if past.id not in known:
            texts = "".join(format_markup(block.runs) for block in past.blocks)
            yield Difference(REMOVED, past.heading, (Words(REMOVED, past.heading + texts),))


def _compare_blocks(past: SectionText | None, section: SectionText) -> Iterable[Difference]:
    before = {block.id: format_markup(block.runs) for block in past.blocks} if past else {}
    for block in section.blocks:
        text = format_markup(block.runs)
        earlier = before.pop(block.id, None)
        if earlier is None:
            yield Difference(ADDED, section.heading, (Words(ADDED, text),))
        elif earlier != text:
            yield Difference(CHANGED, section.heading, compare_words(earlier, text))
    for text in before.values():
        yield Difference(REMOVED, section.heading, (Words(REMOVED, text),))


def compare_words(before: str, after: str) -> tuple[Words, ...]:
    """Return the stretches of two texts, joined in the order of the later one."""
    found = []
    for tag, left, right, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Words(KEPT, before[left:right]))
            continue
        if left < right:
            found.append(Words(REMOVED, before[left:right]))
        if start < end:
            found.append(Words(ADDED, after[start:end]))
    return tuple(found)
