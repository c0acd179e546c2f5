"""Reads the form's tables from running text: cells one a line, set apart by spaces, or run together without any.

Splitting digits that lost their spaces is `splitting`; documents with real tables are read by `grids`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .form import (
    APPLICANTS,
    APPLICATION_ROWS,
    DOCUMENT_COLUMNS,
    OPENNESS_COLUMNS,
    OPENNESS_ROWS,
    OTHERWISE_AS_ONE,
    REMEDY_COLUMNS,
    REMEDY_GROUPS,
    RESULT_ROWS,
    CellKey,
    FormTable,
    application,
    openness,
    remedy,
)
from .labels import labels_in_order, pattern_of
from .lines import read_lines
from .runs import Run, make_run
from .splitting import Split, choose_rows, split_freely, split_with_total
from .tables import Printed, State

_TOKEN = re.compile(r"-?\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|-?\d+(?:\.\d+)?|(?<![\d])[—–/-]+(?!\d)")
_VALUES = re.compile(r"[\s\d.,\-—–/|｜│;；:：…·]*")
_NUMBERING = re.compile(r"\d{1,2}\s*[.、]\s*$")
_REACH = 500
_WIDTH = len(APPLICANTS)
_OUTCOMES = tuple(column.code for column in REMEDY_COLUMNS)


@dataclass(frozen=True, slots=True)
class _Segment:
    """The values after one label: their range, and the numbers already apart."""

    row: str
    start: int
    end: int
    tokens: tuple[tuple[int, int, str], ...]

    @property
    def digits(self) -> str:
        """Return all digits in a row."""
        return "".join(char for _, _, word in self.tokens for char in word if char.isdigit())


def read_flat(paragraphs: Sequence[str]) -> dict[CellKey, Printed]:
    """Return the cells of the form found in running text."""
    run = make_run(paragraphs)
    by_label = (_read_openness(run), _read_applications(run), _read_remedies(run))
    by_line = read_lines(run)
    cells: dict[CellKey, Printed] = {}
    for table, found in zip(FormTable, by_label, strict=True):
        lines = {key: cell for key, cell in by_line.items() if key.table is table}
        cells.update(found if len(found) >= len(lines) else lines)
    return cells


def _segment(run: Run, row: str, start: int, limit: int) -> _Segment:
    """Return the values that follow a label, without the number that begins the next label."""
    match = _VALUES.match(run.words, start, limit)
    end = match.end() if match else start
    after = run.words[end : end + 1]
    words = run.words[start:end]
    if end < limit and after and "\u4e00" <= after <= "\u9fff" and (numbering := _NUMBERING.search(words)):
        words = words[: numbering.start()]
    tokens = tuple((start + m.start(), start + m.end(), m[0]) for m in _TOKEN.finditer(words))
    return _Segment(row, start, start + len(words), tokens)


# ---- table 2 ----


def _read_applications(run: Run) -> dict[CellKey, Printed]:
    best: list[_Segment] = []
    for first in pattern_of(APPLICATION_ROWS[0].label).finditer(run.words):
        segments = _walk(run, first.start())
        if sum(1 for segment in segments if segment.tokens) > sum(1 for segment in best if segment.tokens):
            best = segments
    filled = [segment for segment in best if segment.tokens]
    if not filled:
        return {}
    if len(filled) == 1 and len(filled[0].tokens) >= _WIDTH * len(APPLICATION_ROWS):
        return _read_block(run, filled[0])
    return _choose_applications(run, filled)


def _walk(run: Run, start: int) -> list[_Segment]:
    """Go from label to label, in order; a label nobody finds nearby is passed over."""
    found: list[tuple[str, int, int]] = []
    at = start
    for row in labels_in_order():
        match = pattern_of(row.label).search(run.words, at, at + _REACH)
        if match is None:
            continue
        if row.code == OTHERWISE_AS_ONE.code and not _segment(run, row.code, match.end(), match.end() + 80).tokens:
            continue
        found.append((row.code, match.start(), match.end()))
        at = match.end()
    ends = [start for _, start, _ in found[1:]] + [len(run.words)]
    return [_segment(run, code, end, limit) for (code, _, end), limit in zip(found, ends, strict=True)]


def _read_block(run: Run, segment: _Segment) -> dict[CellKey, Printed]:
    """Read numbers that all stand after the last label: row by row, or column by column where that adds up better."""
    tokens = segment.tokens[: _WIDTH * len(APPLICATION_ROWS)]
    height = len(APPLICATION_ROWS)
    by_row = {(n // _WIDTH, n % _WIDTH): token for n, token in enumerate(tokens)}
    by_column = {(n % height, n // height): token for n, token in enumerate(tokens)}

    def right_rows(grid: dict[tuple[int, int], tuple[int, int, str]]) -> int:
        lines = [[_value(grid[row, column][2]) or 0 for column in range(_WIDTH)] for row in range(height)]
        return sum(1 for line in lines if sum(line[:-1]) == line[-1] and line[-1])

    grid = by_row if right_rows(by_row) >= right_rows(by_column) else by_column
    return {
        application(APPLICATION_ROWS[row].code, APPLICANTS[column].code): _read_token(run, token)
        for (row, column), token in grid.items()
    }


def _choose_applications(run: Run, segments: list[_Segment]) -> dict[CellKey, Printed]:
    """Split what has run together so that rows and columns add up."""
    apart: dict[str, list[Printed]] = {}
    options: dict[str, list[Split]] = {}
    for segment in segments:
        if len(segment.tokens) == _WIDTH:
            apart[segment.row] = [_read_token(run, token) for token in segment.tokens]
        elif splits := _splits_of(segment):
            options[segment.row] = splits
    fixed = {row: tuple(int(cell.amount) for cell in cells) for row, cells in apart.items()}
    rows = list(options)

    def faults(choice: Sequence[Split]) -> int:
        return _column_faults({**fixed, **dict(zip(rows, choice, strict=True))})

    chosen, sure = choose_rows([options[row] for row in rows], faults) if rows else ([], True)
    by_row = {segment.row: segment for segment in segments}
    for row, split in zip(rows, chosen, strict=True):
        certain = sure or len(options[row]) == 1
        apart[row] = _lay(run, by_row[row], split, certain=certain)
    codes = [column.code for column in APPLICANTS]
    return {
        application(row, code): cell for row, cells in apart.items() for code, cell in zip(codes, cells, strict=True)
    }


def _splits_of(segment: _Segment) -> list[Split]:
    """Return how a row's digits may be split. Numbers set apart, only not seven of them, are no row that ran together."""
    splits = split_with_total(segment.digits, _WIDTH - 1)
    if splits or len(segment.tokens) > 1:
        return [split for split in splits if _keeps_gaps(segment, split)]
    return split_freely(segment.digits, _WIDTH)


