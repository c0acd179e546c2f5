"""The record books in the side bar, under 登记与目录, and the search over cases and records."""

from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import NavItem, register_link, register_nav
from mingzheng.registers.rules import works_here


def keeps_records(actor: Actor | None) -> bool:
    """Say whether somebody may have records at all; administrators have none."""
    return actor is not None and works_here(actor)


register_nav(
    NavItem(
        "registers.index", "登记簿", "registers:index", icon="ledger", order=10, visible=keeps_records, group="register"
    )
)
register_link("search", "registers:search")
