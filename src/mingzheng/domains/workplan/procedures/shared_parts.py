"""Fields and notices the procedures of this room have in common. Pure data; who acts is `people`."""

from mingzheng.casework.public import Field, FieldKind, Notify, PartyRole

REASON = Field("reason", "理由", FieldKind.LONG_TEXT, required=True, max_length=1000)
OPINION = Field(
    "opinion", "核验意见", FieldKind.LONG_TEXT, required=True, max_length=1000, stores="detail.verify_opinion"
)
PAPERS = Field("papers", "佐证材料", FieldKind.FILES)


def tell_office(text: str) -> tuple[Notify, ...]:
    """Return the notice to the office's clerks and section heads."""
    return (Notify(PartyRole.ORIGIN, frozenset({"clerk", "section"}), text=text),)