def _keeps_gaps(segment: _Segment, split: Split) -> bool:
    """Say whether no number of a split reaches over a gap."""
    ends, reached = set[int](), 0
    for number in split:
        reached += len(str(number))
        ends.add(reached)
    gaps, at = [], 0
    for _, _, word in segment.tokens[:-1]:
        at += sum(char.isdigit() for char in word)
        gaps.append(at)
    return all(gap in ends for gap in gaps)


def _column_faults(rows: dict[str, Split]) -> int:
    """Return how many columns do not add up, E1 and E2."""
    faults = 0
    results = [rows[row] for row in (*RESULT_ROWS, OTHERWISE_AS_ONE.code) if row in rows]
    for column in range(_WIDTH):
        if "r24" in rows:
            faults += sum(row[column] for row in results) != rows["r24"][column]
        if {"r01", "r02", "r24", "r25"} <= rows.keys():
            faults += rows["r01"][column] + rows["r02"][column] != rows["r24"][column] + rows["r25"][column]
    return faults


def _lay(run: Run, segment: _Segment, split: Split, *, certain: bool) -> list[Printed]:
    """Give each number of a split its place in the run of digits."""
    positions = [at for at in range(segment.start, segment.end) if run.words[at].isdigit()]
    cells, used = [], 0
    for number in split:
        width = len(str(number))
        start, end = positions[used], positions[used + width - 1] + 1
        cells.append(run.printed(start, end, Decimal(number), State.READ if certain else State.GUESSED))
        used += width
    return cells


def _value(word: str) -> Decimal | None:
    return None if word.strip("—–-/") == "" else Decimal(word.replace(",", ""))


def _read_token(run: Run, token: tuple[int, int, str]) -> Printed:
    start, end, word = token
    value = _value(word)
    return run.printed(start, end, value, State.READ if value is not None else State.EMPTY)


# ---- table 1 ----


def _read_openness(run: Run) -> dict[CellKey, Printed]:
    head = pattern_of(DOCUMENT_COLUMNS[-1].label)
    for match in head.finditer(run.words):
        cells = _read_openness_from(run, match.end())
        if cells:
            return cells
    return {}


