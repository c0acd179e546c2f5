"""A report put together: its parts with their blocks, every bound number with what it shows, and its words as one text.

Pure. Cells come from `annual_report`, values of figures from `numbers.figure_values`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingzheng.domains.foi.annual import words
from mingzheng.domains.foi.annual.numbers import (
    FORM,
    Named,
    Shown,
    find_named,
    format_cell,
    name_of_cells,
    show_figure,
    show_form,
)
from mingzheng.domains.foi.annual_report import as_values
from mingzheng.figures.public import Binding, FigureValue, Run, format_markup, join_runs, parse_markup
from mingzheng.proofing.disclosure.form import PARTS, CellKey
from mingzheng.proofing.disclosure.wording import list_claims
from mingzheng.proofing.intake import text_from_string


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a number with what it shows."""

    text: str
    shown: Shown | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text as paragraphs of pieces."""

    code: str
    heading: str
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        """Return its words, a line a paragraph."""
        return "\n".join("".join(piece.text for piece in paragraph) for paragraph in self.paragraphs)

    def shown(self) -> Iterator[Shown]:
        """Yield its bound numbers."""
        yield from (piece.shown for paragraph in self.paragraphs for piece in paragraph if piece.shown)


@dataclass(frozen=True, slots=True)
class Composed:
    """A whole report. `cells` lacks what nobody reported."""

    organ: str
    year: int
    cells: Mapping[CellKey, Decimal]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Return the title of the form."""
        return words.title_of(self.organ, self.year)

    def blocks_of(self, part: int) -> tuple[Block, ...]:
        """Return the blocks of a part."""
        codes = {plan.code for plan in words.blocks_of(part)}
        return tuple(block for block in self.blocks if block.code in codes)

    def printed_blocks(self, part: int) -> list[tuple[str, Block]]:
        """Return the blocks of a part that have words, each with its heading as printed; the numbers run without a gap."""
        printed, number = [], 0
        for block in self.blocks_of(part):
            if block.text:
                number += bool(block.heading)
                printed.append((run_in_heading(number, block.heading) if block.heading else "", block))
        return printed

    def shown(self) -> Iterator[Shown]:
        """Yield every bound number in reading order."""
        for block in self.blocks:
            yield from block.shown()

    def sum_of(self, cells: tuple[CellKey, ...]) -> str:
        """Return what some cells sum up to, in words; one that is missing leaves nothing to say."""
        known = [self.cells[cell] for cell in cells if cell in self.cells]
        return format_cell(sum(known, Decimal(0))) if len(known) == len(cells) else "未填"

    def words_of(self, cell: CellKey) -> str:
        """Return what stands in a cell; a missing one is empty."""
        value = self.cells.get(cell)
        return "" if value is None else format_cell(value)

    @property
    def own_words(self) -> str:
        """Return what the organ wrote itself, a paragraph a line: the blocks whose wording is not set by the form."""
        return "\n\n".join(block.text for block in self.blocks if block.code not in words.SET_PHRASES and block.text)

    @property
    def text(self) -> str:
        """Return the words of the report without its tables, a paragraph a line, parts under their headings."""
        lines = [self.title]
        for part in range(1, len(PARTS) + 1):
            lines.append(words.part_heading(part))
            for heading, block in self.printed_blocks(part):
                lines += [line for line in (heading, *block.text.split("\n")) if line]
        return "\n\n".join(lines)


def run_in_heading(number: int, heading: str) -> str:
    """Return a heading of the second level with its number."""
    return f"（{'一二三四五六七八九十'[number - 1]}）{heading}"


def compose(
    organ: str,
    year: int,
    texts: Mapping[str, str],
    cells: Mapping[CellKey, Decimal],
    figures: Mapping[str, FigureValue],
    urls: Mapping[CellKey, str],
) -> Composed:
    """Put a report together from its texts as markup, its cells and the figures bound."""

    empty = Composed(organ, year, cells, ())
    blocks = tuple(
        Block(plan.code, plan.heading, compose_lines(texts.get(plan.code, ""), empty, figures, urls))
        for plan in words.PLANS
    )
    return Composed(organ, year, cells, blocks)


def compose_lines(
    markup: str, report: Composed, figures: Mapping[str, FigureValue], urls: Mapping[CellKey, str] | None = None
) -> tuple[tuple[Piece, ...], ...]:
    """Return a text's paragraphs with what their numbers show in this report."""

    def piece(run: Run) -> Piece:
        if not isinstance(run, Binding):
            return Piece(run)
        is_form = run.code.startswith(FORM)
        shown = (
            show_form(run, report.cells, _url_of(run, urls or {}))
            if is_form
            else show_figure(run, figures.get(run.code))
        )
        return Piece(shown.text, shown, run.code)

    return tuple(tuple(piece(run) for run in parse_markup(line)) for line in markup.split("\n") if line.strip())


def _url_of(binding: Binding, urls: Mapping[CellKey, str]) -> str:
    named = find_named(binding.code)
    return next((urls[cell] for cell in named.cells if cell in urls), "") if named else ""


def bind_typed(markup: str, composed: Composed, figures: Mapping[str, FigureValue]) -> str:
    """Return a text with the numbers it repeats from the tables bound to their cells (E8), everything else as it was.

    A typed number is bound when its sentence claims a number of the form and the cells it means give just that number.
    """
    return "\n".join(_bind_line(line, composed, figures) for line in markup.split("\n"))


def _bind_line(line: str, composed: Composed, figures: Mapping[str, FigureValue]) -> str:
    (block,) = compose_lines(line, composed, figures) or ((),)
    plain = "".join(piece.text for piece in block)
    text, values = text_from_string(plain), as_values(composed.cells, composed.year)
    if len(text.passages) != 1 or text.passages[0].clean != plain:
        return line
    found: list[tuple[int, int, Named]] = []
    for claim in list_claims(text, composed.organ):
        named = next((name_of_cells(m.cells) for m in claim.meanings if values.sum_of(m.cells) == claim.value), None)
        if named is not None:
            found.append((claim.number_start, claim.number_end, named))
    runs: list[Run] = []
    at = 0
    for piece, run in zip(block, parse_markup(line), strict=True):
        end = at + len(piece.text)
        if isinstance(run, Binding):
            runs.append(run)
        else:
            runs += _bound(run, at, [one for one in found if at <= one[0] and one[1] <= end])
        at = end
    return format_markup(join_runs(runs))


def _bound(words_: str, base: int, found: list[tuple[int, int, Named]]) -> Iterator[Run]:
    at = base
    for start, end, named in found:
        yield words_[at - base : start - base]
        yield Binding(named.code)
        at = end
    yield words_[at - base :]
