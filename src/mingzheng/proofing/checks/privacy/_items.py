"""What is personal in a text, found once for all checks of this group. The finders are `proofing.personal`."""

from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.personal import Item, Kind, find_numbers
from mingzheng.proofing.text import Passage, Text


def items_of(text: Text, context: Context, kind: Kind) -> Iterator[tuple[Passage, Item]]:
    """Yield the personal numbers of one kind with the passage they stand in."""
    for passage, item in context.fact("personal_numbers", text, _find):
        if item.kind is kind:
            yield passage, item


def _find(text: Text) -> tuple[tuple[Passage, Item], ...]:
    return tuple((passage, item) for passage in text.passages for item in find_numbers(passage.clean))
