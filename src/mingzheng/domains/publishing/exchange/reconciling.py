"""Set a list of the provincial platform against ours: what both have, one has, or both have differently. Pure."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_LAYOUT = re.compile(r"[\s\W_]+")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
GONE_WORDS = ("撤", "下线", "删除", "停用", "未发布", "退回")


class Verdict(StrEnum):
    """How a line came out."""

    SAME = "same"
    DIFFERS = "differs"
    OURS = "ours"
    THEIRS = "theirs"

    @property
    def label(self) -> str:
        """Return the words people read."""
        return {"same": "一致", "differs": "不一致", "ours": "省平台没有", "theirs": "本系统没有"}[self.value]


@dataclass(frozen=True, slots=True)
class OurItem:
    """An item as we published it. `is_public` says whether it can still be read."""

    number: str
    title: str
    day: date
    is_public: bool
    external_number: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class TheirItem:
    """A line of the platform's list."""

    line: int
    title: str
    day: date | None = None
    number: str = ""
    link: str = ""
    state: str = ""

    @property
    def is_public(self) -> bool:
        """Say whether the platform's word for its state means that it can be read."""
        return not any(word in self.state for word in GONE_WORDS)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the result; either side may be missing."""

    verdict: Verdict
    ours: OurItem | None
    theirs: TheirItem | None
    differences: tuple[str, ...] = ()


def squeeze(title: str) -> str:
    """Return a title without blanks, marks and widths, as titles are compared."""
    return _LAYOUT.sub("", unicodedata.normalize("NFKC", title)).casefold()


def read_day(text: str) -> date | None:
    """Return the day a cell names, or None."""
    match = _DAY.search(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


# By what two belong together, the surest first.
KEYS: tuple[tuple[Callable[[OurItem], Hashable], Callable[[TheirItem], Hashable]], ...] = (
    (lambda one: one.external_number, lambda one: one.number),
    (lambda one: one.link, lambda one: one.link),
    (lambda one: (squeeze(one.title), one.day), lambda one: one.day and (squeeze(one.title), one.day)),
    (lambda one: squeeze(one.title), lambda one: squeeze(one.title)),
)


def reconcile(ours: Sequence[OurItem], theirs: Sequence[TheirItem]) -> list[Line]:
    """Return every item of both sides once: what differs first, then what one side lacks, then what agrees.

    Two belong together by number, else by link, else by title and day, else by a title that is unique on both sides.
    """
    left, right, pairs = list(ours), list(theirs), list[tuple[OurItem, TheirItem]]()
    for ours_by, theirs_by in KEYS:
        pairs += _pair(left, right, ours_by, theirs_by)
    lines = [_compared(one, other) for one, other in pairs]
    lines += [Line(Verdict.OURS, one, None) for one in left if one.is_public]
    lines += [Line(Verdict.THEIRS, None, other) for other in right]
    order = (Verdict.DIFFERS, Verdict.OURS, Verdict.THEIRS, Verdict.SAME)
    return sorted(lines, key=lambda line: order.index(line.verdict))


def _pair(
    left: list[OurItem],
    right: list[TheirItem],
    ours_by: Callable[[OurItem], Hashable],
    theirs_by: Callable[[TheirItem], Hashable],
) -> list[tuple[OurItem, TheirItem]]:
    """Take out of both lists what a key joins without doubt."""
    theirs: dict[Hashable, list[TheirItem]] = defaultdict(list)
    for other in right:
        if key := theirs_by(other):
            theirs[key].append(other)
    counts = Counter(key for one in left if (key := ours_by(one)))
    pairs = [
        (one, theirs[key][0])
        for one in left
        if (key := ours_by(one)) and counts[key] == 1 and len(theirs.get(key, ())) == 1
    ]
    taken_left, taken_right = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    left[:] = [one for one in left if id(one) not in taken_left]
    right[:] = [other for other in right if id(other) not in taken_right]
    return pairs


def _compared(one: OurItem, other: TheirItem) -> Line:
    found = list(_differences(one, other))
    return Line(Verdict.DIFFERS if found else Verdict.SAME, one, other, tuple(found))


def _differences(one: OurItem, other: TheirItem) -> Iterable[str]:
    if squeeze(one.title) != squeeze(other.title):
        yield "标题不同"
    if other.day is not None and other.day != one.day:
        yield f"发布日期不同：本系统 {one.day:%Y-%m-%d}，省平台 {other.day:%Y-%m-%d}"
    if one.is_public and not other.is_public:
        yield f"本系统在网，省平台为“{other.state}”"
    if not one.is_public and other.is_public:
        yield "本系统已撤下，省平台仍在"
    if one.external_number and other.number and one.external_number != other.number:
        yield f"登记的平台编号是 {one.external_number}，省平台为 {other.number}"
