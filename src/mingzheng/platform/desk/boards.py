"""Putting counts together into a board. What is counted, and for whom, is decided by the room that counts."""

from collections.abc import Callable, Iterable, Sequence

from mingzheng.platform.design.public import Board, BoardCell, BoardColumn, BoardRow

CellUrl = Callable[[str, str], str]


def make_board(
    *,
    caption: str,
    columns: Sequence[tuple[str, str, str]],
    rows: Sequence[tuple[str, str]],
    counts: Iterable[tuple[str, str, int]],
    url: CellUrl | None = None,
    row_url: Callable[[str], str] | None = None,
    row_head: str = "单位",
    counted: str = "",
    empty: str = "还没有可统计的事项。",
) -> Board:
    """Make a board of `rows` (key, label) by `columns` (key, label, lamp) from `counts` (row, column, count).

    A count of an unknown row or column raises KeyError: a board must not lose what it counts.
    """
    row_keys = {key for key, _ in rows}
    column_keys = {key for key, _, _ in columns}
    held: dict[tuple[str, str], int] = {}
    for row, column, count in counts:
        if row not in row_keys or column not in column_keys:
            raise KeyError(f"{row} / {column}")
        held[row, column] = held.get((row, column), 0) + count

    def cell(row: str, column: str) -> BoardCell:
        return BoardCell(held.get((row, column), 0), url(row, column) if url else "")

    drawn = tuple(
        BoardRow(label, tuple(cell(key, column) for column, _, _ in columns), row_url(key) if row_url else "")
        for key, label in rows
    )
    heads = tuple(BoardColumn(label, lamp) for _, label, lamp in columns)
    return Board(caption, heads, drawn, row_head=row_head, counts=counted, empty=empty)
