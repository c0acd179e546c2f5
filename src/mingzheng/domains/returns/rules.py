"""What is wrong with a filled-in form, figure by figure, and how relations are written. Pure decisions on values.

Gathering what is judged is `facts`; putting it on a page is `desk`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mingzheng.figures.public import Period, Qualifier, Wording

LARGEST = Decimal(10) ** 30
SMALLEST = Decimal(10) ** -6
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_SUM = re.compile(r"(\d+)=(\d+(?:\+\d+)+)")
_PART = re.compile(r"(\d+)(?:≤|<=)(\d+)")
_PERCENT = re.compile(r"(\d+)=(\d+)[÷/](\d+)(?:[×x*]100%?)?")
_WIDE = str.maketrans("０１２３４５６７８９＝＋／（）", "0123456789=+/()")


class Weight(StrEnum):
    """What a finding means for submission."""

    STOPS = "stops"
    EXPLAIN = "explain"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure of a form as judged: its place, its words, its bounds."""

    code: str
    row: int
    title: str
    unit: str
    is_required: bool = True
    needs_evidence: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit says of one figure: the wording read, or why it cannot be; what was known before."""

    wording: Wording | None = None
    faults: tuple[str, ...] = ()
    is_not_involved: bool = False
    explanation: str = ""
    has_evidence: bool = False
    is_typed: bool = True
    last: Decimal | None = None
    known: Decimal | None = None
    known_words: str = ""

    @property
    def is_answered(self) -> bool:
        """Say whether anything was answered."""
        return self.wording is not None or self.is_not_involved


@dataclass(frozen=True, slots=True)
class Relation:
    """How figures must agree."""

    kind: str
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: at which figure, what, and whether it stops submission."""

    code: str
    figure: str
    message: str
    weight: Weight = Weight.STOPS


def assess(
    asked: Sequence[Asked], said: Mapping[str, Said], relations: Sequence[Relation], *, jump: int
) -> tuple[Finding, ...]:
    """Return everything to look at in a filled-in form, in its order.

    `jump` is the change against the year before, in per cent, from which a value wants an explanation; 0 never asks.
    """
    found: list[Finding] = []
    for item in asked:
        found += _assess_line(item, said.get(item.code, Said()), jump=jump)
    by_code = {item.code: item for item in asked}
    for relation in relations:
        broken = _break(relation, by_code, said)
        if broken:
            found.append(Finding("relation", relation.whole, broken))
    return tuple(found)


def _assess_line(item: Asked, said: Said, *, jump: int) -> list[Finding]:
    found = [Finding("fault", item.code, fault) for fault in said.faults]
    if said.faults:
        return found
    if not said.is_answered:
        return [Finding("missing", item.code, f"“{item.title}”还没有填")] if item.is_required else []
    if said.is_not_involved:
        return [_explained("not_involved", item, said, f"“{item.title}”报不涉及")]
    if item.needs_evidence and said.is_typed and not said.has_evidence:
        found.append(Finding("evidence", item.code, f"“{item.title}”须附佐证材料"))
    return found + _assess_value(item, said, jump=jump)


def _assess_value(item: Asked, said: Said, *, jump: int) -> list[Finding]:
    wording = said.wording
    if wording is None or wording.value is None:
        return [Finding("placeholder", item.code, f"“{item.title}”还是占位符，请填写数值")]
    found, value = [], wording.value
    for is_beyond, word, bound in (
        (item.minimum is not None and value < item.minimum, "小于", item.minimum),
        (item.maximum is not None and value > item.maximum, "大于", item.maximum),
    ):
        if is_beyond and bound is not None:
            text = f"“{item.title}”{wording.text}{item.unit}{word}本表设定的{plain(bound)}{item.unit}"
            found.append(Finding("beyond", item.code, text) if item.refuses else _explained("beyond", item, said, text))
    if said.known is not None and said.is_typed and value != said.known:
        text = f"“{item.title}”填写{wording.text}，与{said.known_words}不一致"
        found.append(_explained("differs", item, said, text))
    change = change_of(value, said.last)
    if said.is_typed and jump and change is not None and abs(change) >= jump:
        text = f"“{item.title}”比上年{'增长' if change > 0 else '下降'} {plain(abs(change))}%"
        found.append(_explained("jump", item, said, text))
    return found


def _explained(code: str, item: Asked, said: Said, text: str) -> Finding:
    if said.explanation.strip():
        return Finding(code, item.code, text, Weight.SETTLED)
    return Finding(code, item.code, f"{text}，请写明原因", Weight.EXPLAIN)


def change_of(value: Decimal | None, last: Decimal | None) -> Decimal | None:
    """Return by how many per cent a value changed against the year before, to one place; None where it cannot be said."""
    if value is None or not last:
        return None
    return ((value - last) * 100 / abs(last)).quantize(Decimal("0.1"))


