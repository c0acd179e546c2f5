"""Rows drawn quickly are the rows django-tables2 would draw cell by cell."""

from types import SimpleNamespace

import pytest
from django.utils.html import conditional_escape

from mingzheng.platform.desk.columns import DeskColumn, LinkColumn, NumberColumn
from mingzheng.platform.desk.drawing import CellDrawer
from mingzheng.platform.desk.models import SavedFilter
from mingzheng.platform.desk.style_guide import SampleTable
from mingzheng.platform.desk.style_samples import rows
from mingzheng.platform.desk.tables import DeskTable


class SmallTable(DeskTable):
    name = LinkColumn(url="link", verbose_name="名称")
    unit = DeskColumn(accessor="owner__unit", verbose_name="单位")
    amount = NumberColumn(verbose_name="数量")
    both = DeskColumn(empty_values=(), verbose_name="合并")

    def render_both(self, record):
        return f"{record.name}<{record.amount}>"


def small(**changes):
    values = {"name": "甲", "link": "/a", "owner": SimpleNamespace(unit="区教育局"), "amount": 1200}
    return SimpleNamespace(**{**values, **changes})


def test_every_cell_is_what_the_library_would_draw():
    for table in (SampleTable(rows(12)), SmallTable([small(), small(amount=None, name="<b>")])):
        for row in table.rows:
            for bound in table.columns:
                drawn = CellDrawer(bound, table).draw(row.record, row)
                expected = row.get_cell(bound.name)
                assert drawn.endswith(f">{expected if hasattr(expected, '__html__') else escape(expected)}</td>")


def escape(value):
    return conditional_escape("" if value is None else value)


def test_a_blank_cell_is_marked_and_everything_else_escaped():
    html = "".join(SmallTable([small(amount=None, name="<b>")]).drawn_rows())
    assert "is-blank" in html
    assert "<b>" not in html
    assert "&lt;None&gt;" in html


def test_the_label_of_a_choice_stands_for_its_key(monkeypatch):
    monkeypatch.setattr(SavedFilter._meta.get_field("name"), "choices", [("a", "甲类")])
    monkeypatch.setattr(SavedFilter, "get_name_display", lambda self: "甲类", raising=False)

    class ChoiceTable(DeskTable):
        name = DeskColumn()

    assert "甲类" in "".join(ChoiceTable([SavedFilter(name="a")]).drawn_rows())


@pytest.mark.parametrize("record", [{"name": "甲", "link": "/a", "owner": {"unit": "乙"}, "amount": 1}])
def test_rows_may_be_mappings(record):
    class PlainTable(DeskTable):
        name = DeskColumn()
        unit = DeskColumn(accessor="owner__unit")

    html = "".join(PlainTable([record]).drawn_rows())
    assert "甲" in html
    assert "乙" in html
