"""A legal text as its articles: 编, 章, 节 as the way to an article, 条 with its 款 and 项 as paragraphs. Pure.

Text that is no article (standards, notices without numbers) is kept as one unnumbered piece per heading.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from mingzheng.kit.numerals import parse_chinese_number

NUMBER = "[〇零一二三四五六七八九十百千两0-9]+"
ARTICLE = re.compile(rf"^第({NUMBER})条(?:之({NUMBER}))?(?=[\s　]|$|[^\s　的、，和至款项或及规])")
DIVISION = re.compile(rf"^第({NUMBER})(编|分编|章|节)[\s　]*(.*)$")
DAY = re.compile(r"([12]\d{3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
IN_FORCE_FROM = re.compile(
    r"自\s*([12]\d{3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*起\s*(?:正式)?(?:施行|实施|执行|生效)"
)
NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
RANKS = {"编": 0, "分编": 1, "章": 2, "节": 3}
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article, or an unnumbered piece (number 0). `path` is the way to it; paragraphs are 款, （一）… are 项."""

    number: int
    suffix: int
    label: str
    path: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return its paragraphs as one text."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text taken apart: its title, the notes before it (adopted, revised, in force), its articles in order."""

    title: str
    history: tuple[str, ...]
    articles: tuple[ParsedArticle, ...]
    faults: tuple[str, ...] = ()

    @property
    def numbered(self) -> int:
        """Return how many articles have a number."""
        return sum(1 for article in self.articles if article.number)


@dataclass(slots=True)
class _Reading:
    title: str = ""
    history: list[str] = field(default_factory=list)
    articles: list[ParsedArticle] = field(default_factory=list)
    path: dict[int, str] = field(default_factory=dict)
    head: tuple[int, int, str] = (0, 0, "")
    open: list[str] = field(default_factory=list)

    def close(self) -> None:
        """Keep the article that was being read."""
        if self.open:
            number, suffix, label = self.head
            path = " · ".join(self.path[rank] for rank in sorted(self.path))
            self.articles.append(ParsedArticle(number, suffix, label, path, tuple(self.open)))
        self.open, self.head = [], (0, 0, "")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else parse_chinese_number(text)


def parse_text(text: str, *, title: str = "") -> ParsedText:
    """Take a legal text apart. Never raises: what is no article becomes an unnumbered piece."""
    reading = _Reading(title=title)
    plain = NOTE.sub("\n", text.translate(_WIDE).replace("\r\n", "\n"))
    has_articles = any(ARTICLE.match(_bare(line)) for line in plain.split("\n"))
    for raw in plain.split("\n"):
        line = raw.strip().strip("　").strip()
        if line:
            _read_line(reading, line, has_articles=has_articles)
    reading.close()
    return ParsedText(reading.title, tuple(reading.history), tuple(reading.articles), _order_faults(reading.articles))


def _bare(line: str) -> str:
    return line.strip().lstrip("#").strip().strip("*").strip()


def _read_line(reading: _Reading, line: str, *, has_articles: bool) -> None:
    bare = _bare(line)
    is_heading = line.startswith("#")
    division = DIVISION.match(bare)
    article = ARTICLE.match(bare)
    if article:
        _open_article(reading, bare, article)
    elif division and (is_heading or len(bare) <= 40):
        _enter(reading, RANKS[division[2]], re.sub(r"[\s　]+", " ", bare))
    elif is_heading:
        _read_heading(reading, line, bare)
    elif has_articles and not reading.articles and not reading.open and not reading.path:
        reading.history.append(bare.strip("（）()"))
    else:
        reading.open.append(bare)


def _read_heading(reading: _Reading, line: str, bare: str) -> None:
    level = len(line) - len(line.lstrip("#"))
    if level == 1:
        reading.title = reading.title or bare
        return
    _enter(reading, 2 + level, bare)


def _enter(reading: _Reading, rank: int, words: str) -> None:
    reading.close()
    for deeper in [held for held in reading.path if held >= rank]:
        del reading.path[deeper]
    reading.path[rank] = words


def _open_article(reading: _Reading, bare: str, found: re.Match[str]) -> None:
    reading.close()
    suffix = _number(found[2]) if found[2] else 0
    reading.head = (_number(found[1]), suffix, found[0].strip())
    rest = bare[found.end() :].strip().strip("　").strip("*").strip()
    reading.open = [rest] if rest else []


def _order_faults(articles: list[ParsedArticle]) -> tuple[str, ...]:
    """Return where the numbers of articles do not follow one another."""
    faults, last = [], (0, 0)
    for article in articles:
        if not article.number:
            continue
        here = (article.number, article.suffix)
        follows = here == (last[0] + 1, 0) or here == (last[0], last[1] + 1)
        if not follows:
            faults.append(f"{article.label}不接在上一条之后")
        last = here
    return tuple(faults)


def read_day(text: str) -> date | None:
    """Return the first day written in a text, or None."""
    found = DAY.search(text)
    return _day(found) if found else None


def find_effective_day(parsed: ParsedText) -> date | None:
    """Return the day a text says it is in force from: in its notes, else in one of its last articles."""
    for line in reversed(parsed.history):
        if "施行" in line and (day := read_day(line)):
            return day
    for article in reversed(parsed.articles[-5:]):
        found = IN_FORCE_FROM.search(article.text)
        if found and (day := _day(found)):
            return day
    return None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
