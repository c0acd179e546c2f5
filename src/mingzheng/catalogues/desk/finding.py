"""What an address names: the catalogue, the day it is read as of. Shared by this room's screens."""

from datetime import date

from django.http import Http404, HttpRequest

from mingzheng.catalogues.declaration import Catalogue
from mingzheng.catalogues.registry import get_catalogue
from mingzheng.platform.ledger.public import today

EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)


def find_catalogue(code: str) -> Catalogue:
    """Return a catalogue, or 404."""
    try:
        return get_catalogue(code)
    except KeyError:
        raise Http404 from None


def day_asked(request: HttpRequest) -> date:
    """Return the day `on` names; today when it names none."""
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()
    return asked if EARLIEST <= asked <= LATEST else today()