def plain(value: Decimal) -> str:
    """Write a number in plain digits without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span_of(wording: Wording) -> tuple[Decimal, Decimal]:
    """Return between which values the real one may lie, as the wording says and as its last printed place allows."""
    value = wording.value or Decimal(0)
    if wording.qualifier == Qualifier.EXACT:
        half = _last_place(wording) / 2 if "." in wording.number_text or wording.scale else Decimal(0)
        return value - half, value + half
    step, twentieth = wording.step, abs(value) / 20
    spans = {
        Qualifier.ODD: (value, value + step - SMALLEST),
        Qualifier.MORE: (value, value + step - SMALLEST),
        Qualifier.OVER: (value + SMALLEST, LARGEST),
        Qualifier.EXCEEDING: (value + SMALLEST, LARGEST),
        Qualifier.NOT_OVER: (-LARGEST, value),
        Qualifier.NEARLY: (value - min(step, twentieth), value - SMALLEST),
        Qualifier.ABOUT: (value - min(step, twentieth), value + min(step, twentieth)),
    }
    low, high = spans.get(wording.qualifier, (value, LARGEST))
    return low, max(low, high)


def _last_place(wording: Wording) -> Decimal:
    decimals = len(wording.number_text.partition(".")[2])
    return Decimal(1).scaleb(-decimals) * _SCALES[wording.scale]


def _break(relation: Relation, asked: Mapping[str, Asked], said: Mapping[str, Said]) -> str:
    """Return what a relation has against the values; nothing when it holds or a value is missing."""
    wordings = []
    for code in (relation.whole, *relation.parts):
        line = said.get(code)
        if line is None or line.faults or line.wording is None or line.wording.value is None:
            return ""
        wordings.append(line.wording)
    names = [f"“{asked[code].title}”{said[code].wording.text}" for code in (relation.whole, *relation.parts)]  # type: ignore[union-attr]
    spans = [span_of(wording) for wording in wordings]
    if relation.kind == "sum":
        return _break_sum(names, spans)
    if relation.kind == "part":
        return "" if spans[0][0] <= spans[1][1] else f"{names[0]}应不大于{names[1]}"
    return _break_percent(names, wordings, spans)


def _break_sum(names: Sequence[str], spans: Sequence[tuple[Decimal, Decimal]]) -> str:
    low, high = sum(low for low, _ in spans[1:]), sum(high for _, high in spans[1:])
    if spans[0][0] <= high and low <= spans[0][1]:
        return ""
    total = f"，各项合计 {plain(Decimal(low))}" if low == high else ""
    return f"{names[0]}应等于{'、'.join(names[1:])}之和{total}"


def _break_percent(names: Sequence[str], wordings: Sequence[Wording], spans: Sequence[tuple[Decimal, Decimal]]) -> str:
    (low, high), (top_low, top_high), (bottom_low, bottom_high) = spans
    if bottom_low <= 0:
        return ""
    least, most = top_low * 100 / bottom_high, top_high * 100 / bottom_low
    half = _last_place(wordings[0]) / 2
    if wordings[0].qualifier == Qualifier.EXACT:
        value = wordings[0].value or Decimal(0)
        low, high = value - half, value + half
    if low <= most and least <= high:
        return ""
    exact = f"，应为 {plain(least.quantize(_last_place(wordings[0])))}%" if least == most else ""
    return f"{names[0]}应等于{names[1]}占{names[2]}的百分比{exact}"


class BadRelation(ValueError):
    """A line that states no relation between rows of the form."""


def read_relation(text: str, codes: Sequence[str]) -> Relation:
    """Read one relation as forms print them, by row numbers: 1=2+3, 2≤1, 4=2÷1×100%. Raises BadRelation."""
    line = re.sub(r"\s+", "", text.translate(_WIDE))
    for kind, pattern in (("sum", _SUM), ("part", _PART), ("percent", _PERCENT)):
        found = pattern.fullmatch(line)
        if found:
            numbers = [int(part) for group in found.groups() for part in group.split("+")]
            wrong = [number for number in numbers if not 1 <= number <= len(codes)]
            if wrong:
                raise BadRelation(f"“{text.strip()}”中没有第 {wrong[0]} 行")
            if len(set(numbers)) != len(numbers):
                raise BadRelation(f"“{text.strip()}”中同一行出现两次")
            return Relation(kind, codes[numbers[0] - 1], tuple(codes[number - 1] for number in numbers[1:]))
    raise BadRelation(f"“{text.strip()[:40]}”看不懂，请写成 1=2+3、2≤1 或 4=2÷1")


def write_relation(relation: Relation, codes: Sequence[str]) -> str:
    """Write a relation by row numbers; the inverse of `read_relation`."""
    whole, parts = codes.index(relation.whole) + 1, [str(codes.index(part) + 1) for part in relation.parts]
    if relation.kind == "sum":
        return f"{whole}={'+'.join(parts)}"
    return f"{whole}≤{parts[0]}" if relation.kind == "part" else f"{whole}={parts[0]}÷{parts[1]}×100%"


def period_of(kind: str, since: date | None, until: date | None) -> Period:
    """Return the period a kind and its days mean. Raises ValueError with a Chinese message."""
    if until is None:
        raise ValueError("请填写截止日期")
    if kind == "year":
        return Period.year(until.year)
    if kind == "as_of":
        return Period.as_of(until)
    if since is None or since > until:
        raise ValueError("时段须有起始日期，且不晚于截止日期")
    return Period.between(since, until)
