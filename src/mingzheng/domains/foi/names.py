"""Names of people in an application or a correction: which private fields hold them, and how a text is freed of them. Pure.

Reading the encrypted record is `applicants`. A name is hidden where a field of the record says that it is one, where
somebody listed it 须隐去的姓名, and where a label in the text announces it (姓名：…); nothing is guessed of running text.
A name of two characters that is an ordinary word (安全, 高山) tells nobody in a text: it would keep whoever bears it from
asking about the thing, and spoil the letter about it.
Legal basis: 个人信息保护法第四条、第六条、第二十五条.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from mingzheng.kit.lazy import lazy_module
from mingzheng.proofing.masking import mask_text
from mingzheng.proofing.masking.masks import apply_masks
from mingzheng.proofing.personal import find_labelled_names, is_person_name

rjieba = lazy_module("rjieba")
# What a name in a field without a kind of applicant may be long; what is longer there is an organisation.
LONGEST_NAME = 5
NATURAL = "natural"
PEOPLE = "people"
# Fields in which a person is named among other words: only what looks like a name is taken from them.
MENTIONING = ("asked", "received_by")
_SPREAD = re.compile(r"\b(\w)[ \u3000]+(\w)\b")  # 张 三
_CUT = re.compile(r"[，,、；;：:。\s（）()/]+")


def names_in(values: Mapping[str, str], *, kind: str = "") -> tuple[str, ...]:
    """Return the names of people in private values by field, longest first; organisations are no people.

    `kind` is the applicant's as on record, "" where there is none.
    """
    found = set(_pieces(values.get(PEOPLE, "")))
    found |= {_first(line) for line in values.get("co_applicants", "").splitlines()}
    found.add(_first(values.get("agent", "").rpartition("：")[2]))
    applicant = values.get("applicant", "").strip()
    if kind == NATURAL or (not kind and len(applicant) <= LONGEST_NAME):
        found.add(applicant)
    for code in MENTIONING:
        found |= {piece for piece in _pieces(values.get(code, "")) if "·" in piece or is_person_name(piece)}
    return tuple(sorted((name for name in found if len(name) > 1), key=lambda name: (-len(name), name)))


def names_any(text: str, names: Iterable[str]) -> bool:
    """Say whether a text holds one of the names, with or without spaces in it."""
    return any(_pattern(name).search(text) for name in _telling(names))


def hide_names(text: str, names: Iterable[str]) -> str:
    """Return a text in which every one of the names keeps its first character alone."""
    for name in _telling(names):
        text = _pattern(name).sub(lambda match: match[0][0] + "*" * (len(match[0]) - 1), text)
    return text


def hide_people(text: str, names: Iterable[str]) -> str:
    """Return a text without the names, without names a label announces, and without numbers and addresses of people."""
    lines = (apply_masks(line, find_labelled_names(line)) for line in hide_names(text, names).split("\n"))
    return mask_text("\n".join(lines))[0]


def _telling(names: Iterable[str]) -> Iterator[str]:
    """Yield the names that tell of a person where they stand in a text."""
    yield from (name for name in names if not _is_ordinary_word(name))


def _is_ordinary_word(name: str) -> bool:
    if len(name) != 2 or not rjieba.has_word(name):
        return False
    return not any(kind.startswith("nr") for _, kind in rjieba.tag(name))


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(re.escape(char) for char in name if not char.isspace()))


def _pieces(words: str) -> list[str]:
    return [piece for piece in _CUT.split(_SPREAD.sub(r"\1\2", words)) if piece]


def _first(words: str) -> str:
    return next(iter(_pieces(words)), "")
