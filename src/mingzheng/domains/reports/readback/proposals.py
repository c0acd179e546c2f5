"""What a Word file that came back would change: block by block, numbers against their figures. Pure; nothing is taken here.

A number that reads as before stays bound. One that was changed stays bound too, and is shown beside what was typed.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mingzheng.documents.reading.marked import MarkedParagraph
from mingzheng.domains.reports.composition.composing import Composed, Line, Piece
from mingzheng.domains.reports.composition.numbering import LEVELS
from mingzheng.domains.reports.composition.typed_numbers import find_typed_numbers
from mingzheng.domains.reports.output.as_document import UNVERIFIED_NOTE, block_of_bookmark
from mingzheng.domains.reports.readback.aligning import align, likeness, pair_in_order
from mingzheng.domains.reports.readback.moving import MOVED, find_moves
from mingzheng.figures.public import Run, join_runs, runs_to_json
from mingzheng.kit.numerals import Ordinal, parse_ordinal

BLOCK, HEADING, NEW, REMOVED, LEAD_IN = "block", "heading", "new", "removed", "lead_in"
NEW_HEADING = "new_heading"
# How alike a paragraph far from its place must be to be taken for the one that is missing there.
SAME = 0.8
LONGEST_HEADING = 40
LEVEL_WORDS = {1: "一级", 2: "二级", 3: "三级"}


@dataclass(frozen=True, slots=True)
class Edited:
    """A block's new runs, and its numbers that were changed by hand: place among the bindings, was, stated, title."""

    runs: tuple[Run, ...]
    changed: tuple[dict[str, Any], ...]
    dropped: tuple[str, ...]


