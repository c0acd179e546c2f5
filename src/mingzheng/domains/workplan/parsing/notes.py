"""Finds the notes that running text carries: 责任单位：… lines, 【…】, and units in brackets at the end of a paragraph.

What a unit phrase means is `unit_phrases`; which paragraph a note belongs to is `running_text`.
"""

import re
from dataclasses import dataclass, field, replace

from .records import UnitNote
from .time_phrases import read_deadline_cell
from .unit_phrases import LEAD, UNIT_SUFFIX, is_leading, parse_units, role_of_label
from .wording import split_outside_brackets

_KIND = r"(?:牵头|主办|主责|承办|责任|落实|实施|配合|协办|协同|协助|参与|参加|会办|指导|督导)"
_UNIT_LABEL = rf"(?:主要|第一|业务)?{_KIND}(?:落实|责任|实施|及配合|和配合)?(?:单位|部门|科室|处室|股室|主体)"
_TIME_LABEL = r"(?:完成|办结|落实|整改|推进|工作)?(?:时限|时间|期限|节点|时间节点|完成时间)(?:要求|安排)?"
_OTHER_LABEL = r"(?:责任|分管|牵头|包抓|包保|挂点|联系|督办)?(?:[省市区县镇]级?)?领导|(?:责任|牵头|包抓|包保|联系)人"
_LABEL = re.compile(rf"(?P<unit>{_UNIT_LABEL})|(?P<time>{_TIME_LABEL})|(?P<other>{_OTHER_LABEL})")
_ANY = rf"(?:{_UNIT_LABEL}|{_TIME_LABEL}|{_OTHER_LABEL})"
_MARKED = rf"(?:[【\[]\s*{_ANY}\s*[】\]]\s*[:：]?|[（(]?\s*{_ANY}\s*[:：])"
LABELLED = re.compile(rf"^{_MARKED}")
_INLINE = re.compile(rf"(?:(?<=[。；;！？.])|(?<=^))\s*{_MARKED}")
_PARTS = re.compile(rf"[【\[]\s*({_ANY})\s*[】\]]\s*[:：]?|({_ANY})\s*[:：]")
_SENTENCE = re.compile(r"^由?[^由]{2,60}(?:牵头|负责|配合|协办)(?:落实|实施|负责)?$")
_LEVEL_BEHIND_LEVEL = re.compile(r"街道(?:办事处)?|乡镇?|镇|办事处|园区|开发区|社区|管委会")  # 各镇（街道）
_DUTY = re.compile(rf"牵头|负责|配合|协办|承办|落实|{_ANY}\s*[:：]")
# A bracket behind a full stop, or with one behind it, and further words after that.
_WITHIN = r"([^（）()【】〔〕]{2,200}(?:[（(][^（）()]{1,40}[)）][^（）()【】〔〕]{0,200}){0,12})"
_BRACKET_BETWEEN = re.compile(
    rf"(?:(?<=[。；！])[（(【〔]{_WITHIN}[)）】〕][。；]?|[（(【〔]{_WITHIN}[)）】〕][。；])(?=.)"
)
_WORK_LABELS = re.compile(
    r"(?:^|(?<=[。；]))(?:工作|任务|主要|建设|具体|重点|目标)?(?:内容|任务|举措|措施|要求|目标)[:：]"
)
_WORK_LABEL = re.compile(r"^(?:工作|任务|主要|建设|具体|重点)?(?:内容|任务|举措|措施|要求)[:：]")
_NAMES_UNITS = re.compile(
    rf"(?:牵头|负责|配合|落实|指导|协办|参与|承办)(?:单位)?$|{UNIT_SUFFIX}(?:[（(][^（）()]*[)）])?(?:等)?$"
)
_FIRST_LEADS = re.compile(
    r"[^。；\n（(]{0,20}(?:第一|首)(?:[位个家名])?的?(?:责任)?(?:单位|部门)?的?(?:为|是|系|即|作为)(?:总|项目)?(?:牵头|主办|主责)[^。；\n）)]{0,30}"
)


@dataclass
class FoundNotes:
    """The notes of one paragraph: units, time, and others as (label, words)."""

    units: list[UnitNote] = field(default_factory=list)
    deadline: str = ""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    own_line: bool = False

    def __bool__(self) -> bool:
        return bool(self.units or self.deadline or self.remarks)

    def absorb(self, other: "FoundNotes") -> None:
        """Add the notes of a further line."""
        self.units.extend(other.units)
        self.deadline = "；".join(d for d in (self.deadline, other.deadline) if d)
        self.remarks.extend(other.remarks)
        self.own_line |= other.own_line


def find_first_leads(text: str) -> str:
    """Return the words by which a document lets the first of several units lead: 「排第一位的为牵头单位」."""
    found = _FIRST_LEADS.search(text)
    return found[0].strip() if found else ""


def is_label_line(text: str) -> bool:
    """Tell whether a line is only a note, as 「责任单位：…」."""
    return bool(LABELLED.match(text))


