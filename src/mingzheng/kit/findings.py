"""The shape of a remark on somebody's text: a stable code, Chinese words for the person, and the place it speaks of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the standard wants it; `quote` is the piece of text meant."""

    code: str
    message: str
    quote: str
