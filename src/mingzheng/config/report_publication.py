"""Hands a signed annual disclosure report to the publishing room: an item in its column, under that room's own review.

Neither room knows the other; `wiring` binds this as the port of the annual reports.
"""

from mingzheng.casework.public import Case, open_case
from mingzheng.domains.foi.public import Release
from mingzheng.domains.publishing.public import public_items, write_text
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.parameters.public import get_value


class ReportPublisher:
    """Takes reports into publishing, and knows where they are out."""

    def take(self, release: Release, *, actor: Actor, key: str) -> str:
        """Open an item with the report's text and return its number; the same key returns the same item.

        Raises what the publishing room refuses: no such column, not permitted, a secrecy mark.
        """
        receipt = open_case(
            "publication",
            actor=actor,
            occurred_on=today(),
            recorded_at=now(),
            data={
                "title": release.title,
                "column": get_value("foi.annual_column"),
                "item_class": "overview",
                "formed_on": release.signed_on.isoformat(),
                "disclosure_kind": "general",
            },
            key=key[:64],
        )
        case = Case.objects.get(pk=receipt.case_id)
        write_text(case, release.html, actor=actor, note="公开年报签发稿")
        return case.number

    def address_of(self, item_number: str) -> str:
        """Return the public address of an item, "" while it is not out."""
        row = public_items(now()).filter(item__case__number=item_number).first()
        return f"/{row.path.strip('/')}/" if row else ""
