"""Finds which unit of the district a printed name means: exact, alias, with or without the district's prefix. Never a guess.

Where a name fits several units or none, all that may be meant are returned and a person is asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .scheme import UnitReference
from .wording import clean

_PREFIX = re.compile(r"^(?:本|我)?(?:省|市|区|县|州|旗|镇|街道)(?=.{2,})")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit of the directory; `parent_id` is the unit it is a section or subordinate of."""

    id: int
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The answer for one name. `how`: exact, short_name, alias, without_prefix, ambiguous or unknown."""

    unit_id: int | None
    candidates: tuple[int, ...]
    how: str
    section_ids: tuple[int, ...] = ()
    unmatched_sections: tuple[str, ...] = field(default=())


def match_unit(reference: UnitReference | str, directory: Sequence[UnitName], *, district: str = "") -> Match:
    """Return which unit of `directory` is meant; `district` is the district's own name (云山区), printed or left out."""
    if isinstance(reference, str):
        reference = UnitReference(reference, (), reference)
    whole = _find(reference.as_printed or reference.name, directory, district)
    if whole.unit_id is not None or not reference.sections:
        return whole
    found = _find(reference.name, directory, district)
    if found.unit_id is None:
        return found
    return _with_sections(found, reference.sections, directory)


def match_units(
    references: Iterable[UnitReference | str], directory: Sequence[UnitName], *, district: str = ""
) -> tuple[Match, ...]:
    """Return one match per reference, in order."""
    return tuple(match_unit(r, directory, district=district) for r in references)


def _find(printed: str, directory: Sequence[UnitName], district: str) -> Match:
    name = _form(printed)
    top = [u for u in directory if u.name]
    for how, test in (("exact", _is_name), ("short_name", _is_short), ("alias", _is_alias)):
        hits = [u.id for u in top if test(u, name)]
        if hits:
            return _decide(hits, how)
    bare = _bare(name, district)
    hits = [u.id for u in top if bare and bare in {_bare(f, district) for f in _forms(u)}]
    if hits:
        return _decide(hits, "without_prefix")
    near = [u.id for u in top if len(bare) >= 2 and any(bare in f or f in bare for f in _bare_forms(u, district))]
    return Match(None, tuple(near[:8]), "unknown")


def _decide(hits: list[int], how: str) -> Match:
    unique = tuple(dict.fromkeys(hits))
    return Match(unique[0], unique, how) if len(unique) == 1 else Match(None, unique, "ambiguous")


def _with_sections(unit: Match, sections: Sequence[str], directory: Sequence[UnitName]) -> Match:
    """Look for the bracketed sections only below the unit itself."""
    below = [u for u in directory if u.parent_id == unit.unit_id]
    ids, missing = [], []
    for section in sections:
        hits = [u.id for u in below if _form(section) in {_form(f) for f in _forms(u)}]
        if len(hits) == 1:
            ids.append(hits[0])
        else:
            missing.append(section)
    return Match(unit.unit_id, unit.candidates, unit.how, tuple(ids), tuple(missing))


def _form(text: str) -> str:
    return re.sub(r"\s", "", clean(text)).replace("(", "（").replace(")", "）")


def _forms(unit: UnitName) -> list[str]:
    return [f for f in (unit.name, unit.short_name, *unit.aliases) if f]


def _is_name(unit: UnitName, name: str) -> bool:
    return _form(unit.name) == name


def _is_short(unit: UnitName, name: str) -> bool:
    return bool(unit.short_name) and _form(unit.short_name) == name


def _is_alias(unit: UnitName, name: str) -> bool:
    return any(_form(a) == name for a in unit.aliases)


def _bare(text: str, district: str) -> str:
    """Return a name without the district's name or the bare word 区, 县, 市 in front of it."""
    plain = _form(text)
    if district and plain.startswith(district) and len(plain) > len(district) + 1:
        return plain[len(district) :]
    return _PREFIX.sub("", plain)


def _bare_forms(unit: UnitName, district: str) -> list[str]:
    return [b for b in (_bare(f, district) for f in _forms(unit)) if len(b) >= 2]
