"""A board never loses what it counts."""

import pytest

from mingzheng.platform.desk.boards import make_board

COLUMNS = [("normal", "正常", "normal"), ("late", "逾期", "overdue")]
ROWS = [("1", "甲局"), ("2", "乙局")]


def test_counts_of_one_cell_are_added():
    board = make_board(caption="看板", columns=COLUMNS, rows=ROWS, counts=[("1", "late", 2), ("1", "late", 3)])
    assert board.rows[0].cells[1].count == 5
    assert board.total == 5


def test_every_cell_leads_to_its_list():
    board = make_board(caption="看板", columns=COLUMNS, rows=ROWS, counts=[], url=lambda row, col: f"?u={row}&s={col}")
    assert board.rows[1].cells[0].url == "?u=2&s=normal"


def test_a_count_that_belongs_nowhere_is_an_error():
    with pytest.raises(KeyError):
        make_board(caption="看板", columns=COLUMNS, rows=ROWS, counts=[("3", "late", 1)])
