"""The page of one record: what it is, its evidence, what I can do now, what happened to it."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from mingzheng.platform.design.public import Crumb
from mingzheng.platform.desk.public import DeskView
from mingzheng.registers.declaration import Register
from mingzheng.registers.desk.lists import find_book
from mingzheng.registers.desk.presenting import (
    choices_for,
    day_words,
    facts_for,
    lamp_of,
    state_word,
    timeline_of,
)
from mingzheng.registers.figuring import figures_counting
from mingzheng.registers.selectors import (
    RecordNotFound,
    get_record_for,
    history_of,
    papers_of,
)


class RecordView(DeskView):
    """One record."""

    template_name = "registers/record.html"

    @property
    def book(self) -> Register:
        """Return the book named in the address, or 404."""
        if not hasattr(self, "_book"):
            self._book = find_book(self.kwargs["code"], self.actor)
        return self._book

    @property
    def record(self) -> Any:
        """Return the record named in the address, or 404 when there is none this reader may see."""
        if not hasattr(self, "_record"):
            try:
                self._record = get_record_for(self.actor, self.book, self.kwargs["pk"])
            except RecordNotFound:
                raise Http404 from None
        return self._record

    def get_page_title(self) -> str:
        """Return the record's title."""
        return str(self.record.title)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the book."""
        return [
            Crumb("登记簿", reverse("registers:index")),
            Crumb(self.book.title, reverse("registers:list", args=[self.book.code])),
            Crumb(self.record.title),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        book, record = self.book, self.record
        return super().get_context_data(
            book=book,
            record=record,
            day=day_words(book, record),
            state=state_word(book, record),
            lamp=lamp_of(book, record),
            facts=facts_for(book, record, self.actor),
            papers=papers_of(book, record),
            choices=choices_for(book, record, self.actor),
            acts=timeline_of(book, record, history_of(book, record), self.actor),
            figures=figures_counting(book, record),
            **kwargs,
        )