def read_label_line(text: str, place: str) -> FoundNotes:
    """Return the notes of a line of labels and values."""
    notes = FoundNotes(own_line=True)
    bare = text.strip()
    if bare[:1] in "（(" and bare.rstrip("。；; ")[-1:] in "）)":
        bare = bare.rstrip("。；; ")[1:-1]
    marks = list(_PARTS.finditer(bare))
    ends = [m.start() for m in marks[1:]] + [len(bare)]
    labels = [m[1] or m[2] for m in marks]
    beside = any(is_leading(label) and re.fullmatch(_UNIT_LABEL, label) for label in labels)
    for mark, end in zip(marks, ends, strict=True):
        value = bare[mark.end() : end].strip("；;，,。 【[")
        _keep(notes, mark[1] or mark[2], value, place, beside_lead=beside)
    return notes


def _keep(notes: FoundNotes, label: str, value: str, place: str, *, beside_lead: bool) -> None:
    found = _LABEL.fullmatch(label)
    if not value or found is None:
        return
    if found["unit"]:
        notes.units.append(UnitNote(label, value, role_of_label(label, beside_lead=beside_lead), place))
    elif found["time"]:
        notes.deadline = "；".join(d for d in (notes.deadline, value) if d)
    else:
        notes.remarks.append((label, value))


def without_label(text: str) -> str:
    """Return the words of a requirement without 「工作内容：」 before them; with several such labels they tell parts apart."""
    return _WORK_LABEL.sub("", text) if len(_WORK_LABELS.findall(text)) == 1 else text


def part_at_notes(text: str) -> list[str]:
    """Part a paragraph behind each bracket that names units for the sentence before it: 「…。（甲局牵头）…。（乙局）」."""
    pieces, start = [], 0
    for found in _BRACKET_BETWEEN.finditer(text):
        behind_stop, inner = found[1], found[1] or found[2]
        if not _bracketed(inner, "").units or not (behind_stop or _DUTY.search(inner)):
            continue
        pieces.append(text[start : found.end()])
        start = found.end()
    return [*pieces, text[start:]] if text[start:].strip() else pieces


def take_notes(text: str, place: str) -> tuple[str, FoundNotes]:
    """Return (`text` without its closing notes, the notes). A closing sentence that names units stays in the text too."""
    opening = _closing_bracket(text)
    inline = next((m for m in _INLINE.finditer(text) if m.start() > 0), None)
    if opening is not None and (inline is None or opening[0] < inline.start() or text[opening[0] - 1] in "。；;！"):
        start, inner, tail = opening
        notes = _bracketed(inner, place)
        if notes:
            return (text[:start] + tail).strip(), notes
    if inline:
        notes = replace(read_label_line(text[inline.start() :], place), own_line=False)
        return text[: inline.start()].strip(), notes
    return text, _closing_sentence(text, place)


def _bracketed(inner: str, place: str) -> FoundNotes:
    """Read a closing bracket: labels with values, units without a label, or units with labels behind them."""
    label = _PARTS.search(inner)
    if label is None:
        return _unlabelled(inner, place)
    notes = _unlabelled(inner[: label.start()].rstrip("。；;，, "), place)
    notes.absorb(replace(read_label_line(inner[label.start() :], place), own_line=False))
    return notes


def _closing_sentence(text: str, place: str) -> FoundNotes:
    """Read 「由区水务局牵头，各镇配合。」 at the end of a paragraph."""
    last = re.split(r"[。；]", text.rstrip("。；"))[-1]
    notes = FoundNotes()
    if last != text.rstrip("。；") and _SENTENCE.match(last) and _unlabelled(last, place).units:
        notes.units.append(UnitNote("", last, LEAD, place))
    return notes


def _closing_bracket(text: str) -> tuple[int, str, str] | None:
    """Return (start, inner words, stop behind it) of the bracket that ends `text`."""
    body = text.rstrip()
    tail = body[-1:] if body[-1:] in "。；;" else ""
    body = body[: len(body) - len(tail)]
    if body[-1:] not in "）)】]〕":
        return None
    depth = 0
    for position in range(len(body) - 1, -1, -1):
        if body[position] in "）)】]〕":
            depth += 1
        elif body[position] in "（(【[〔":
            depth -= 1
            if depth == 0:
                return position, body[position + 1 : -1].strip(), tail
    return None


def _unlabelled(inner: str, place: str) -> FoundNotes:
    """Read 「（区教育局牵头，区财政局配合，年底前完成）」; words in brackets that name no unit stay text."""
    notes = FoundNotes()
    pieces = [p.strip("。 ") for p in split_outside_brackets(inner, "、，,；;")]
    times = [p for p in pieces if not _NAMES_UNITS.search(p) and read_deadline_cell(p)]
    named = [p for p in pieces if p not in times]
    if not named or not all(_NAMES_UNITS.search(p) and len(p) <= 24 for p in named):
        return notes
    units = inner
    for time in times:
        units = units.replace(time, "")
    units = units.strip("、，,；; ")
    if (
        _LEVEL_BEHIND_LEVEL.fullmatch(inner)
        or re.search(r"^(?:以下|下同|含|包括|如|即|不含|简称|见)", units)
        or parse_units(units).names_nobody()
    ):
        return notes
    notes.units.append(UnitNote("", units, LEAD, place))
    notes.deadline = "；".join(times)
    return notes
