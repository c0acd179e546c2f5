"""Decides by contents which column of work is heading, task, title or requirement, and what the column of numbers counts.

Recognising heads by their words is `columns`; taking rows apart is `tables`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mingzheng.documents.reading import Cell

from .columns import GOAL, INDEX, LEAD, TIME, UNKNOWN, WORK, Header
from .numbering import FIRST, SECOND, THIRD, find_mark, number_value, split_numbered
from .time_phrases import read_deadline_cell
from .wording import clean

Row = Sequence[Cell]
_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions of the columns by what they hold; -1 for none."""

    header: Header
    heading: int = -1
    task: int = -1
    titles: tuple[int, ...] = ()
    text: int = -1
    details: tuple[int, ...] = ()
    index: int = -1
    index_level: str = "requirement"

    @property
    def key(self) -> int:
        """Return the column that has one cell per requirement."""
        return self.titles[-1] if self.titles else self.text

    @property
    def has_lead(self) -> bool:
        """Tell whether leading units have a column of their own, so that 责任单位 means the helping ones."""
        return any(c.role == LEAD for c in self.header)


@dataclass(frozen=True, slots=True)
class _Profile:
    """What the cells of one column look like."""

    position: int
    runs: int
    kinds: dict[int, float]
    several: float

    def mostly(self, kind: int) -> bool:
        return self.kinds.get(kind, 0.0) >= 0.5


def plan_layout(header: Header, rows: Sequence[Row], *, banded: bool) -> Layout:
    """Return the layout of a table with `header` from all data `rows` under such a head; `banded`: headings are rows."""
    header = _settle_by_contents(header, rows)
    work = [_profile(rows, i) for i, c in enumerate(header) if c.role == WORK]
    work = [p for p in work if p.runs] or work
    index = next((i for i, c in enumerate(header) if c.role == INDEX), -1)
    if not work:
        return Layout(header, index=index)
    heads, rest = _take_marked(work)
    key = _key_column(rest)
    heading, task, titles = _place_left([p for p in rest if p.position < key.position])
    heading, task = _place_marked(heads, heading, task)
    right = [p for p in rest if p.position > key.position]
    text, details = key.position, tuple(p.position for p in right)
    if right and not any(p.several >= 0.1 or p.mostly(THIRD) for p in right):
        titles, text, details = (*titles, key.position), right[0].position, details[1:]
    elif right:
        task, text, details = _key_as_task(task, key), right[0].position, details[1:]
    body = next(p for p in work if p.position == text)
    level = _index_level(rows, index, body, [(heading, "heading"), (task, "task")])
    if heading >= 0 and task < 0 and (banded or level == "heading") and not _is_first(work, heading):
        heading, task, level = -1, heading, "task" if level == "heading" else level
    return Layout(header, heading, task, titles, text, details, index, level)


def _settle_by_contents(header: Header, rows: Sequence[Row]) -> Header:
    """Give columns their work that only the cells tell of: headings or limits under a head nobody knows, goals that say more.

    A goal says more where it is longer than the title beside it.
    """
    named = [i for i, c in enumerate(header) if c.role == WORK]
    columns = list(header)
    for position, column in enumerate(header):
        profile = _profile(rows, position) if column.role in {GOAL, UNKNOWN} else None
        if profile is None or not profile.runs:
            continue
        if not any(c.role == TIME for c in header) and _tells_time(rows, position):
            columns[position] = replace(column, role=TIME)
            continue
        is_heading = column.role == UNKNOWN and (profile.mostly(FIRST) or profile.mostly(SECOND))
        says_more = column.role == GOAL and len(named) == 1 and _length(rows, position) > _length(rows, named[0])
        if is_heading or says_more:
            columns[position] = replace(column, role=WORK)
    return tuple(columns)


def _tells_time(rows: Sequence[Row], position: int) -> bool:
    texts = [clean(row[position].text) for row in rows if row[position].text.strip()]
    return sum(1 for text in texts if read_deadline_cell(text)) >= 0.6 * max(len(texts), 1)


