"""Finds the numbers of a passage with their scale, unit and qualifier, and passes over what only looks like one.

Years, dates, document numbers, hotlines, version numbers, ordinals and names in quotation marks are passed over here. What a
number counts and when is `meaning`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzheng.kit.numerals import parse_chinese_number

from .units import COUNTED, UNIT

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)"
_SCALE = "万亿|千亿|百亿|亿|千万|百万|万|千(?=元|人|户|册|份|亩|吨|余|多|件|名)"
ARABIC = re.compile(
    rf"(?=\d)(?<![\d.A-Za-z〔\[+＋#第/])(?P<times>\d{{1,2}}[*×xX]\s?(?=\d{{1,2}}小时))?(?P<number>{_NUMBER})(?P<range>%?(?:[—–~～－-]{{1,2}}|至){_NUMBER})?"
    rf"(?P<odd1>余|多)?(?P<scale>{_SCALE})?(?P<odd2>余|多)?(?P<unit>{UNIT})?(?P<after>以上|以下|以内|之内|左右|上下|不等|余|多)?"
)
CHINESE = re.compile(
    rf"(?<![第一二两三四五六七八九十百千万零〇几数每某另任同进])(?P<number>[一二两三四五六七八九十百千零〇]{{1,5}})(?P<odd>余|多)?(?P<unit>{COUNTED}|年(?=行动|计划|攻坚|规划|方案))"
)
CYCLE = re.compile(r"([一二两三四五六七八九十\d]{1,3})(?:个)?(年|月|季度?|周|天)一(轮|次|届|期|审|评|考|检)")
PLACEHOLDER = re.compile(
    rf"(?<![A-Za-z+＋\d.\-—“])(?P<mark>N|n|X{{1,4}}|×{{1,4}}|_{{2,12}}|＿{{2,12}}|○{{2,4}}(?=个|件|项|次))(?P<unit>万?{UNIT})"
)
RANK = re.compile(
    r"(?:排名|位居|位列|名列|居|列|排)[^，。；,;]{0,8}?第(?P<a>[一二三四五六七八九十\d]{1,4})(?:名|位)?"
    r"|第(?P<b>[一二三四五六七八九十\d]{1,4})(?P<bu>个|名|位|家)(?!一)"
    r"|首(?P<cu>批|个|家|例|套|座|台|条|部)(?![席次都府创先要])"
)
DOUBLE = re.compile(r"双(?:一百|百)(?![强佳])")
# What follows a number and makes it no quantity at all.
_DATE_AFTER = re.compile(r"(?:月|日(?!内|前|之内|以内)|号|时(?!限|间)|届|期(?=[)）])|[—–-]\d{4}年|年度?(?:[—–-]|$))")
_YEAR = re.compile(r"(?:19|20)\d{2}$")
_CLOCK = re.compile(r"\d{1,2}(?:时|:)$")
_LATIN_AFTER = re.compile(r"[A-Za-z+＋#]|\.\d")
_BEFORE = re.compile(
    r"(?:(?P<least>不少于|不低于|不得少于|不得低于|至少|最少)|(?P<most>不超过|不高于|不多于|不得超过|最多|至多|控制在)|(?P<over>超过|超额|突破|超|逾|多达|高于)"
    r"|(?P<near>将近|接近|近)|(?P<about>大约|约为?|左右))(?:达到?|为)?$"
)
# What such a word ends with: most numbers are passed over by it.
_BEFORE_ENDS = frozenset("于少过多在额破超逾达近约为右到")
_BEFORE_NAMES = {"least": "不少于", "most": "不超过", "over": "超", "near": "近", "about": "约"}
_AFTER_NAMES = {
    "以上": "以上",
    "以下": "以下",
    "以内": "内",
    "之内": "内",
    "左右": "约",
    "上下": "约",
    "不等": "约",
    "余": "余",
    "多": "多",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A number with its unit in a passage's cleaned text. `numeral` is arabic | chinese | rank | placeholder | cycle."""

    start: int
    end: int
    number_at: int
    value: Decimal
    scale: str
    unit: str
    qualifier: str
    numeral: str


def find_tokens(words: str) -> list[Token]:
    """Return the numbers that may be quantities, in reading order, none overlapping another."""
    tokens: list[Token] = [*_arabic(words), *_placeholders(words)]
    if re.search("[一二两三四五六七八九十百首第每]", words):
        tokens.extend(_ranks(words))
        tokens.extend(_cycles(words))
        tokens.extend(_chinese(words))
    tokens.sort(key=lambda token: (token.start, -token.end))
    kept: list[Token] = []
    for token in tokens:
        if not kept or token.number_at >= kept[-1].end:
            kept.append(token)
    return kept


def _arabic(words: str) -> Iterator[Token]:
    for match in ARABIC.finditer(words):
        if not match["unit"] and not match["scale"]:
            continue
        if _is_no_quantity(words, match):
            continue
        qualifier = _AFTER_NAMES.get(match["odd1"] or match["odd2"] or match["after"] or "", "")
        start = match.start()
        before = _BEFORE.search(words, max(0, start - 6), start) if words[start - 1 : start] in _BEFORE_ENDS else None
        if before:
            start = before.start()
            qualifier = qualifier or _BEFORE_NAMES[before.lastgroup or ""]
        if match["range"]:
            qualifier = "range"
        value = Decimal(match["number"].replace(",", ""))
        unit = (match["unit"] or "").replace("％", "%")
        scale = match["scale"] or ""
        if not unit and (named := _UNIT_IN_FRONT.search(words, max(0, start - 8), start)):
            unit = named[1]
        if unit in ("万元", "亿元"):
            scale, unit = unit[0], "元"
        yield Token(start, match.end(), match.start(), value, scale, unit, qualifier or "exact", "arabic")


