"""How a number may be written: 20347 as 「20347」, 「20300余」, 「2万余」, 「超2万」; which of these are true, and reading them back.

Pure. The rules of truth, with `n` the printed number and `step` the place of its last digit that is not zero:

- 余, 多 (after the number): n ≤ value < n + step. 「20000余」 holds from 20000 to 29999, 「20300余」 to 20399.
- 超, 逾 (before it): value > n. 不少于, 不低于, 至少: value ≥ n. 不超过: value ≤ n.
- 近: value < n, short of it by less than one step and at most a twentieth of n. 「近200」 holds from 190 to 199.
- 约: away from n by at most a twentieth of n and less than one step.
- 等 (after a list): value ≥ n. A placeholder (N, X) holds for nothing.

What a wording is offered for is narrower: only what adds something to the exact number.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from mingzheng.kit.numerals import parse_chinese_number

SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


class Qualifier(StrEnum):
    """The word beside a number that says how exact it is; the value is the word itself but for two."""

    EXACT = "exact"
    ODD = "余"
    MORE = "多"
    OVER = "超"
    EXCEEDING = "逾"
    NEARLY = "近"
    ABOUT = "约"
    NOT_LESS = "不少于"
    NOT_BELOW = "不低于"
    AT_LEAST = "至少"
    NOT_OVER = "不超过"
    AMONG = "等"
    PLACEHOLDER = "placeholder"

    @property
    def word(self) -> str:
        """Return the word as printed; nothing for an exact number or a placeholder."""
        return "" if self in {Qualifier.EXACT, Qualifier.PLACEHOLDER} else self.value

    @property
    def is_prefix(self) -> bool:
        """Say whether the word stands before the number."""
        return bool(self.word) and self not in SUFFIXES


SUFFIXES = frozenset({Qualifier.ODD, Qualifier.MORE})
FLOORS = frozenset({Qualifier.NOT_LESS, Qualifier.NOT_BELOW, Qualifier.AT_LEAST, Qualifier.AMONG})
PREFIXES = {item.value: item for item in Qualifier if item.is_prefix and item != Qualifier.AMONG}
NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_WORDING = re.compile(
    rf"(?P<before>{'|'.join(PREFIXES)})?(?P<number>{NUMBER}|[零一二两三四五六七八九十百千]+|[NnXx])"
    r"(?P<early>[余多])?(?P<scale>[万亿])?(?P<late>[余多])?(?P<unit>[^.;，。；<>]*)"
)
_WIDE = str.maketrans("０１２３４５６７８９．，％＋－", "0123456789.,%+-")
_TWENTIETH = Decimal(20)
LARGEST = Decimal(10) ** 19


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to write a number. `value` is in single units, None for a placeholder; `text` carries no unit."""

    text: str
    number_text: str
    value: Decimal | None
    scale: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    unit: str = ""

    @property
    def step(self) -> Decimal:
        """Return the place of the last printed digit that is not zero, in single units."""
        return _step(abs(self.value or Decimal(0)), SCALES[self.scale], self.number_text)

    def written(self, unit: str = "") -> str:
        """Return the wording with its unit."""
        return f"{self.text}{unit or self.unit}"


def parse_wording(text: str, *, unit: str = "") -> Wording:
    """Read a number as people write it, with its qualifier, its 万 or 亿 and perhaps its unit.

    Raises ValueError with a Chinese message when there is no number, or more than one, or one out of reach.
    """
    found = _WORDING.fullmatch(re.sub(r"\s+", "", text.translate(_WIDE)))
    if found is None:
        raise ValueError(f"“{text.strip()[:20]}”不是数值，请只填一个数，如 57、200余、近2万")
    rest = found["unit"] or ""
    if re.search(r"\d", rest) or len(rest) > 12:
        raise ValueError(f"“{text.strip()[:20]}”中不止一个数值，请分别填报")
    if unit and rest and rest != unit:
        raise ValueError(f"单位应为“{unit}”，填写的是“{rest[:20]}”")
    if found["number"] in "NnXx":
        return Wording(found["number"], found["number"], None, "", Qualifier.PLACEHOLDER, rest)
    suffix = found["early"] or found["late"]
    if suffix and found["before"]:
        raise ValueError(f"“{found['before']}”和“{suffix}”不能同时使用")
    qualifier = Qualifier(suffix) if suffix else PREFIXES.get(found["before"] or "", Qualifier.EXACT)
    value = _read_number(found["number"]) * SCALES[found["scale"] or ""]
    if abs(value) >= LARGEST:
        raise ValueError("数值过大，请核对")
    written = found.group(0).removesuffix(rest) if rest else found.group(0)
    return Wording(written, found["number"], value, found["scale"] or "", qualifier, rest)


