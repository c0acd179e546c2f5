"""The personal file: everything on record about one person in the books that feed it, on one page."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb
from mingzheng.platform.desk.public import DeskView
from mingzheng.registers.declaration import Register
from mingzheng.registers.desk.presenting import record_url
from mingzheng.registers.desk.tables import plain_text
from mingzheng.registers.naming import list_choices_for
from mingzheng.registers.registry import get_register, list_files
from mingzheng.registers.rules import may_read_masked, works_here
from mingzheng.registers.selectors import facts_of, find_person_for, personal_rows_for


class PersonView(DeskView):
    """A person's file."""

    template_name = "registers/person.html"
    purpose = "各登记簿中关于本人的记录，随登记自动归入；有误的请登记单位更正。"

    def may_see(self, actor: Actor) -> bool:
        """Keep administrators out: they see no records."""
        return works_here(actor)

    @property
    def person(self) -> Any:
        """Return the person, or 404 when this reader may not open the file."""
        if not hasattr(self, "_person"):
            if self.kwargs["file"] not in list_files():
                raise Http404
            found = find_person_for(self.actor, self.kwargs["pk"])
            if found is None:
                raise Http404
            self._person = found
        return self._person

    def get_page_title(self) -> str:
        """Return whose file it is."""
        return f"{self.person.name} {self.kwargs['file']}"

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the index."""
        return [Crumb("登记簿", reverse("registers:index")), Crumb(self.get_page_title())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the records by book."""
        person = self.person
        sections = [
            {"book": book, "rows": [self._row(book, row) for row in rows], "count": len(rows)}
            for book, rows in self.personal_rows
        ]
        return super().get_context_data(person=person, sections=sections, coverages=self._coverages(), **kwargs)

    def _coverages(self) -> list[dict[str, Any]]:
        """Return, for every book that covers another, what the person's records reach and what not yet."""
        found = []
        for book, rows in self.personal_rows:
            if not book.covers:
                continue
            wanted = book.field(book.covers).of
            reached = {other.pk for row in rows for other in getattr(row, book.covers).all()}
            known = list_choices_for(self.actor, wanted)
            missing = [title for pk, title in known if pk not in reached]
            title = get_register(wanted).title
            found.append(
                {"title": title, "total": len(known), "reached": len(known) - len(missing), "missing": missing}
            )
        return found

    @cached_property
    def personal_rows(self) -> list[tuple[Register, list[Any]]]:
        """Return the person's records by book."""
        return personal_rows_for(self.actor, self.kwargs["file"], self.person.pk)

    def _row(self, book: Register, row: Any) -> dict[str, Any]:
        shows_masked = may_read_masked(self.actor, book, facts_of(row))
        shown = [
            f"{item.label}：{plain_text(item, row)}"
            for item in book.fields
            if item.listed and item.code not in book.person_fields and (shows_masked or not item.masked)
        ]
        return {
            "day": row.occurred_on,
            "title": row.title,
            "url": record_url(book, row) if row.is_readable else "",
            "words": "；".join(text for text in shown if not text.endswith("：")),
            "unit": row.unit,
            "is_verified": row.state == row.State.VERIFIED or book.verification is None,
        }