def _length(rows: Sequence[Row], position: int) -> int:
    return sum(len(clean(row[position].text)) for row in rows if row[position].merged_from is None)


def _key_as_task(task: int, key: _Profile) -> int:
    return key.position if task < 0 else task


def _profile(rows: Sequence[Row], position: int) -> _Profile:
    seen, runs, previous = [], 0, ""
    for row in rows:
        cell = row[position]
        text = clean(cell.text)
        if text and cell.merged_from is None and text != previous:
            runs += 1
            seen.append(cell.text)
        previous = text or previous
    marks = [find_mark(clean(t)) for t in seen]
    kinds = {k: sum(1 for m in marks if m and m.kind == k) / max(len(seen), 1) for k in range(6)}
    several = sum(1 for t in seen if len(split_numbered(t)) > 1) / max(len(seen), 1)
    return _Profile(position, runs, kinds, several)


def _take_marked(work: list[_Profile]) -> tuple[list[_Profile], list[_Profile]]:
    """Part the columns of 一、 and （一）, wherever they stand, from those that can hold requirements."""
    heads = [p for p in work if p.mostly(FIRST) or p.mostly(SECOND)]
    rest = [p for p in work if p not in heads]
    return (heads, rest) if rest else (work[:-1], work[-1:])


def _place_marked(heads: list[_Profile], heading: int, task: int) -> tuple[int, int]:
    """Return (heading, task): 一、 is a heading, （一） a task; a column without marks keeps what is left over."""
    plain = heading if heading >= 0 else task
    first = next((p.position for p in heads if p.mostly(FIRST)), -1)
    second = next((p.position for p in heads if p.mostly(SECOND) and p.position != first), -1)
    if first >= 0 and second >= 0:
        return first, second
    if first >= 0:
        return first, plain
    if second >= 0:
        return heading, second
    return heading, task


def _key_column(rest: list[_Profile]) -> _Profile:
    """Return the leftmost column as fine as the finest."""
    finest = max(p.runs for p in rest)
    return next(p for p in rest if p.runs >= _SAME * finest)


def _place_left(left: list[_Profile]) -> tuple[int, int, tuple[int, ...]]:
    """Return (heading, task, further titles) among the columns left of the requirement."""
    if not left:
        return -1, -1, ()
    if len(left) == 1:
        only = left[0]
        is_task = only.mostly(SECOND) or (only.mostly(THIRD) and not only.mostly(FIRST))
        return (-1, only.position, ()) if is_task else (only.position, -1, ())
    return left[0].position, left[1].position, tuple(p.position for p in left[2:])


def _is_first(work: list[_Profile], position: int) -> bool:
    return any(p.position == position and p.mostly(FIRST) for p in work)


def _counts_alike(rows: Sequence[Row], index: int, key: int) -> bool:
    """Tell whether the column of numbers counts requirements although some cells hold several: it skips what they hold."""
    numbers = [(number_value(clean(row[index].text)), len(split_numbered(row[key].text))) for row in rows]
    numbers = [(n, held) for n, held in numbers if n]
    steps = [(b - a, held) for (a, held), (b, _) in pairwise(numbers) if held > 1]
    return bool(steps) and sum(1 for step, held in steps if step == held) > 0.5 * len(steps)


def _index_level(rows: Sequence[Row], index: int, key: _Profile, levels: list[tuple[int, str]]) -> str:
    """Return what the column of numbers counts, by how often it changes."""
    if index < 0:
        return "requirement"
    runs = _profile(rows, index).runs
    if runs >= 0.8 * key.runs:
        return "cell" if key.several and not _counts_alike(rows, index, key.position) else "requirement"
    for position, name in reversed(levels):
        if position >= 0 and runs <= _profile(rows, position).runs + 1:
            return name
    return "requirement"
