"""The shape of an official document (公文) before it is set: its elements by GB/T 9704-2012 and its body blocks.

Answers for: what a domain fills in, cleaning it once for every format, and the few layout decisions both formats share.
Does not belong here: setting it (`official_pdf`, `official_docx`), numbering, sign-off, wording. Secrecy grades and
copy numbers (密级、份号) are not offered: this is no system for classified matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from mingzheng.documents.writing.text import break_title, clean_lines, measure_width

_Shape = TypeVar("_Shape")
LINES_PER_PAGE = 22
CHARACTERS_PER_LINE = 28


class Layout(StrEnum):
    """Which head and foot a document carries (文件、信函、纪要格式; plain has no red head)."""

    FILE = "file"
    LETTER = "letter"
    MINUTES = "minutes"
    PLAIN = "plain"


class Urgency(StrEnum):
    """紧急程度. Telegram grades are not offered."""

    NONE = ""
    URGENT = "加急"
    MOST_URGENT = "特急"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on its own line with its number in the text: 一、（黑体）（一）（楷体）1.（仿宋）."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A named stretch of a paragraph's text (the lead not counted), kept in Word files; a name from _ on is hidden."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body paragraph. `lead` is a heading run into it (「（一）加强领导。」), set as a heading of `lead_level`.

    `bookmarks` hold only for a text of one line that cleaning leaves as it is.
    """

    text: str
    lead: str = ""
    lead_level: int = 2
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Items counted 1. 2. 3., each a paragraph of its own."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `width` is its share of the line, `align` left, center or right."""

    title: str
    width: float = 1.0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its head repeats on every page. A line break in a cell is kept."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a form with the rows and columns it spans. `ref` names its value for links and workbooks."""

    text: str
    rows: int = 1
    columns: int = 1
    align: str = "center"
    is_head: bool = False
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A form with merged cells: each row lists the cells that begin in it, as HTML does. `widths` are shares of the line."""

    widths: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    head_rows: int = 0
    caption: str = ""
    points: float = 9.0


def place_cells(grid: Grid) -> Iterator[tuple[int, int, GridCell]]:
    """Yield each cell with the row and column it begins in. Raises ValueError where cells do not fill the grid."""
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(grid.rows):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            yield top, left, cell
            taken |= {(top + y, left + x) for y in range(cell.rows) for x in range(cell.columns)}
            left += cell.columns
    if taken != {(y, x) for y in range(len(grid.rows)) for x in range(len(grid.widths))}:
        raise ValueError(f"cells do not fill the form: {grid.caption}")


Block = Heading | Paragraph | Listing | Table | Grid


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: named under the body; with `blocks` it is also set, on a page of its own."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """A line of a minutes' end: 出席、请假、列席 and the names."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """One official document. Text is data in every format: nothing in it is read as markup.

    `issuers` sign it in order, the leading organ first. `mark` is the red name at the head (发文机关标志); empty means
    the first issuer, with 文件 added in the file layout. `signers` (签发人) only in a document to a superior.
    `is_sealed` leaves the room a seal needs. `recipients` and `copies` are written without their closing mark.
    `openness` is the way of disclosure (公开方式). A plain document with signers bears number and signers at its head.
    """

    layout: Layout
    title: str
    issuers: tuple[str, ...]
    body: tuple[Block, ...]
    issued_on: date | None = None
    mark: str = ""
    doc_number: str = ""
    signers: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NONE
    recipients: str = ""
    attachments: tuple[Attachment, ...] = ()
    is_sealed: bool = True
    annotation: str = ""
    openness: str = ""
    copies: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    attendance: tuple[Attendance, ...] = ()

    @property
    def mark_text(self) -> str:
        """Return the organ's name as the red head shows it."""
        name = self.mark or (self.issuers[0] if self.issuers else "")
        return name + "文件" if self.layout is Layout.FILE and name and not self.mark else name

    @property
    def title_lines(self) -> tuple[str, ...]:
        """Return the title broken into its lines."""
        return break_title(self.title)

    @property
    def has_recipients_in_imprint(self) -> bool:
        """Say whether the recipients are too many for page one to show body text.

        Legal basis: GB/T 9704-2012 7.3.2.
        """
        lines = -(-measure_width(self.recipients) // CHARACTERS_PER_LINE)
        head = 10 if self.layout in {Layout.FILE, Layout.MINUTES} else 4
        return head + len(self.title_lines) + lines + 2 > LINES_PER_PAGE


def clean_document(document: OfficialDocument) -> OfficialDocument:
    """Return the document with characters no format can hold dropped and a paragraph of several lines split."""
    cleaned = clean_shape(document)
    attachments = tuple(replace(item, blocks=_split_blocks(item.blocks)) for item in cleaned.attachments)
    return replace(
        cleaned,
        body=_split_blocks(cleaned.body),
        attachments=attachments,
        recipients=cleaned.recipients.rstrip("：:"),
        copies=cleaned.copies.rstrip("。"),
        annotation=cleaned.annotation.removeprefix("（").removesuffix("）"),
    )


def clean_shape(shape: _Shape) -> _Shape:
    """Return a copy of a frozen dataclass with every text in it cleaned; line breaks are kept."""
    return _clean(shape)  # type: ignore[no-any-return]


def _clean(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return "\n".join(clean_lines(value))
    if isinstance(value, tuple):
        return tuple(_clean(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _clean(getattr(value, field.name)) for field in fields(value)})
    return value


def _split_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(part for block in blocks for part in _split_block(block))


def _split_block(block: Block) -> Iterator[Block]:
    if isinstance(block, Paragraph):
        first, *rest = block.text.split("\n")
        if first or block.lead:
            kept = block.bookmarks if not rest else ()
            yield replace(block, text=first, bookmarks=kept)
        yield from (Paragraph(line) for line in rest)
    elif isinstance(block, Heading):
        if block.text:
            yield replace(block, text=block.text.replace("\n", ""))
    elif isinstance(block, Listing):
        yield from (Paragraph(f"{number}.{' '.join(item.split())}") for number, item in enumerate(block.items, start=1))
    else:
        yield block


def iter_texts(value: Any) -> Iterator[str]:
    """Yield every text inside a shape of dataclasses, mappings and sequences."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from iter_texts(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from iter_texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from iter_texts(getattr(value, field.name))
