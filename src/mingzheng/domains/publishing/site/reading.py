"""What the public pages ask of the room: always through `public_items`, in the order the public reads."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from mingzheng.domains.publishing.models import (
    Column,
    Correction,
    Item,
    ItemRelation,
    Publication,
    UnitSite,
    Withdrawal,
)
from mingzheng.domains.publishing.selectors import public_columns, public_items
from mingzheng.domains.publishing.site.addresses import (
    ARCHIVES,
    COLUMNS,
    EVERYTHING,
    FEEDS,
    ONLY_PAGES,
    SITE,
    UNIT_SITES,
    archive_key,
    item_address,
    item_ref,
    month_of,
)
from mingzheng.domains.publishing.words import ItemClass
from mingzheng.platform.ledger.public import now
from mingzheng.platform.org.public import Unit
from mingzheng.platform.portal.public import OpenMatter, PageRef
from mingzheng.worktime.public import SHANGHAI

NEWEST = 20
RECENT = dt.timedelta(days=400)


def find_publication(item_id: int, at: dt.datetime) -> Publication | None:
    """Return what the public may read of an item now, or None."""
    rows = public_items(at).filter(item=item_id)
    return rows.select_related("revision", "column__parent__parent", "unit").first()


def find_withdrawal(item_id: int) -> Withdrawal | None:
    """Return the public note of an item that was withdrawn; none for what was taken down in silence."""
    rows = Withdrawal.objects.filter(
        publication__item=item_id, publication__is_current=True, publication__taken_down_at=None
    )
    return rows.select_related("publication__column").first()


def list_item_keys(after: str, most: int) -> list[int]:
    """Return the items that have been published, after one of them."""
    rows = Item.objects.filter(published_at__isnull=False, pk__gt=int(after or 0)).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


def count_published() -> int:
    """Return how many items have been published, for the progress of a rebuild."""
    return Item.objects.filter(published_at__isnull=False).count()


def family_of(column: Column) -> list[int]:
    """Return a column and those below it."""
    found, layer = [column.pk], [column.pk]
    while layer:
        layer = list(Column.objects.filter(parent__in=layer).values_list("pk", flat=True))
        found += layer
    return found


def find_column(code: str, at: dt.datetime) -> Column | None:
    """Return a column the public sees (it or one below holds something), or None."""
    rows = Column.objects.filter(code=code, closed_on__isnull=True)
    column = rows.select_related("owner_unit", "parent__parent").first()
    if column is None or not any(public_items(at).filter(column=one).exists() for one in family_of(column)):
        return None
    return column


def newest_of(column: Column | None, at: dt.datetime, most: int = NEWEST) -> list[Publication]:
    """Return the newest items of a column and those below it, or of the whole site.

    Each column is asked for itself, by its index; together they would be sorted whole.
    """
    rows = public_items(at).select_related("column", "unit").order_by("-published_at", "-pk")
    if column is None:
        return list(rows[:most])
    return _newest_first(row for one in family_of(column) for row in rows.filter(column=one)[:most])[:most]


def _newest_first(rows: Iterable[Publication]) -> list[Publication]:
    return sorted(rows, key=lambda row: (row.published_at, row.pk), reverse=True)


def items_of_month(column: Column, month: str, at: dt.datetime) -> list[Publication]:
    """Return what a column published in a month ("2026-03"), the newest first."""
    start = dt.datetime.strptime(f"{month}-01", "%Y-%m-%d").replace(tzinfo=SHANGHAI)
    end = (start + dt.timedelta(days=32)).replace(day=1)
    rows = public_items(at).filter(published_at__gte=start, published_at__lt=end).select_related("column", "unit")
    return _newest_first(row for one in family_of(column) for row in rows.filter(column=one))


def list_archive_keys(after: str, most: int, at: dt.datetime) -> list[str]:
    """Return the months between the first and the last publication of each column, after one of them.

    A month in which nothing was published has no page; looking at each would cost more than drawing none.
    """
    found: set[str] = set()
    for column in public_columns(at):
        for one in family_of(column):
            held = public_items(at).filter(column=one).aggregate(first=Min("published_at"), last=Max("published_at"))
            if held["first"] is not None:
                found |= {archive_key(column.code, month) for month in _months(held["first"], held["last"])}
    return sorted(key for key in found if key > after)[:most]


def _months(first: dt.datetime, last: dt.datetime) -> Iterator[str]:
    moment, end = first.astimezone(SHANGHAI).replace(day=1), month_of(last)
    while month_of(moment) <= end:
        yield month_of(moment)
        moment = (moment + dt.timedelta(days=32)).replace(day=1)


def open_matters(on: dt.date) -> list[OpenMatter]:
    """Return the consultations published as items whose period is running on a day."""
    today, at = on.isoformat(), dt.datetime.combine(on, dt.time.max, tzinfo=SHANGHAI)
    rows = public_items(now()).filter(
        published_at__gte=at - RECENT, item_class=ItemClass.CONSULTATION, extra__closes__gte=today
    )
    running = rows.filter(Q(extra__opens__isnull=True) | Q(extra__opens__lte=today)).order_by("extra__closes")[:5]
    return [
        OpenMatter(row.title, item_address(row.path), closes)
        for row in running
        if (closes := read_day(row.extra["closes"])) is not None
    ]


def read_day(value: object) -> dt.date | None:
    """Return a day written in an item's own fields, None for what is no day."""
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def all_consultations(at: dt.datetime, most: int = 200) -> list[Publication]:
    """Return the newest consultations, for the calendar."""
    recent = public_items(at).filter(published_at__gte=at - RECENT)
    rows = recent.filter(item_class=ItemClass.CONSULTATION, extra__closes__isnull=False)
    return list(rows.order_by("-published_at")[:most])


