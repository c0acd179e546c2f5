"""Makes a `Text` of a file or a string: paragraphs numbered, lines joined, words cleaned, the head read.

Formats are read by `documents`; plain text and markdown are read here so that every place is one of the file itself.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from mingzheng.documents.reading import Document, Paragraph, Table, UnreadableDocument, read_document
from mingzheng.documents.reading.charsets import decode_text
from mingzheng.documents.reading.model import DEFAULT_LIMITS

from . import cleaning
from .heads import read_head
from .joining import Line, join_lines
from .model import Place
from .text import Passage, TableText, Text

_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_ROW = re.compile(r"\s{0,8}\|.*\|\s*$")
_RULE = re.compile(r"\s{0,8}\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-*:?\s*\|?)?\s*$")
_CELL = re.compile(r"(?:\\\||[^|\n])*")
_MARKDOWN = re.compile(r"^ {0,3}#{1,6} \S|^\s{0,8}\|.*\|\s*$|\*\*[^*\n]{1,200}\*\*", re.MULTILINE)
_KEPT_FORMATS = frozenset({".txt", ".md", ".markdown", ".text", "", ".docx"})  # read here, or measured by checks


def read_text(path: Path | str, data: bytes | None = None) -> Text:
    """Read a file of any supported format. Raises `UnreadableDocument`."""
    name = Path(path).name
    if data is None and Path(path).suffix.lower() in _KEPT_FORMATS:
        data = _load(Path(path))
    document = read_document(data if data is not None else Path(path), filename=name)
    if document.format in {"text", "markdown"} and data is not None:
        return text_from_string(decode_text(data, filename=name), path=str(path), format=document.format)
    return text_from_document(document, path=str(path), source=data)


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(DEFAULT_LIMITS.file_bytes + 1)
    except OSError as error:
        raise UnreadableDocument("not_found", filename=path.name) from error


def text_from_string(words: str, *, path: str = "", format: str = "text") -> Text:  # noqa: A002 - the report's own word
    """Read plain text or markdown. A blank line ends a paragraph; paragraphs count from 0 and keep their lines."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    paragraphs = tuple(part.strip("\n") for part in _BLANK.split(words) if part.strip())
    builder = _Builder(paragraphs, markdown=bool(_MARKDOWN.search(words)) or format == "markdown")
    builder.read_lines(list(_lines_of(paragraphs)))
    return builder.finish(path=path, format=format, source=None)


def text_from_document(document: Document, *, path: str = "", source: bytes | None = None) -> Text:
    """Read what `documents` has read: each paragraph and each table cell is a paragraph of the report."""
    raws: list[str] = []
    blocks: list[tuple[Paragraph | Table, list[int]]] = []
    for block in document.blocks:
        words = (
            [block.text]
            if isinstance(block, Paragraph)
            else [c.text for row in block.rows for c in row if c.merged_from is None]
        )
        blocks.append((block, list(range(len(raws), len(raws) + len(words)))))
        raws.extend(words)
    builder = _Builder(tuple(raws), markdown=False)
    for block, numbers in blocks:
        if isinstance(block, Paragraph):
            builder.read_block(block, numbers[0])
        else:
            builder.read_table(block, iter(numbers))
    return builder.finish(
        path=path, format=document.format, source=source, text_layer=document.text_layer, page_count=document.page_count
    )


def _lines_of(paragraphs: tuple[str, ...]) -> Iterator[Line]:
    for number, paragraph in enumerate(paragraphs):
        start = 0
        for line in paragraph.split("\n"):
            if line.strip():
                yield Line(line, number, start, start + len(line))
            start += len(line) + 1


