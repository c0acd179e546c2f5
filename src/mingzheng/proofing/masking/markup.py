"""Masks the words of XML and HTML in place: tags, entities, white space and order of bytes stay as they were.

The markup is only cut into tags and words, never parsed and written again, so nothing else can change. Which tags hold
words in which format is said by a `Dialect`; packages of such files are `files`.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mingzheng.proofing.personal import Item, find_numbers, find_personal, roster_items

from .masks import DEFAULT_RULES, MaskRules, mask_item

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[^>]*>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|[^<&]+|.", re.S
)
_NAME_OF_TAG = re.compile(r"<(/?)\s*([\w:.-]+)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """Tags of a format: which hold words (none named: all do), which end a paragraph, a cell, a row, a table."""

    words: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    paragraphs: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    attributes: bool = False


WORD = Dialect(
    words=frozenset({"w:t", "w:delText", "a:t"}),
    paragraphs=frozenset({"w:p", "a:p"}),
    cells=frozenset({"w:tc"}),
    rows=frozenset({"w:tr"}),
    tables=frozenset({"w:tbl"}),
)
STRINGS = Dialect(words=frozenset({"t"}), silent=frozenset({"rPh"}), paragraphs=frozenset({"si", "is", "comment"}))
HTML = Dialect(
    silent=frozenset({"script", "style"}),
    paragraphs=frozenset(
        [
            *("p", "div", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "section", "article"),
            *("header", "footer", "main", "form", "option", "textarea", "title", "body", "ul", "ol", "dl"),
            *("blockquote", "pre", "caption", "label"),
        ]
    ),
    cells=frozenset({"td", "th"}),
    rows=frozenset({"tr"}),
    tables=frozenset({"table"}),
    attributes=True,
)


@dataclass(slots=True)
class _Words:
    """One paragraph being gathered: each character with the place of the token piece it was written as."""

    chars: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def add(self, token: str, at: int) -> None:
        if token.startswith("&"):
            char = html.unescape(token)
            if len(char) == 1:
                self.chars.append(char)
                self.places.append((at, at + len(token)))
                return
        for offset, char in enumerate(token):
            self.chars.append(char)
            self.places.append((at + offset, at + offset + 1))

    @property
    def text(self) -> str:
        return "".join(self.chars)


@dataclass(slots=True)
class _Cut:
    """What cutting a document gave: its paragraphs, its tables as rows of cells of paragraphs, its tags."""

    paragraphs: list[_Words] = field(default_factory=list)
    tables: list[list[list[_Words]]] = field(default_factory=list)
    tags: list[tuple[str, int]] = field(default_factory=list)


def mask_markup(source: str, dialect: Dialect, rules: MaskRules = DEFAULT_RULES) -> tuple[str, int]:
    """Return the markup with personal information masked, and how many ranges were."""
    cut = _cut(source, dialect)
    changes: dict[int, tuple[int, str]] = {}
    count = 0
    for words in cut.paragraphs:
        count += _mask_words(words, find_personal(words.text), rules, changes)
    for table in cut.tables:
        for words, item in roster_items(table, key=lambda cell: cell.text):
            if all(item.end <= other.start or item.start >= other.end for other in find_personal(words.text)):
                count += _mask_words(words, (item,), rules, changes)
    if dialect.attributes:
        for tag, at in cut.tags:
            for item in find_numbers(tag):
                masked = mask_item(item.kind, tag[item.start : item.end], rules)
                count += masked != tag[item.start : item.end]
                for offset, char in enumerate(masked):
                    changes[at + item.start + offset] = (at + item.start + offset + 1, char)
    return _with_changes(source, changes), count


def _mask_words(words: _Words, items: Iterable[Item], rules: MaskRules, changes: dict[int, tuple[int, str]]) -> int:
    count = 0
    for item in items:
        shown = words.text[item.start : item.end]
        masked = mask_item(item.kind, shown, rules)
        count += masked != shown
        for place, (old, new) in zip(words.places[item.start : item.end], zip(shown, masked, strict=True), strict=True):
            if old != new:
                changes[place[0]] = (place[1], new)
    return count


def _with_changes(source: str, changes: dict[int, tuple[int, str]]) -> str:
    parts, last = [], 0
    for start in sorted(changes):
        end, char = changes[start]
        parts += [source[last:start], char]
        last = end
    return "".join([*parts, source[last:]])


def _cut(source: str, dialect: Dialect) -> _Cut:
    """Cut markup into paragraphs and tables of words."""
    cut = _Cut(paragraphs=[_Words()])
    open_words = not dialect.words
    silent = ""
    tables: list[list[list[_Words]]] = []
    for match in _TOKEN.finditer(source):
        token = match[0]
        tag = _NAME_OF_TAG.match(token) if token[0] == "<" else None
        if tag is None:
            if token[0] != "<" and open_words and not silent:
                cut.paragraphs[-1].add(token, match.start())
            continue
        closing, name = bool(tag[1]), tag[2] if dialect.words else tag[2].lower()
        cut.tags.append((token, match.start()))
        if silent:
            silent = "" if closing and name == silent else silent
            continue
        if name in dialect.silent and not closing and not token.endswith("/>"):
            silent = name
        if name in dialect.words:
            open_words = not closing and not token.endswith("/>")
        _follow_structure(cut, tables, dialect, name, closing=closing)
    return cut


def _follow_structure(
    cut: _Cut, tables: list[list[list[_Words]]], dialect: Dialect, name: str, *, closing: bool
) -> None:
    if name in dialect.tables:
        if closing:
            if tables:
                cut.tables.append(tables.pop())
        else:
            tables.append([])
    elif name in dialect.rows and not closing and tables:
        tables[-1].append([])
    boundary = name in dialect.paragraphs or name in dialect.cells or name in dialect.rows or name in dialect.tables
    if boundary and cut.paragraphs[-1].chars:
        cut.paragraphs.append(_Words())
    if name in dialect.cells and not closing and tables and tables[-1]:
        tables[-1][-1].append(cut.paragraphs[-1])
