"""Finds the quantities of a text, in one pass over its passages."""

from mingzheng.proofing.model import Quantity
from mingzheng.proofing.text import Text


def extract_quantities(text: Text) -> tuple[Quantity, ...]:
    """Return the quantities in reading order."""
    return ()
