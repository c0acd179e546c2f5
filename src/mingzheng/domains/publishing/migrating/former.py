"""Where the articles of an earlier site stand now: for a reader with an old address, and as a map for another server."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from mingzheng.domains.publishing.migrating.old_addresses import host_of, key_of_parts, write_nginx_map
from mingzheng.domains.publishing.models import Item
from mingzheng.domains.publishing.selectors import public_items, withdrawn_items
from mingzheng.domains.publishing.site.addresses import item_address
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
    held = list(Item.objects.filter(former_key=key).values_list("pk", "former_address"))
    if len(held) > 1:
        held = [one for one in held if host_of(one[1]) == host_of(f"//{host}")]
    return _addresses([held[0][0]]).get(held[0][0], "") if len(held) == 1 else ""


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


def map_of_former(at: datetime) -> str:
    """Return the map of old addresses for nginx as the site stands."""
    return write_nginx_map(at.astimezone(SHANGHAI).date(), _list_moved())
