"""An item as its readers will see it, before it is published: fields, text, attachments, what is still wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.domains.publishing.desk.pages import ItemPage, may_write
from mingzheng.domains.publishing.desk.panels import item_facts_shown
from mingzheng.platform.content.public import Asset, find_faults, find_revision, list_assets, render_body
from mingzheng.platform.desk.public import DeskView


class PreviewView(ItemPage, DeskView):
    """Shows the text as it will look."""

    template_name = "publishing/preview.html"
    purpose = "发布后读者看到的样子。"

    def get_page_title(self) -> str:
        """Return the item's title."""
        return self.case.title

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Draw the text with its files."""
        revision = find_revision(self.item.body_id or 0)
        assets = list_assets(self.item.body_id or 0)
        images = frozenset(row.pk for row in assets if row.kind == Asset.Kind.IMAGE)
        address = lambda number: reverse("publishing:asset", args=[self.case.number, number])  # noqa: E731
        return super().get_context_data(
            case=self.case,
            revision=revision,
            html=render_body(revision.html, address) if revision else "",
            facts=item_facts_shown(self.item),
            attachments=[(row, address(row.pk)) for row in assets if row.kind == Asset.Kind.ATTACHMENT],
            faults=find_faults(revision.html, images) if revision else [],
            may_write=may_write(self.actor, self.case),
            **kwargs,
        )
