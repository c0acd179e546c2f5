"""Which items go to the provincial platform, and what was reconciled with it. Only cases the reader may see."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from mingzheng.casework.public import cases_for
from mingzheng.domains.publishing.exchange.reconciling import OurItem
from mingzheng.domains.publishing.models import Publication, Reconciliation
from mingzheng.domains.publishing.site.addresses import item_address
from mingzheng.platform.access.public import Actor
from mingzheng.platform.portal.public import get_site
from mingzheng.worktime.public import SHANGHAI

WITHDRAWN = "withdrawn"


def publications_for(actor: Actor, since: date, until: date) -> QuerySet[Publication]:
    """Return the current versions the reader may see of what was published in a period, the newest first."""
    cases = cases_for(actor, procedure="publication").values("pk")
    rows = Publication.objects.filter(
        is_current=True,
        taken_down_at=None,
        item__in=cases,
        published_at__date__gte=since,
        published_at__date__lte=until,
    )
    return rows.select_related("item__case", "column", "unit", "revision").order_by("-published_at", "-pk")


def waiting_rows(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """Return those that have no number on the platform yet and can still be read."""
    return rows.filter(item__case__external_number="", withdrawn_at=None)


def our_items(actor: Actor, since: date, until: date) -> list[OurItem]:
    """Return what we published in a period as it is set against the platform's list."""
    return [
        OurItem(
            row.item.case.number,
            row.title,
            row.published_at.astimezone(SHANGHAI).date(),
            row.withdrawn_at is None,
            row.item.case.external_number,
            row.item.external_link or get_site().absolute(item_address(row.path)),
        )
        for row in publications_for(actor, since, until)
    ]


def find_publication(case_id: int) -> Publication | None:
    """Return what stands of an item now, one that was withdrawn included; whether the case may be seen was asked."""
    rows = Publication.objects.filter(item=case_id, is_current=True, taken_down_at=None)
    return rows.select_related("item__case", "column", "unit", "revision").first()


def list_reconciliations(most: int = 20) -> list[Reconciliation]:
    """Return the newest reconciliations."""
    return list(Reconciliation.objects.all()[:most])


def find_reconciliation(number: int) -> Reconciliation | None:
    """Return a reconciliation, or None."""
    return Reconciliation.objects.filter(pk=number).first()


def count_lines(row: Reconciliation) -> Mapping[str, int]:
    """Return how many lines of a reconciliation came out how."""
    counts: dict[str, int] = {}
    for line in row.lines:
        counts[line["verdict"]] = counts.get(line["verdict"], 0) + 1
    return counts
