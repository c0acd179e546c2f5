"""The list of one book, its page of imports beside it, and the index of all books."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Number, Tab
from mingzheng.platform.desk.public import BulkAction, DeskFilterSet, DeskListView, DeskView, EmptyWords
from mingzheng.platform.ledger.public import today
from mingzheng.registers.declaration import Register
from mingzheng.registers.desk.filters import filterset_for
from mingzheng.registers.desk.tables import RecordTable, columns_for, fetched_for
from mingzheng.registers.expecting import gaps_of
from mingzheng.registers.registry import get_register, list_files
from mingzheng.registers.rules import may_enter, may_verify_for, works_here
from mingzheng.registers.selectors import (
    BookCounts,
    books_for,
    count_books_for,
    may_open,
    newest_first,
    records_for,
)


def find_book(code: str, actor: Actor) -> Register:
    """Return a book somebody may see, or 404, whether it exists or not."""
    try:
        book = get_register(code)
    except KeyError:
        raise Http404 from None
    if not may_open(actor, book):
        raise Http404
    return book


class BookIndexView(DeskView):
    """Every book somebody may see, with what stands in it."""

    template_name = "registers/index.html"
    page_title = "登记簿"
    purpose = "已经发生、需要留存和统计的事，按簿登记，附佐证，经核验后计入统计。"

    def may_see(self, actor: Actor) -> bool:
        """Keep administrators out: they see no records."""
        return works_here(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the books by group with their counts, in one statement."""
        counts = count_books_for(self.actor, today=today())
        groups: dict[str, list[dict[str, Any]]] = {}
        for book in books_for(self.actor):
            found = counts.get(book.code, BookCounts())
            groups.setdefault(book.group, []).append(self._entry(book, found))
        return super().get_context_data(groups=groups, files=self._files(), **kwargs)

    def _entry(self, book: Register, counts: BookCounts) -> dict[str, Any]:
        url = reverse("registers:list", args=[book.code])
        enters = may_enter(self.actor, book)
        return {
            "book": book,
            "counts": counts,
            "url": url,
            "waiting_url": f"{url}?state=waiting" if counts.waiting and book.verification else "",
            "enter_url": reverse("registers:enter", args=[book.code]) if enters else "",
        }

    def _files(self) -> list[Tab]:
        person_id = self.actor.person_id
        if person_id is None:
            return []
        return [Tab(f"我的{file}", reverse("registers:person", args=[file, person_id])) for file in list_files()]


class BookListView(DeskListView):
    """The records of one book."""

    template_name = "registers/list.html"
    table_class: ClassVar[type[RecordTable]] = RecordTable

    @property
    def book(self) -> Register:
        """Return the book named in the address, or 404."""
        if not hasattr(self, "_book"):
            self._book = find_book(self.kwargs["code"], self.actor)
        return self._book

    @property
    def list_key(self) -> str:  # type: ignore[override]
        """Name the list for saved filters."""
        return f"registers.{self.book.code}"

    @property
    def filterset_class(self) -> type[DeskFilterSet]:  # type: ignore[override]
        """Return the book's filters."""
        return filterset_for(self.book, self.actor)

    @property
    def purpose(self) -> str:  # type: ignore[override]
        """Return the one line on what the book is for."""
        return self.book.purpose

    @property
    def basis(self) -> str:  # type: ignore[override]
        """Return what it rests on."""
        return self.book.basis

    def get_page_title(self) -> str:
        """Return the book's title."""
        return self.book.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the index."""
        return [Crumb("登记簿", reverse("registers:index")), Crumb(self.book.title)]

    @property
    def is_export(self) -> bool:
        """Say whether the answer is a spreadsheet, which holds every field."""
        return self.request.GET.get("format") == "xlsx"

    def get_rows(self) -> QuerySet[Any]:
        """Return the records somebody may read, newest first, with what the table shows."""
        one, several = fetched_for(self.book, whole=self.is_export)
        rows = newest_first(records_for(self.actor, self.book)).select_related("unit", *one)
        return rows.prefetch_related(*several) if several else rows

    def get_table_kwargs(self) -> Mapping[str, Any]:
        """Add the declared columns; without verification nothing is chosen for a bulk act."""
        left_out = [] if self.get_bulk_actions() else ["select"]
        if self.book.evidence.value == "none":
            left_out.append("papers")
        return {
            "book": self.book,
            "actor": self.actor,
            "extra_columns": columns_for(self.book, self.actor, whole=self.is_export),
            "exclude": left_out,
        }

    def get_bulk_actions(self) -> Sequence[BulkAction]:
        """Offer to verify the chosen records."""
        if not may_verify_for(self.actor, self.book):
            return []
        return [BulkAction("批量核验", reverse("registers:bulk-verify", args=[self.book.code]), icon="check")]

    def get_numbers(self) -> Sequence[Number]:
        """Return nothing: the counts stand on the index, the figures on their own pages."""
        return ()

    def get_empty_words(self) -> EmptyWords:
        """Say why the list is empty and where it is filled."""
        if not may_enter(self.actor, self.book):
            return EmptyWords(f"{self.book.title}还没有记录", "登记单位登记后会出现在这里；也可能是筛选条件过窄。")
        url = reverse("registers:enter", args=[self.book.code])
        return EmptyWords(f"{self.book.title}还没有记录", "可以逐条登记，也可以用模板成批导入。", "登记一条", url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what may be entered and what is missing."""
        return super().get_context_data(
            book=self.book,
            may_enter=may_enter(self.actor, self.book),
            gaps=gaps_of(self.book, self.actor, on=today()),
            **kwargs,
        )
