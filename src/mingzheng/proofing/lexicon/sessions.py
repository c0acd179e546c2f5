"""In which year which term of the people's congresses and consultative conferences began (data: sessions.json, dated and sourced).

Terms last five years and the full session meets once a year in January to March, so the ordinal of a session tells its year. Whether
a document names the right one is `checks.periods.sessions`.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one kind of body: `level` 国 or 省, `body` 人大 or 政协, and the places it holds for (empty: most)."""

    level: str
    body: str
    ordinal: int
    begins: int
    places: tuple[str, ...]


@lru_cache(maxsize=1)
def list_terms() -> tuple[Term, ...]:
    """Return the known terms."""
    data = json.loads((files(__package__) / "sessions.json").read_text("utf-8"))
    return tuple(
        Term(row["level"], row["body"], row["ordinal"], row["begins"], tuple(row["places"])) for row in data["terms"]
    )


def find_term(level: str, body: str, ordinal: int, place: str) -> Term | None:
    """Return the term, of the named place where one is named, or None when it is not known or the places differ."""
    same = [term for term in list_terms() if (term.level, term.body, term.ordinal) == (level, body, ordinal)]
    named = [term for term in same if place and place in term.places]
    if named:
        return named[0]
    if place and any(place in term.places for term in list_terms()):
        return None
    general = [term for term in same if not term.places]
    return general[0] if len(general) == 1 else None
