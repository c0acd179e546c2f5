"""What the site says about itself on every page, read from the parameters. Rendering it is the templates' matter."""

from dataclasses import dataclass

from mingzheng.platform.parameters.public import get_value, snapshot


@dataclass(frozen=True, slots=True)
class Site:
    """The identification of the site, its counter and telephones."""

    name: str
    address: str
    code: str
    icp_number: str
    police_number: str
    sponsor: str
    undertaker: str
    counter: str
    counter_hours: str
    telephone: str
    hotline: str
    spokesperson: str
    correction_url: str

    def absolute(self, path: str) -> str:
        """Return the full address of a path of the site."""
        return self.address.rstrip("/") + path


def get_site() -> Site:
    """Return the identification in force; one query."""
    names = (
        *("site_name", "site_address", "site_code", "icp_number", "police_number", "sponsor", "undertaker"),
        *("counter", "counter_hours", "telephone", "hotline", "spokesperson", "correction_url"),
    )
    with snapshot():
        return Site(*(get_value(f"portal.{name}") for name in names))
