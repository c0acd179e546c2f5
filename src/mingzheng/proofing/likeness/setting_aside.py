"""What does not count as likeness: titles, quotations, names of laws, and phrases that law, form or usage requires.

An office adds its own in the lexicon `likeness` (`boilerplate`: list of phrases). Comparing is `comparing`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_QUOTED = r"《[^》]{1,60}》|〔[0-9]{4}〕[0-9]{1,5}号"


@dataclass(frozen=True)
class Settings:
    """`least_run` characters make a shared run; `paragraph_at` and `document_at` are the shares told as a warning."""

    aside: re.Pattern[str]
    least_run: int = 24
    paragraph_at: float = 0.5
    document_at: float = 0.3


def settings_from(lexicon: Mapping[str, Any] | None = None) -> Settings:
    """Return the settings of an office, or those shipped."""
    given = lexicon or {}
    defaults = Settings(_pattern(()))
    return Settings(
        _pattern(tuple(given.get("boilerplate", ()))),
        int(given.get("least_run", defaults.least_run)),
        float(given.get("paragraph_at", defaults.paragraph_at)),
        float(given.get("document_at", defaults.document_at)),
    )


@lru_cache(maxsize=32)
def _pattern(own: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern of all phrases, the longest first; 「…」 in a phrase stands for up to 30 characters."""
    phrases = sorted({*_shipped(), *own}, key=len, reverse=True)
    words = [re.escape(phrase).replace("…", "[^。；\n]{0,30}") for phrase in phrases]
    # A phrase is only tried where one of the first characters stands; the rest of the text is passed over at once.
    firsts = {"《", "〔", *(phrase[:1] for phrase in phrases)}
    begins = "" if firsts & {"…", ""} else f"(?=[{re.escape(''.join(sorted(firsts)))}])"
    return re.compile(f"{begins}(?:{'|'.join([_QUOTED, *words])})")


@lru_cache(maxsize=1)
def _shipped() -> tuple[str, ...]:
    source = files(__package__).joinpath("boilerplate.json").read_text(encoding="utf-8")
    return tuple(phrase for group in json.loads(source)["phrases"].values() for phrase in group)
