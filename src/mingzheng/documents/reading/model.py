"""Shapes of a document that was read: paragraphs and tables in body order.

What the words mean (a title, a lead unit, a deadline) does not belong here; the rooms that import documents decide it.
"""

from dataclasses import dataclass

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader of the document should know: stable code, Chinese words, and the place it is about."""

    code: str
    message: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `level` is 1 for the top heading, 0 for running text; `page` counts from 1, 0 is unknown."""

    text: str
    level: int = 0
    style: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One grid position. A position covered by a merged cell repeats its text and names the origin in `merged_from`."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    merged_from: Position | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a full grid: every row has the same number of positions."""

    rows: tuple[tuple[Cell, ...], ...]
    page: int = 0
    name: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What was read. `text_layer` is False when nothing could be checked, which is never the same as being clean."""

    blocks: tuple[Block, ...]
    format: str
    text_layer: bool = True
    findings: tuple[Finding, ...] = ()
    page_count: int = 0

    @property
    def text(self) -> str:
        """Return all words once, one block or table row a line."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                lines.append(block.text)
            else:
                lines.extend("\t".join(c.text for c in row if c.merged_from is None) for row in block.rows)
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep any file from costing more than it should. Sizes in bytes, time in seconds."""

    file_bytes: int = 50 * 1024 * 1024
    expanded_bytes: int = 200 * 1024 * 1024
    part_bytes: int = 64 * 1024 * 1024
    archive_entries: int = 5_000
    compression_ratio: int = 200
    text_bytes: int = 10 * 1024 * 1024
    markdown_bytes: int = 1024 * 1024
    markdown_line: int = 50_000
    cells: int = 200_000
    rows: int = 50_000
    columns: int = 256
    pages: int = 500
    seconds: int = 90
    memory_bytes: int = 2 * 1024 * 1024 * 1024


DEFAULT_LIMITS = Limits()
