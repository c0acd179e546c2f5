"""The page of one entry with its history, and two of its versions side by side."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from mingzheng.catalogues.declaration import Catalogue
from mingzheng.catalogues.desk.finding import day_asked, find_catalogue
from mingzheng.catalogues.registry import panels_of
from mingzheng.catalogues.rules import may_propose, works_here
from mingzheng.catalogues.selectors import EntryNotFound, changes_for, find_in_force, get_entry_for, open_lines
from mingzheng.catalogues.values import all_fields, compare, describe_value, stored_values, unit_names
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Fact
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today


class EntryPage(DeskView):
    """A page about one entry."""

    def may_see(self, actor: Actor) -> bool:
        """Keep administrators out."""
        return works_here(actor)

    @property
    def catalogue(self) -> Catalogue:
        """Return the catalogue named in the address, or 404."""
        return find_catalogue(self.kwargs["code"])

    @property
    def versions(self) -> list[Any]:
        """Return the versions of the entry named in the address, newest first, or 404."""
        if not hasattr(self, "_versions"):
            try:
                self._versions = get_entry_for(self.actor, self.catalogue, self.kwargs["pk"])
            except EntryNotFound:
                raise Http404 from None
        return self._versions

    @property
    def entry_url(self) -> str:
        """Return the address of the entry's page."""
        return reverse("catalogues:entry", args=[self.catalogue.code, self.kwargs["pk"]])

    def get_page_title(self) -> str:
        """Return the entry's name as it last was."""
        return str(self.versions[0].title)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the catalogue."""
        return [
            Crumb("目录", reverse("catalogues:index")),
            Crumb(self.catalogue.title, reverse("catalogues:list", args=[self.catalogue.code])),
            Crumb(self.get_page_title()),
        ]


class EntryView(EntryPage):
    """One entry as of a day: what holds, since when, its versions, what is being changed."""

    template_name = "catalogues/entry.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        day = day_asked(self.request)
        shown = find_in_force(self.versions, day)
        state, lamp = self._standing(day, shown)
        number = self.versions[0].entry.number
        readable = changes_for(self.actor, self.catalogue)
        waiting = open_lines(self.catalogue).filter(number=number).first()
        return super().get_context_data(
            catalogue=self.catalogue,
            entry_number=number,
            shown=shown,
            day=day,
            is_today=day == today(),
            state=state,
            lamp=lamp,
            facts=self._facts(shown or self.versions[0]),
            versions=self.versions,
            newest=self.versions[0],
            waiting=waiting,
            waiting_case=readable.filter(pk=waiting.change_id).first() if waiting else None,
            readable=set(readable.values_list("pk", flat=True)),
            may_change=waiting is None and self.versions[0].valid_to is None and self._may_change(),
            entry_url=self.entry_url,
            panels=panels_of(self.catalogue, shown or self.versions[0], self.actor),
            **kwargs,
        )

    def _may_change(self) -> bool:
        return may_propose(self.actor, self.versions[0].unit_id)

    def _standing(self, day: Any, shown: Any) -> tuple[str, str]:
        if shown is not None:
            return "有效", "done"
        if self.versions[-1].valid_from > day:
            return "尚未生效", "not_started"
        return "已取消", "paused"

    def _facts(self, version: Any) -> list[Fact]:
        values = stored_values(self.catalogue, version)
        names = {version.unit_id: str(version.unit)}
        return [
            Fact(item.label, describe_value(item, values[item.code], names))
            for item in all_fields(self.catalogue)
            if item.code in values and item.code != "title"
        ]


class CompareView(EntryPage):
    """Two versions of an entry side by side."""

    template_name = "catalogues/compare.html"
    purpose = "两个版本逐栏对照，不同之处标出。"

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"版本对照：{self.versions[0].title}"

    def _chosen(self, name: str, default: Any) -> Any:
        asked = self.request.GET.get(name, "")
        return next((version for version in self.versions if str(version.number) == asked), default)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Set the two versions apart; the last two when none are named."""
        left = self._chosen("left", self.versions[min(1, len(self.versions) - 1)])
        right = self._chosen("right", self.versions[0])
        values = [stored_values(self.catalogue, version) for version in (left, right)]
        lines = compare(self.catalogue, values[0], values[1], unit_names(*values))
        return super().get_context_data(
            catalogue=self.catalogue,
            versions=self.versions,
            left=left,
            right=right,
            lines=lines,
            differing=sum(1 for line in lines if line.differs),
            entry_url=self.entry_url,
            **kwargs,
        )