def propose(
    composed: Composed, paragraphs: Sequence[MarkedParagraph], *, headings: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Return the proposals in reading order, JSON-safe. `headings` are the sections' bare headings by id."""
    lines = [composed.lead_in, *composed.lines]
    texts = [paragraph.text.replace(UNVERIFIED_NOTE, "").strip() for paragraph in paragraphs]
    pairs = _pair(lines, paragraphs, texts)
    found: list[dict[str, Any]] = []
    for index, line in enumerate(lines):
        places = pairs.get(index)
        if places is None:
            found += _removed(line, headings)
            continue
        found += _changes(line, [texts[place] for place in places], headings, is_lead_in=index == 0)
    found += find_moves(lines, pairs, headings)
    found += _added(lines, texts, pairs, composed, headings)
    for number, proposal in enumerate(found):
        proposal["id"] = number
    return found


def _pair(
    lines: Sequence[Line], paragraphs: Sequence[MarkedParagraph], texts: Sequence[str]
) -> dict[int, tuple[int, ...]]:
    """Return the paragraphs that stand for each line: by bookmark, else by likeness in between."""
    owner = {span.block: index for index, line in enumerate(lines) for span in line.spans if span.block}
    pairs: dict[int, list[int]] = {}
    for place, paragraph in enumerate(paragraphs):
        blocks = [block_of_bookmark(name) for name, start, end in paragraph.marks if start < end]
        index = next((owner[block] for block in blocks if block in owner), None)
        if index is not None and texts[place]:
            pairs.setdefault(index, []).append(place)
    used = {place for places in pairs.values() for place in places}
    rest_lines = [
        index for index in range(len(lines)) if index not in pairs and (lines[index].lead or lines[index].text)
    ]
    rest_texts = [place for place in range(len(texts)) if place not in used and texts[place]]
    likely = pair_in_order([lines[i].lead + lines[i].text for i in rest_lines], [texts[place] for place in rest_texts])
    for left, right in likely.items():
        pairs[rest_lines[left]] = [rest_texts[right]]
    _pair_moved(lines, texts, pairs)
    _pair_headings(lines, texts, pairs)
    return {index: tuple(places) for index, places in pairs.items()}


def _pair_moved(lines: Sequence[Line], texts: Sequence[str], pairs: dict[int, list[int]]) -> None:
    """Pair what stands elsewhere and reads nearly as before: its bookmark was lost on the way."""
    taken = {place for places in pairs.values() for place in places}
    for index, line in enumerate(lines):
        words = line.lead + line.text
        if index in pairs or not words:
            continue
        free = [place for place in range(len(texts)) if place not in taken and texts[place]]
        best = max(free, key=lambda place: likeness(words, texts[place]), default=-1)
        if best >= 0 and likeness(words, texts[best]) >= SAME:
            pairs[index] = [best]
            taken.add(best)


def _pair_headings(lines: Sequence[Line], texts: Sequence[str], pairs: dict[int, list[int]]) -> None:
    """Pair a heading that was worded anew with the line that bears a sign of its level between the same neighbours."""
    taken = {place for places in pairs.values() for place in places}
    for index, line in enumerate(lines):
        sign = parse_ordinal(line.text) if line.level and index not in pairs else None
        if sign is None:
            continue
        first = max((max(pairs[i]) for i in pairs if i < index), default=-1)
        last = min((min(pairs[i]) for i in pairs if i > index), default=len(texts))
        for place in range(first + 1, last):
            found = parse_ordinal(texts[place]) if place not in taken else None
            if found is not None and found[0].level == sign[0].level:
                pairs[index] = [place]
                taken.add(place)
                break


def _changes(
    line: Line, texts: Sequence[str], headings: Mapping[int, str], *, is_lead_in: bool
) -> Iterator[dict[str, Any]]:
    old, new = line.lead + line.text, "".join(texts)
    where = headings.get(line.section, "")
    if old == new and len(texts) == 1:
        return
    alignment = align(old, new)
    if line.level or line.lead:
        printed = line.text if line.level else line.lead
        stated = new if line.level else new[: alignment.end_of(len(line.lead))]
        if stated != printed:
            yield {"kind": HEADING, "section": line.section, "where": where, "before": printed, "after": stated}
        if line.level:
            return
    if is_lead_in:
        edited = edit_pieces(line.pieces, new)
        yield {"kind": LEAD_IN, "block": 0, "section": 0, "where": "导语", **_words(line.text, new, edited)}
        return
    breaks = _breaks(texts)
    for position, span in enumerate(line.spans):
        start = alignment.end_of(len(line.lead) + span.start) if position or span.start or line.lead else 0
        following = line.spans[position + 1] if position + 1 < len(line.spans) else None
        end = len(new) if following is None else alignment.place(len(line.lead) + span.end)
        before, after = line.text[span.start : span.end], new[start : max(start, end)]
        cuts = [cut - start for cut in breaks if start < cut < end]
        if before == after and not cuts:
            continue
        yield from _block_changes(line, span.start, span.end, span.block, where, before, after, cuts)


def _breaks(texts: Sequence[str]) -> list[int]:
    found, at = [], 0
    for text in texts[:-1]:
        at += len(text)
        found.append(at)
    return found


def _block_changes(
    line: Line, start: int, end: int, block: int, where: str, before: str, after: str, cuts: Sequence[int]
) -> Iterator[dict[str, Any]]:
    base = {"block": block, "section": line.section, "where": where}
    if not after.strip():
        yield {"kind": REMOVED, **base, "before": before, "after": ""}
        return
    edited = edit_pieces(_pieces_between(line, start, end), after)
    if not cuts:
        yield {"kind": BLOCK, **base, **_words(before, after, edited)}
        return
    bounds = [0, *cuts, len(after)]
    pieces = _pieces_between(line, start, end)
    parts = [edit_pieces(pieces, after[first:last]) for first, last in itertools.pairwise(bounds)]
    lost = set(parts[0].dropped).intersection(*(part.dropped for part in parts))
    for number, part in enumerate(parts):
        kept = replace(part, dropped=tuple(sorted(lost)) if number == 0 else ())
        words = _words(before if number == 0 else "", after[bounds[number] : bounds[number + 1]], kept)
        yield {"kind": NEW if number else BLOCK, **base, **words}


def _pieces_between(line: Line, start: int, end: int) -> list[Piece]:
    found, at = [], 0
    for piece in line.pieces:
        if start <= at and at + len(piece.text) <= end:
            found.append(piece)
        at += len(piece.text)
    return found


def _words(before: str, after: str, edited: Edited) -> dict[str, Any]:
    typed = [one.words for one in find_typed_numbers(edited.runs)]
    return {
        "before": before,
        "after": after,
        "runs": runs_to_json(edited.runs),
        "numbers": list(edited.changed),
        "dropped": list(edited.dropped),
        "typed": [words for words in typed if words not in before],
    }


def edit_pieces(pieces: Sequence[Piece], new: str) -> Edited:
    """Return the new text as runs with the old bindings in their places."""
    old = "".join(piece.text for piece in pieces)
    alignment = align(old, new)
    runs: list[Run] = []
    changed: list[dict[str, Any]] = []
    dropped: list[str] = []
    at = done = 0
    for piece in pieces:
        start, end = at, at + len(piece.text)
        at = end
        if piece.binding is None or piece.shown is None:
            continue
        first, last = alignment.place(start), max(alignment.end_of(end), alignment.place(start))
        is_kept = alignment.is_kept(start, end)
        stated = piece.text if is_kept else new[first:last]
        if not is_kept and (first < done or not any(character.isdigit() for character in stated)):
            dropped.append(f"{piece.shown.title}{piece.text}")
            continue
        if not is_kept:
            place = sum(1 for run in runs if not isinstance(run, str))
            changed.append({"place": place, "was": piece.text, "stated": stated, "title": piece.shown.title})
        runs += [new[done:first], piece.binding]
        done = last if not is_kept else first + len(piece.text)
    runs.append(new[done:])
    return Edited(join_runs(runs), tuple(changed), tuple(dropped))


def _removed(line: Line, headings: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    where = headings.get(line.section, "")
    for span in line.spans:
        text = line.text[span.start : span.end]
        if text:
            yield {
                "kind": REMOVED,
                "block": span.block,
                "section": line.section,
                "where": where,
                "before": text,
                "after": "",
            }


def _added(
    lines: Sequence[Line],
    texts: Sequence[str],
    pairs: Mapping[int, tuple[int, ...]],
    composed: Composed,
    headings: Mapping[int, str],
) -> Iterator[dict[str, Any]]:
    """Yield paragraphs of the file that stand for no line: from the first that does down to the closing."""
    owner = {place: index for index, places in pairs.items() for place in places}
    if not owner:
        return
    elements = composed.elements
    frame = {elements.closing, elements.issuer, elements.title, f"{elements.salutation}："}
    after: Line | None = None
    last = max(owner)
    while last + 1 < len(texts) and texts[last + 1] and texts[last + 1] not in frame:
        last += 1  # what was written behind the last paragraph, before the closing or the empty line over the signature
    head: dict[str, Any] = {}
    for place in range(min(owner), last + 1):
        if place in owner:
            after = lines[owner[place]]
            head = {} if after.level or after.lead or not after.section else head
            yield from _put_under(after, head, headings)
        elif texts[place] and texts[place] not in frame and after is not None and after.section:
            base = {"section": after.section, "where": headings.get(after.section, "")}
            sign = _heading_sign(texts[place])
            if sign is not None:
                head = {"under": place}
                plain = {
                    "before": "",
                    "after": texts[place],
                    "note": f"作为{LEVEL_WORDS[sign.level]}标题，序号自动生成",
                }
                yield {"kind": NEW_HEADING, **base, "level": sign.level, "head": place, **plain}
                continue
            edited = Edited((texts[place],), (), ())
            block = after.spans[-1].block if after.spans and not head else 0
            yield {"kind": NEW, **base, "block": block, **head, **_words("", texts[place], edited)}


def _heading_sign(text: str) -> Ordinal | None:
    """Return the sign of a line that is set as a heading of the report: short, and no sentence."""
    found = parse_ordinal(text)
    is_heading = found is not None and found[0].level in LEVELS and len(text) <= LONGEST_HEADING and "。" not in text
    return found[0] if found and is_heading else None


def _put_under(line: Line, head: Mapping[str, Any], headings: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    """Yield that a paragraph below a new heading comes to stand under it."""
    for span in line.spans if head else ():
        text = line.text[span.start : span.end]
        base = {"kind": MOVED, "section": line.section, "where": headings.get(line.section, ""), "block": span.block}
        yield {**base, **head, "after_block": 0, "before": text, "after": text, "note": "移到新增的标题之下"}