def _is_no_quantity(words: str, match: re.Match[str]) -> bool:
    """Tell whether the number is a date, a year, a clock time, a version, a hotline, or part of a name."""
    unit, end = match["unit"] or "", match.end()
    if unit in ("年", "周年") and _YEAR.match(match["number"]) and not match["scale"]:
        return True
    if unit == "年" and match["range"] and len(match["number"]) == 4:
        return True
    if unit in ("分", "秒") and _CLOCK.search(words, max(0, match.start() - 3), match.start()):
        return True
    if not unit and (_DATE_AFTER.match(words, end) or _LATIN_AFTER.match(words, end)):
        return True
    return bool(unit == "期" and words[max(0, match.start() - 2) : match.start()] in ("总第", "第"))


def _placeholders(words: str) -> Iterator[Token]:
    if not any(mark in words for mark in "NnX×_＿○"):
        return
    for match in PLACEHOLDER.finditer(words):
        yield Token(
            match.start(), match.end(), match.start(), Decimal(0), "", match["unit"], "placeholder", "placeholder"
        )


def _ranks(words: str) -> Iterator[Token]:
    for match in RANK.finditer(words):
        number = match["a"] or match["b"] or "一"
        unit = match["bu"] or match["cu"] or "名"
        if match["b"] and words[match.end() : match.end() + 1] in ("五", "百"):
            continue
        yield Token(match.start(), match.end(), match.start(), _read(number), "", unit, "exact", "rank")


def _cycles(words: str) -> Iterator[Token]:
    for match in CYCLE.finditer(words):
        yield Token(match.start(), match.end(), match.start(), Decimal(1), "", match[3], "exact", "cycle")
    for match in _EVERY.finditer(words):
        unit = match["each"] or f"次/{match['span']}"
        yield Token(match.start(), match.end(), match.start(), Decimal(1), "", unit, "exact", "cycle")
    for match in DOUBLE.finditer(words):
        yield Token(match.start(), match.end(), match.start(), Decimal(100), "", "%", "exact", "chinese")


_ONE_AFTER = re.compile(
    r"(?:聘请|聘任|配备|新增|增设|设立|成立|建成|新建|举办|召开|开展|组织|出台|印发|制定|完成|获评|获得|荣获|选派|安排|至少|不少于|听取|召开)了?$"
)
_ONE_UNITS = frozenset("名位家场次部座所项件篇期台套")
_SESSION = re.compile("(?:届|人大|政协|党代会|全会|大会|委员会)$")
_EVERY = re.compile(
    r"(?P<every>每(?P<span>周|月|季度?|半年|年)(?!度|个|平方|均))(?=[^，。；：,;:\d一二两三]{2,30}(?:[，。；：,;:]|$))|人手一(?P<each>套|册|本|份)"
)
_UNIT_IN_FRONT = re.compile("(人次|件次|户次|车次|场次)(?:约为?|达到?|为|共计?)?$")
_IDIOM_AFTER = re.compile(
    r"性|化|体|致|样|些|定|般|直|切|线|(?:次|件)(?:办|性)|事|站|网|确立|维护|意识|自信|关键词|百年"
)


def _chinese(words: str) -> Iterator[Token]:
    for match in CHINESE.finditer(words):
        number, unit = match["number"], match["unit"]
        after = words[match.end() : match.end() + 4]
        if _in_short_quotes(words, match.start()) or _IDIOM_AFTER.match(after):
            continue
        if number == "一" and not (
            unit in _ONE_UNITS and _ONE_AFTER.search(words, max(0, match.start() - 5), match.start())
        ):
            continue
        if _is_name_of_session(words, match):
            continue
        try:
            value = _read(number)
        except ValueError:
            continue
        yield Token(match.start(), match.end(), match.start(), value, "", unit, match["odd"] or "exact", "chinese")


def _is_name_of_session(words: str, match: re.Match[str]) -> bool:
    """Tell whether a numeral belongs to a congress or a session (党的二十大, 十三届五次会议) or a film, not to a count."""
    if match["unit"] == "次" and _SESSION.search(words, max(0, match.start() - 6), match.start()):
        return True
    return match["unit"] == "大" and not re.fullmatch("[两三四五六七八九十]", match["number"])


def _in_short_quotes(words: str, at: int) -> bool:
    """Tell whether a numeral stands in a name between quotation or title marks (“四个意识”)."""
    opening = max(words.rfind("“", max(0, at - 16), at), words.rfind("《", max(0, at - 30), at))
    if opening < 0:
        return False
    closing = min((p for p in (words.find("”", opening), words.find("》", opening)) if p >= 0), default=-1)
    return closing > at and closing - opening <= 31


def _read(number: str) -> Decimal:
    return Decimal(parse_chinese_number(number))
