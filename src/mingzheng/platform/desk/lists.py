"""The base of every list: table, filters, paging, saved filters, tabs, export, print, bulk acts.

A list gives rows already limited to what the actor may read; nothing here widens them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from mingzheng.platform.design.public import CappedPaginator, Number, Tab
from mingzheng.platform.desk.exports import MOST_ROWS, spreadsheet_response
from mingzheng.platform.desk.filters import DeskFilterSet
from mingzheng.platform.desk.selectors import list_saved_filters_for
from mingzheng.platform.desk.tables import DeskTable
from mingzheng.platform.desk.views import DeskView

PAGE_SIZES = (30, 50, 100)
MOST_PRINTED = 500


@dataclass(frozen=True, slots=True)
class BulkAction:
    """An act on the chosen rows: the form posts `ids` to `url`, where the act is confirmed before it is done."""

    label: str
    url: str
    icon: str = ""
    kind: str = "secondary"


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """What an empty list says: why it is empty, and where what would fill it is done."""

    title: str = "这里还没有事项"
    reason: str = ""
    label: str = ""
    url: str = ""


class DeskListView(DeskView):
    """A list of anything.

    Declare `list_key`, `table_class`, and if wanted `filterset_class`, `can_export`, `can_print`, `export_name`.
    Give rows in `get_rows()`; optionally `get_tabs()`, `get_numbers()`, `get_bulk_actions()`, `get_empty_words()`,
    `get_table_kwargs()`. Costs one count, one page of rows and one query for saved filters, plus the rows' own joins.
    """

    template_name = "desk/list.html"
    list_key: ClassVar[str] = ""
    table_class: ClassVar[type[DeskTable]] = DeskTable
    filterset_class: ClassVar[type[DeskFilterSet] | None] = None
    page_size: ClassVar[int] = 30
    can_export: ClassVar[bool] = True
    can_print: ClassVar[bool] = True
    export_name: ClassVar[str] = ""

    def get_rows(self) -> Any:
        """Return the rows the actor may read: a queryset or a sequence."""
        raise NotImplementedError

    def get_tabs(self) -> Sequence[Tab]:
        """Return the tabs above the list."""
        return ()

    def get_numbers(self) -> Sequence[Number]:
        """Return the summary numbers above the list."""
        return ()

    def get_bulk_actions(self) -> Sequence[BulkAction]:
        """Return what may be done with several rows at once."""
        return ()

    def get_empty_words(self) -> EmptyWords:
        """Return what the list says when there is nothing at all."""
        return EmptyWords()

    def get_table_kwargs(self) -> Mapping[str, Any]:
        """Return further arguments of the table (`exclude`, `extra_columns`)."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as a page, a spreadsheet (`format=xlsx`) or a print (`view=print`)."""
        self.filters = self._make_filters()
        rows = self.filters.qs if self.filters is not None else self.get_rows()
        is_print = request.GET.get("view") == "print" and self.can_print
        table = self._make_table(rows)
        if request.GET.get("format") == "xlsx" and self.can_export:
            return spreadsheet_response(
                table, name=self.export_name or self.get_page_title(), signed_by=self.actor.name
            )
        if is_print:
            table.hide_selection()
        size = MOST_PRINTED if is_print else self._page_size()
        table.paginate(CappedPaginator, per_page=size, page=1)
        table.page = table.paginator.get_page(request.GET.get("page"))
        self.template_name = "desk/list_print.html" if is_print else self.template_name
        return self.render_to_response(self.get_context_data(table=table, **kwargs))

    def _make_filters(self) -> DeskFilterSet | None:
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.request.GET, self.get_rows(), request=self.request)

    def _make_table(self, rows: Any) -> DeskTable:
        table = self.table_class(rows, **{"orderable": None, **self.get_table_kwargs()})
        wanted = self.request.GET.get("sort")
        if wanted:
            table.order_by = wanted.split(",")[:2]
        return table

    def _page_size(self) -> int:
        asked = self.request.GET.get("per_page", "")
        return int(asked) if asked.isdecimal() and int(asked) in PAGE_SIZES else self.page_size

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the list draws."""
        return super().get_context_data(
            filters=self.filters,
            list_key=self.list_key,
            tabs=self.get_tabs(),
            numbers=self.get_numbers(),
            bulk_actions=self.get_bulk_actions(),
            empty_words=self.get_empty_words(),
            saved_filters=list_saved_filters_for(self.actor.account_id, self.list_key),
            page_sizes=PAGE_SIZES,
            can_export=self.can_export,
            can_print=self.can_print,
            export_limit=MOST_ROWS,
            **kwargs,
        )
