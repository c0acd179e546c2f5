"""Where the articles of an earlier site stand now: for a reader with an old address, and as a map for another server."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db.models import QuerySet

from mingzheng.domains.publishing.migrating.old_addresses import host_of, key_of_parts, write_nginx_map
from mingzheng.domains.publishing.models import FormerFile, Item
from mingzheng.domains.publishing.selectors import public_items, withdrawn_items
from mingzheng.domains.publishing.site.addresses import asset_address, item_address
from mingzheng.platform.ledger.public import now
from mingzheng.worktime.public import SHANGHAI

AT_ONCE = 500


def find_former(host: str, path: str, query: str) -> str:
    """Return where the article of an old address stands now, "" when none had it, or none the public may know of.

    Two old sites may have had the same path: then the host decides, and without it nobody is sent anywhere.
    """
    key = key_of_parts(path, query)
    if not key:
        return ""
    held = _at_host(Item.objects.filter(former_key=key).values_list("pk", "former_address"), host)
    if len(held) == 1:
        return _addresses(held).get(held[0], "")
    files = _at_host(FormerFile.objects.filter(key=key).values_list("pk", "address"), host) if not held else []
    # One file that several articles offered stands beside each of them: any will do.
    return next((address for _, address in _file_addresses(FormerFile.objects.filter(pk__in=files))), "")


def _at_host(rows: Iterable[tuple[int, str]], host: str) -> list[int]:
    """Return those that are meant: of one earlier site all, of several those of the host that was asked."""
    held = list(rows)
    if len({host_of(address) for _, address in held}) > 1:
        held = [one for one in held if host_of(one[1]) == host_of(f"//{host}")]
    return [number for number, _ in held]


def _file_addresses(rows: QuerySet[FormerFile]) -> Iterator[tuple[int, str]]:
    """Return where these files stand now: beside their article, or at its public note where it was withdrawn."""
    files = list(rows.select_related("asset__file", "item").order_by("pk"))
    standing = dict(public_items(now()).filter(item__in={row.item_id for row in files}).values_list("item", "path"))
    noted = _addresses(row.item_id for row in files)
    for row in files:
        path = standing.get(row.item_id)
        if path is not None and row.asset.removed_at is None:
            yield row.pk, asset_address(path, row.asset_id, row.asset.file.name)
        elif row.item_id in noted:
            yield row.pk, noted[row.item_id]


def _addresses(item_ids: Iterable[int]) -> dict[int, str]:
    """Return the addresses of these items: the article, or the public note where it was withdrawn."""
    wanted, at = list(item_ids), now()
    noted = withdrawn_items(at).filter(publication__item__in=wanted)
    found = dict(noted.values_list("publication__item", "publication__path"))
    found |= dict(public_items(at).filter(item__in=wanted).values_list("item", "path"))
    return {number: item_address(path) for number, path in found.items()}


def _list_moved() -> Iterator[tuple[str, str]]:
    """Return every old address that answers, as it was written, with the address now."""
    rows = Item.objects.exclude(former_key="").order_by("pk").values_list("pk", "former_address")
    walk = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(walk, AT_ONCE)):
        here = _addresses(number for number, _ in some)
        yield from ((address, here[number]) for number, address in some if number in here)
    for first in range(0, (FormerFile.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1, AT_ONCE):
        files = FormerFile.objects.filter(pk__gte=first, pk__lt=first + AT_ONCE)
        where = dict(_file_addresses(files))
        yield from ((row.address, where[row.pk]) for row in files if row.pk in where)


def map_of_former(at: datetime) -> str:
    """Return the map of old addresses for nginx as the site stands."""
    return write_nginx_map(at.astimezone(SHANGHAI).date(), _list_moved())