def _read_openness_from(run: Run, at: int) -> dict[CellKey, Printed]:
    cells: dict[CellKey, Printed] = {}
    for row in OPENNESS_ROWS:
        match = pattern_of(row.label).search(run.words, at, at + _REACH // 2)
        if match is None:
            continue
        columns = OPENNESS_COLUMNS[row.code]
        segment = _segment(run, row.code, match.end(), match.end() + 120)
        read = _read_few(run, segment, len(columns))
        cells.update(zip((openness(row.code, column.code) for column in columns), read, strict=False))
        at = match.end()
    return cells


def _read_few(run: Run, segment: _Segment, count: int) -> list[Printed]:
    """Read one or three numbers; three that ran together are guessed: nothing in the table itself tells."""
    if len(segment.tokens) == count:
        return [_read_token(run, token) for token in segment.tokens]
    splits = split_freely(segment.digits, count) if count > 1 else []
    if not splits:
        return []
    best = min(splits, key=_oddity)
    return _lay(run, segment, best, certain=len(splits) == 1)


def _oddity(split: Split) -> tuple[int, int]:
    """Prefer what offices usually print: more in force than made and than abolished, numbers of like length."""
    made, abolished, in_force = split
    widths = [len(str(number)) for number in split]
    return (int(in_force < made) + int(in_force < abolished), max(widths) - min(widths))


def openness_readings(paragraphs: Sequence[str], cell: Printed) -> list[Split]:
    """Return every way to read the three numbers of 行政规范性文件 that begin at a guessed cell."""
    run = make_run(paragraphs)
    start = run.starts[cell.paragraph] + cell.start
    return split_freely(_segment(run, "", start, start + 120).digits, len(DOCUMENT_COLUMNS))


def relay(paragraphs: Sequence[str], cell: Printed, split: Split, *, certain: bool) -> list[Printed]:
    """Return the cells of another reading of the same digits."""
    run = make_run(paragraphs)
    start = run.starts[cell.paragraph] + cell.start
    return _lay(run, _segment(run, "", start, start + 120), split, certain=certain)


# ---- table 3 ----

_APART = r"[\s,，;；|｜│…·]*"
_LEAVES = _APART.join("结果维持结果纠正其他结果尚未审结总计")
_REMEDY_HEAD = re.compile(
    rf"(?:{_LEAVES}{_APART}(?:未\s*经\s*复\s*议\s*直\s*接\s*起\s*诉\s*)?(?:复\s*议\s*后\s*起\s*诉\s*)?)+"
)


def _read_remedies(run: Run) -> dict[CellKey, Printed]:
    for match in _REMEDY_HEAD.finditer(run.words):
        segment = _segment(run, "", match.end(), match.end() + 400)
        cells = _read_remedy_row(run, segment)
        if cells:
            return {
                remedy(group.code, outcome): cells[number * len(_OUTCOMES) + place]
                for number, group in enumerate(REMEDY_GROUPS)
                for place, outcome in enumerate(_OUTCOMES)
            }
    return {}


def _read_remedy_row(run: Run, segment: _Segment) -> list[Printed]:
    count = len(REMEDY_GROUPS) * len(_OUTCOMES)
    if len(segment.tokens) == count:
        return [_read_token(run, token) for token in segment.tokens]
    if not count <= len(segment.digits) <= count * 5:
        return []
    splits = _split_groups(segment.digits, len(REMEDY_GROUPS), split_with_total)
    if splits:
        return _lay(run, segment, splits[0], certain=len(splits) == 1)
    free = _split_groups(segment.digits, len(REMEDY_GROUPS), _split_loosely)
    if not free:
        return []
    best = min(free, key=_broken_groups)
    sure = sum(1 for split in free if _broken_groups(split) == _broken_groups(best)) == 1
    return _lay(run, segment, best, certain=sure)


def _split_loosely(digits: str, parts: int) -> list[Split]:
    return split_freely(digits, parts + 1)[:200]


def _broken_groups(split: Split) -> int:
    width = len(_OUTCOMES)
    groups = [split[at : at + width] for at in range(0, len(split), width)]
    return sum(1 for group in groups if sum(group[:-1]) != group[-1])


def _split_groups(digits: str, groups: int, splitter: Callable[[str, int], list[Split]]) -> list[Split]:
    """Split digits into groups of four results and their total."""
    parts = len(_OUTCOMES) - 1
    if groups == 1:
        return splitter(digits, parts)
    found: list[Split] = []
    for end in range(parts + 1, len(digits) - (groups - 1) * (parts + 1) + 1):
        heads = splitter(digits[:end], parts)
        if not heads:
            continue
        tails = _split_groups(digits[end:], groups - 1, splitter)
        found.extend((*head, *tail) for head in heads for tail in tails)
        if len(found) > 2_000:
            break
    return found