def read_reported(text: str, *, unit: str, kind: str) -> Wording:
    """Read what somebody reports. Rules and ranks may be told in words (7×24, 第一); other kinds are numbers.

    Raises ValueError with a Chinese message.
    """
    try:
        return replace(parse_wording(text, unit=unit), unit="")
    except ValueError:
        said = text.strip()
        if kind not in {"rule", "rank"} or not said or len(said) > 20:
            raise
    place = re.match(r"第([零一二三四五六七八九十百\d]+)|首", said)
    value = None if place is None else Decimal(parse_chinese_number(place[1]) if place[1] else 1)
    return Wording(said, said, value)


def holds(wording: Wording | str, value: Decimal | int) -> bool:
    """Say whether a wording is true of a value (see the rules above)."""
    said = parse_wording(wording) if isinstance(wording, str) else wording
    if said.value is None:
        return False
    printed, real, step = said.value, Decimal(value), said.step
    if said.qualifier in SUFFIXES:
        return printed <= real < printed + step
    if said.qualifier in {Qualifier.OVER, Qualifier.EXCEEDING}:
        return real > printed
    if said.qualifier in FLOORS:
        return real >= printed
    if said.qualifier == Qualifier.NOT_OVER:
        return real <= printed
    if said.qualifier == Qualifier.NEARLY:
        return real < printed and _is_close(printed, real, step)
    if said.qualifier == Qualifier.ABOUT:
        return _is_close(printed, real, step)
    return printed == real


def offers(value: Decimal | int, unit: str = "") -> tuple[Wording, ...]:
    """Return the true ways to write a value, the exact one first; no two read alike."""
    exact = Decimal(value)
    found = [Wording(format_number(exact), format_number(exact), exact, unit=unit)]
    if exact > 0 and unit != "%":
        for scale, size in SCALES.items():
            found += _offers_in(exact, scale, size, unit)
    return tuple({wording.text: wording for wording in found}.values())


def compose(number_text: str, *, scale: str = "", qualifier: Qualifier = Qualifier.EXACT, unit: str = "") -> str:
    """Write a reported number as it is printed: qualifier before or after, 万 and unit in their places."""
    word = qualifier.word
    if qualifier == Qualifier.AMONG:
        return f"等{number_text}{scale}{unit}"
    return f"{word}{number_text}{scale}{unit}" if qualifier.is_prefix else f"{number_text}{scale}{word}{unit}"


def format_number(value: Decimal, decimals: int | None = None) -> str:
    """Write a number in plain digits, without grouping; `decimals` fixes how many places are printed."""
    if decimals is not None:
        return f"{value:.{decimals}f}"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _offers_in(exact: Decimal, scale: str, size: Decimal, unit: str) -> list[Wording]:
    """Return what is true in one scale: cut to one, two and three digits, and the round number just above."""
    if exact < size or (not scale and exact < 20):
        return []
    found = []
    digits = Decimal(10) ** (exact / size).adjusted()
    if scale and (exact / size) == (exact / size).quantize(Decimal("0.01")):
        found.append(_word(exact, scale, size, Qualifier.EXACT, unit))
    for step in (digits / 100, digits / 10, digits):
        if step * size < 10:
            continue
        below = exact / size // step * step * size
        if below < exact:
            found.append(_word(below, scale, size, Qualifier.ODD, unit))
    below, above = exact / size // digits * digits * size, (exact / size // digits + 1) * digits * size
    if below < exact:
        found.append(_word(below, scale, size, Qualifier.OVER, unit))
    for qualifier, printed in ((Qualifier.NEARLY, above), (Qualifier.ABOUT, above), (Qualifier.ABOUT, below)):
        if printed and printed != exact:
            found.append(_word(printed, scale, size, qualifier, unit))
    return [wording for wording in found if holds(wording, exact) and _is_fair(wording, exact)]


def _word(value: Decimal, scale: str, size: Decimal, qualifier: Qualifier, unit: str) -> Wording:
    number = format_number(value / size)
    return Wording(compose(number, scale=scale, qualifier=qualifier), number, value, scale, qualifier, unit)


def _is_fair(wording: Wording, exact: Decimal) -> bool:
    """Say whether a true wording gives the reader the right size: 19847 is no 「1万余」."""
    return wording.value is not None and wording.value * 5 >= exact * 4


def _is_close(printed: Decimal, real: Decimal, step: Decimal) -> bool:
    away = abs(printed - real)
    return away < step and away * _TWENTIETH <= abs(printed)


def _step(value: Decimal, size: Decimal, number_text: str) -> Decimal:
    scaled = (value / size).normalize()
    exponent = scaled.as_tuple().exponent
    return Decimal(10) ** (exponent if isinstance(exponent, int) and scaled else 0) * size


def _read_number(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Decimal(parse_chinese_number(text))
