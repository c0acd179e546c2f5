"""Numbers a text may bind: cells of this report's own tables, named sums of them, and figures of other rooms.

`{{form.new}}` is 本年新收, `{{form.table2.r05.natural}}` any cell, `{{workplan.items_done}}` a figure. Pure but for `figure_values`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mingzheng.figures.public import (
    Binding,
    FigureValue,
    Period,
    PeriodKind,
    Scope,
    ValueState,
    find_figure,
    is_true_of,
    values_of,
)
from mingzheng.proofing.disclosure.form import (
    RESULT_GROUPS,
    CellKey,
    FormTable,
    cells_of,
    name_cell,
    openness,
)
from mingzheng.proofing.disclosure.sums import (
    BASE_WORDS,
    BASES,
    application_cells,
    document_cells,
    result_cells,
    review_cells,
    suit_cells,
)

FORM = "form."
GAP = "〔缺数〕"
RESULT_CODES = {
    "granted": "予以公开",
    "partial": "部分公开",
    "denied": "不予公开",
    "unable": "无法提供",
    "unprocessed": "不予处理",
    "otherwise": "其他处理",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A number of the form a text may bind: its code, its words, the cells it sums."""

    code: str
    words: str
    cells: tuple[CellKey, ...]
    unit: str = "件"


def _named() -> dict[str, Named]:
    found = [Named(FORM + base, BASE_WORDS[base], application_cells(base)) for base in BASES]
    found += [Named(FORM + code, group, result_cells(group)) for code, group in RESULT_CODES.items()]
    documents = (
        ("made", "本年制发规范性文件"),
        ("abolished", "本年废止规范性文件"),
        ("in_force", "现行有效规范性文件"),
    )
    found += [Named(FORM + column, words, document_cells(column)) for column, words in documents]
    found += [
        Named(FORM + "review", "行政复议", review_cells()),
        Named(FORM + "suits", "行政诉讼", suit_cells()),
        Named(FORM + "licensing", "行政许可处理决定", (openness("licensing", "decisions"),)),
        Named(FORM + "penalty", "行政处罚处理决定", (openness("penalty", "decisions"),)),
        Named(FORM + "coercion", "行政强制处理决定", (openness("coercion", "decisions"),)),
        Named(FORM + "charges", "行政事业性收费", (openness("fees", "amount"),), "万元"),
    ]
    return {one.code: one for one in found}


NAMED: Mapping[str, Named] = _named()
_CELLS = {
    f"{FORM}{cell}": Named(f"{FORM}{cell}", name_cell(cell), (cell,), "万元" if cell.row == "fees" else "件")
    for table in FormTable
    for cell in cells_of(table)
}
assert set(RESULT_CODES.values()) == set(RESULT_GROUPS)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a bound number shows. `problem` says why there is none, or why its wording is not true."""

    text: str
    title: str
    value: Decimal | None = None
    url: str = ""
    problem: str = ""
    is_gap: bool = False


def find_named(code: str) -> Named | None:
    """Return a number of the form by its code: a named one or a single cell."""
    return NAMED.get(code) or _CELLS.get(code)


def name_of_cells(cells: tuple[CellKey, ...]) -> Named | None:
    """Return the named number that sums exactly these cells, else the single cell."""
    known = next((one for one in NAMED.values() if one.cells == cells), None)
    return known or (_CELLS.get(f"{FORM}{cells[0]}") if len(cells) == 1 else None)


def show_form(binding: Binding, cells: Mapping[CellKey, Decimal], url: str = "") -> Shown:
    """Return what a number of the form shows: the number alone, its measure word stands in the text."""
    named = find_named(binding.code)
    if named is None:
        return Shown(GAP, binding.code, problem="没有这个数，请重新选择", is_gap=True)
    if any(cell not in cells for cell in named.cells):
        return Shown(GAP, named.words, url=url, problem="表中这一格尚未填报", is_gap=True)
    value = sum((cells[cell] for cell in named.cells), Decimal(0))
    return Shown(format_cell(value), named.words, value, url)


def show_figure(binding: Binding, value: FigureValue | None) -> Shown:
    """Return what a figure of another room shows; a wording must be true of its value."""
    if value is None:
        return Shown(GAP, binding.code, problem="没有这个指标，请重新选择", is_gap=True)
    figure = value.figure
    base = Shown(GAP, figure.title, value.value, value.pedigree_url)
    if value.state is ValueState.MISSING:
        return replace(base, problem=value.why_missing or "没有数", is_gap=True)
    words = binding.wording or value.printed.removesuffix(figure.unit)
    problem = "" if not binding.wording or is_true_of(binding.wording, value) else f"写法与现在的数{value.printed}不符"
    return replace(base, text=words + ("" if binding.bare else figure.unit), problem=problem)


def figure_values(bindings: Iterable[Binding], *, units: frozenset[int] | None, year: int) -> dict[str, FigureValue]:
    """Return the values of the figures bound, for these units in this year, as of its last day where a day is meant."""
    codes = {one.code for one in bindings if not one.code.startswith(FORM)}
    figures = [figure for figure in map(find_figure, codes) if figure is not None]
    found: dict[str, FigureValue] = {}
    for kind, period in ((True, Period.as_of(date(year, 12, 31))), (False, Period.year(year))):
        wanted = [figure.code for figure in figures if (figure.period is PeriodKind.AS_OF) is kind]
        if wanted:
            found |= values_of(wanted, scope=Scope(units, period))
    return found


def format_cell(value: Decimal) -> str:
    """Write a cell: whole numbers plainly, amounts without trailing zeros."""
    return f"{value:f}" if value == value.to_integral_value() and not value.as_tuple().exponent else _plain(value)


def _plain(value: Decimal) -> str:
    text = f"{value.normalize():f}"
    return text or "0"