def corrections(at: dt.datetime) -> list[tuple[Correction, Publication]]:
    """Return the newest corrections of what is public, with their pages."""
    rows = list(Correction.objects.filter(corrected_at__lte=at).order_by("-corrected_at")[:400])
    pages = {page.item_id: page for page in find_by_items({row.item_id for row in rows}, at)}
    return [(row, pages[row.item_id]) for row in rows if row.item_id in pages][:200]


def find_by_items(item_ids: Iterable[int], at: dt.datetime) -> QuerySet[Publication]:
    """Return what the public may read of these items."""
    return public_items(at).filter(item__in=list(item_ids)).select_related("column", "unit")


def following(item_ids: Sequence[int]) -> list[PageRef]:
    """Return the pages that show these items: their columns and those above, months, feeds, home, and related items."""
    refs = {PageRef(SITE, key) for key in ONLY_PAGES}
    refs.add(PageRef(FEEDS, EVERYTHING))
    columns = {column.pk: column for column in Column.objects.all()}
    rows = Publication.objects.filter(item__in=item_ids).values_list("column", "published_at").distinct()
    for number, published_at in rows:
        column = columns.get(number)
        while column is not None:
            refs.add(PageRef(ARCHIVES, archive_key(column.code, month_of(published_at))))
            refs |= {PageRef(COLUMNS, column.code), PageRef(FEEDS, column.code)}
            column = columns.get(column.parent_id) if column.parent_id else None
    units = Publication.objects.filter(item__in=item_ids).values("unit")
    refs |= {
        PageRef(UNIT_SITES, code) for code in UnitSite.objects.filter(unit__in=units).values_list("code", flat=True)
    }
    related = ItemRelation.objects.filter(Q(item__in=item_ids) | Q(other__in=item_ids)).values_list("item", "other")
    refs |= {item_ref(number) for pair in related for number in pair if number not in item_ids}
    return sorted(refs)


def list_unit_sites(at: dt.datetime) -> list[UnitSite]:
    """Return the sites of units that stand on this installation, in order."""
    open_now = Q(closed_on__isnull=True) | Q(closed_on__gt=at.astimezone(SHANGHAI).date())
    return list(UnitSite.objects.filter(open_now).select_related("unit"))


def find_unit_site(code: str, at: dt.datetime) -> UnitSite | None:
    """Return a unit's site, or None when it was closed."""
    return next((site for site in list_unit_sites(at) if site.code == code), None)


def newest_of_unit(unit_id: int, at: dt.datetime, most: int) -> list[Publication]:
    """Return the newest items a unit published."""
    rows = public_items(at).filter(unit=unit_id).select_related("column", "unit").order_by("-published_at", "-pk")
    return list(rows[:most])


def publishing_units(at: dt.datetime) -> list[tuple[int, str]]:
    """Return the units that have published something the public may see, by name."""
    # Asked unit by unit, each by its index: over all items it would read every one of them.
    holding = Unit.objects.filter(Exists(public_items(at).filter(unit=OuterRef("pk"))))
    return list(holding.order_by("order", "name").values_list("pk", "name")[:200])


def shown_columns(at: dt.datetime) -> list[Column]:
    """Return the columns the public sees."""
    return public_columns(at)


def turning_on(day: dt.date, at: dt.datetime) -> list[int]:
    """Return the public items whose validity changes with this day: in force from it, over since it, abolished on it."""
    eve = day - dt.timedelta(days=1)
    turning = Q(in_force_from=day) | Q(in_force_to=eve) | Q(abolished_on=day)
    return list(public_items(at).filter(turning).values_list("item", flat=True))


def walk_items(
    at: dt.datetime, *, after: int, most: int, column: str = "", item_class: str = "", since: dt.date | None = None
) -> list[Publication]:
    """Return public items after one of them, ascending: those of a column and below, of a class, published since a day."""
    rows = public_items(at).filter(item__gt=after)
    if column:
        found = Column.objects.filter(code=column).first()
        rows = rows.filter(column__in=family_of(found)) if found is not None else rows.none()
    if item_class:
        rows = rows.filter(item_class=item_class)
    if since is not None:
        rows = rows.filter(published_at__gte=dt.datetime.combine(since, dt.time(), tzinfo=SHANGHAI))
    return list(rows.select_related("column", "unit").order_by("item")[:most])
