"""The fixed places of the frame (search, notices, account, sign-out, help) and which room's page stands behind each.

A room names its page with `register_link`; a place nobody has filled is not drawn.
"""

from collections.abc import Mapping
from typing import Literal

from django.urls import NoReverseMatch, reverse

Place = Literal["home", "search", "notices", "account", "sign_out", "help", "appearance"]
_names: dict[str, str] = {"appearance": "desk:appearance", "help": "desk:help", "notices": "notices:inbox"}


def register_link(place: Place, url_name: str) -> None:
    """Name the page that stands behind a place of the frame; the later registration wins."""
    _names[place] = url_name


def list_links() -> Mapping[str, str]:
    """Return the address behind each place that has one."""
    links: dict[str, str] = {}
    for place, name in _names.items():
        try:
            links[place] = reverse(name)
        except NoReverseMatch:
            continue
    return links