class _Builder:
    """Collects passages and tables in reading order."""

    def __init__(self, paragraphs: tuple[str, ...], *, markdown: bool) -> None:
        self.paragraphs = paragraphs
        self.markdown = markdown
        self.passages: list[Passage] = []
        self.tables: list[TableText] = []
        self.stripped = cleaning.Stripped()

    def finish(
        self,
        *,
        path: str,
        format: str,  # noqa: A002
        source: bytes | None,
        text_layer: bool = True,
        page_count: int = 0,
    ) -> Text:
        """Return the whole document with its head read."""
        head = read_head(self.passages)
        return Text(
            self.paragraphs,
            tuple(self.passages),
            tuple(self.tables),
            path=path,
            format=format,
            text_layer=text_layer,
            source=source,
            debris=self.stripped.debris(),
            title=head.title,
            issuer=head.issuer,
            signing_date=head.signing_date,
            year=head.year,
            page_count=page_count,
        )

    def read_lines(self, lines: list[Line]) -> None:
        """Read printed lines: drop page numbers and picture words, gather table rows, join the rest."""
        prose: list[Line] = []
        rows: list[Line] = []
        kept = [line for line in lines if not self._is_debris(line)]
        for line in kept:
            if self.markdown and _ROW.match(line.text):
                self._add_groups(prose)
                prose = []
                rows.append(line)
            else:
                self._add_rows(rows)
                rows = []
                prose.append(line)
        self._add_rows(rows)
        self._add_groups(prose)

    def read_block(self, block: Paragraph, number: int) -> None:
        """Read one paragraph of a docx, pdf or page; a line break inside it begins a new passage."""
        if not block.text.strip():
            return
        for line in _lines_of((block.text,)):
            moved = Line(line.text, number, line.start, line.end, block.page)
            if not self._is_debris(moved):
                self._add([moved], page=block.page, level=block.level, style=block.style)

    def read_table(self, table: Table, numbers: Iterator[int]) -> None:
        """Read a table; a merged position repeats the passage of its origin."""
        made: dict[tuple[int, int], Passage] = {}
        grid: list[tuple[Passage, ...]] = []
        for r, row in enumerate(table.rows):
            cells: list[Passage] = []
            for c, cell in enumerate(row):
                origin = cell.merged_from or (r, c)
                if cell.merged_from is None:
                    number = next(numbers)
                    line = Line(cell.text, number, 0, len(cell.text), table.page)
                    made[origin] = self._make([line], page=table.page, cell=(len(self.tables), r, c))
                    self.passages.append(made[origin])
                cells.append(made[origin] if origin in made else self._blank())
            grid.append(tuple(cells))
        self.tables.append(TableText(len(self.tables), tuple(grid), table.name))

    def _blank(self) -> Passage:
        return Passage(len(self.passages), "", (), self.paragraphs)

    def _is_debris(self, line: Line) -> bool:
        kind = (
            "page"
            if cleaning.PAGE_LINE.fullmatch(line.text)
            else "picture"
            if cleaning.is_picture_words(line.text)
            else ""
        )
        if kind:
            self.stripped.add(kind, line.text.strip(), self._place(line))
        return bool(kind)

    def _place(self, line: Line) -> Place:
        lead = len(line.text) - len(line.text.lstrip())
        return Place(line.paragraph, line.start + lead, line.start + len(line.text.rstrip()), line.page)

    def _add_groups(self, lines: list[Line]) -> None:
        for group in join_lines(lines):
            if len(group) > 1:
                self.stripped.add("wrapped", group[0].text.strip()[-12:], self._tail(group[0]))
            level = cleaning.heading_level(group[0].text) if self.markdown else 0
            self._add(group, page=group[0].page, level=level)

    def _tail(self, line: Line) -> Place:
        place = self._place(line)
        return Place(place.paragraph, max(place.start, place.end - 12), place.end, place.page)

    def _add(self, lines: list[Line], *, page: int = 0, level: int = 0, style: str = "") -> None:
        passage = self._make(lines, page=page, level=level, style=style)
        if passage.clean:
            self.passages.append(passage)

    def _make(
        self,
        lines: list[Line],
        *,
        page: int = 0,
        level: int = 0,
        style: str = "",
        cell: tuple[int, int, int] | None = None,
    ) -> Passage:
        ranges = ((line.paragraph, line.start, line.end) for line in lines)
        clean, pieces = cleaning.clean_lines(ranges, self.paragraphs, self.stripped, markdown=self.markdown)
        return Passage(len(self.passages), clean, pieces, self.paragraphs, page, level, style, cell)

    def _add_rows(self, lines: list[Line]) -> None:
        """Read rows of a markdown table; an empty cell below a filled first column is no merge, it is empty."""
        grid: list[tuple[Passage, ...]] = []
        for line in lines:
            if _RULE.match(line.text):
                continue
            start = line.text.index("|") + 1
            cells: list[Passage] = []
            for match in _CELL.finditer(line.text, start, line.text.rindex("|")):
                if match.start() > start and line.text[match.start() - 1] != "|":
                    continue
                at = Line(match[0], line.paragraph, line.start + match.start(), line.start + match.end())
                cells.append(self._make([at], cell=(len(self.tables), len(grid), len(cells))))
                self.passages.append(cells[-1])
            grid.append(tuple(cells))
        if grid:
            self.tables.append(TableText(len(self.tables), tuple(grid)))
