"""The base table of every list: our template, sorting by address, row links, selection, and plain rows for a spreadsheet.

Columns live in `columns`; filters, paging and exports are put together in `lists`.
"""

from collections.abc import Iterator
from typing import Any

import django_tables2
from django.utils.safestring import SafeString

from mingzheng.platform.desk.columns import SelectColumn
from mingzheng.platform.desk.drawing import draw_rows

MANY = 9


class DeskTable(django_tables2.Table):
    """A table of the desk.

    Declare columns from `columns`; `Meta.sequence` orders them. `caption` is read to those who do not see the page.
    `is_wide` keeps every column and scrolls sideways instead of hiding the less important ones.
    """

    caption = ""
    is_wide = False

    class Meta:
        template_name = "desk/table.html"
        order_by_field = "sort"

    @property
    def has_many_columns(self) -> bool:
        """Whether the least important columns leave already on an ordinary screen, so that the lamp stays on it."""
        return len(list(self.columns.itervisible())) > MANY

    def hide_selection(self) -> None:
        """Leave out the boxes, where nothing can be done with a selection."""
        for bound in self.columns.iterall():
            if isinstance(bound.column, SelectColumn):
                self.columns.hide(bound.name)

    def drawn_rows(self) -> Iterator[SafeString]:
        """Yield the rows of the page as markup."""
        return draw_rows(self, self.paginated_rows)

    def export_rows(self) -> Iterator[list[Any]]:
        """Yield the head and then each row as plain values: days as days, numbers as numbers."""
        columns = [bound for bound in self.columns.iterall() if not bound.column.exclude_from_export]
        yield [str(bound.header) for bound in columns]
        for row in self.rows:
            yield [row.get_cell_value(bound.name) for bound in columns]
