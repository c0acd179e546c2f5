"""Judges the report's sentences by its own tables (E8): counts, shares, growth, and words such as 均已结案.

Which sentences claim something is `wording`; sums of cells are `sums`. A claim is wrong only where no reading of its
words agrees with the tables.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from mingzheng.proofing.text import Passage, Text

from .form import CellKey, FormTable, openness
from .phrases import ALL_WORDS, GROWTH, IN_TIME, SETTLED_SHARE, SHARE, Meaning
from .sums import applicant_columns, application_cells, matching_bases, pending_cells, result_cells
from .tables import FormValues, Printed, State
from .wording import Claim, list_claims

_BASES = ("new", "received", "settled")
_FEES = re.compile(
    r"行政事业性收费(?:总额|金额|收入|共计?|合计|总计|为|[^\d，。；：、]){0,6}(?P<n>\d+(?:[,，]\d{3})*(?:\.\d+)?)\s*(?P<unit>万元|亿元|元)"
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence the tables contradict: where, what it says, what the tables give, and the cells meant."""

    passage: Passage
    start: int
    end: int
    message: str
    stated: str
    computed: str
    cells: tuple[CellKey, ...] = ()
    sure: bool = True
    suggestion: str = ""


def find_disagreements(text: Text, values: FormValues, previous: FormValues | None = None) -> Iterator[Disagreement]:
    """Yield the sentences that no reading of the tables supports."""
    claims = list_claims(text, values.unit)
    for claim in claims:
        if found := _judge(claim, claims, values):
            yield found
        if previous is not None and (grown := _judge_growth(claim, values, previous)):
            yield grown
    for passage in text.prose:
        yield from _judge_shares(passage, values)
        yield from _judge_words(passage, values)
    yield from _judge_fees(text, values)


def _known(values: FormValues, meanings: Iterable[Meaning]) -> list[tuple[Meaning, Decimal]]:
    found = []
    for meaning in meanings:
        total = values.sum_of(meaning.cells)
        if total is not None and not _is_guessed(values, meaning.cells):
            found.append((meaning, total))
    return found


def _is_guessed(values: FormValues, cells: Iterable[CellKey]) -> bool:
    found: list[Printed | None] = [values.find(values.stand_in(key)) for key in cells]
    return any(cell is not None and cell.state is State.GUESSED for cell in found)


def _judge(claim: Claim, claims: list[Claim], values: FormValues) -> Disagreement | None:
    meanings = _narrowed(claim, claims, values)
    known = _known(values, meanings)
    if not known or len(known) < len(meanings) or any(total == claim.value for _, total in known):
        return None
    meaning, expected = min(known, key=lambda pair: abs(pair[1] - claim.value))
    if len(known) > 1 and claim.kind in {"review", "suits"}:
        meaning, expected = known[0]
    tempted = next((m for m, total in _known(values, claim.decoys) if total == claim.value), None)
    message = f"正文写{claim.value}件，表中{meaning.words}为{expected}件"
    if tempted is not None:
        message += f"；{claim.value}件是{tempted.words}，不是{meaning.words}"
    elif not claim.sure_scope:
        message += "；如所说不是全部汇总数，请写明口径"
    return Disagreement(
        claim.passage,
        claim.start,
        claim.end,
        message,
        str(claim.value),
        str(expected),
        meaning.cells,
        sure=claim.sure_scope,
        suggestion=f"改为{expected}件" if claim.sure_scope and tempted is None else "",
    )


def _narrowed(claim: Claim, claims: list[Claim], values: FormValues) -> tuple[Meaning, ...]:
    """Return the meanings of a part of applicants that fit the total its own sentence gives."""
    if claim.kind != "applicant":
        return claim.meanings
    for other in claims:
        if other.kind == "received" and other.passage is claim.passage and other.sentence == claim.sentence:
            bases = matching_bases(values, other.value)
            fitting = tuple(meaning for meaning in claim.meanings if meaning.base in bases)
            return fitting or claim.meanings
    return claim.meanings


# ---- shares and growth ----


def _is_share(percent: str, part: Decimal, whole: Decimal) -> bool:
    """Return whether a printed percentage is part of whole, rounded or cut at its last digit."""
    printed = Decimal(percent)
    if not whole:
        return False
    exact = part * 100 / whole
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    return printed in {exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN)}


def _judge_shares(passage: Passage, values: FormValues) -> Iterator[Disagreement]:
    for match in SHARE.finditer(passage.clean):
        who, result = match["who"], match["result"]
        pairs = []
        for base in _BASES:
            part = result_cells(result) if result else application_cells(base, applicant_columns(who))
            sums = values.sum_of(part), values.sum_of(application_cells(base))
            if sums[0] is None or sums[1] is None:
                return
            pairs.append((sums[0], sums[1]))
        if not any(whole for _, whole in pairs) or any(_is_share(match["p"], *pair) for pair in pairs):
            continue
        part_sum, whole = pairs[-1] if result else pairs[0]
        if not whole:
            continue
        share = (part_sum * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
        message = f"正文写占{match['p']}%，按表为{part_sum}÷{whole}＝{share}%"
        start, end = match.start("p"), match.end()
        yield Disagreement(passage, start, end, message, f"{match['p']}%", f"{share}%")
    for match in SETTLED_SHARE.finditer(passage.clean):
        yield from _judge_settled(passage, match.start("p"), match.end(), match["p"], values)


def _judge_settled(passage: Passage, start: int, end: int, percent: str, values: FormValues) -> Iterator[Disagreement]:
    sentence = next((s for s in passage.sentences if s.start <= start < s.end), None)
    if sentence is None or IN_TIME.search(sentence.text) or "申请" not in sentence.text:
        return
    settled, received = (values.sum_of(application_cells(base)) for base in ("settled", "received"))
    if settled is None or not received or _is_share(percent, settled, received):
        return
    share = (settled * 100 / received).quantize(Decimal("0.01"), ROUND_HALF_UP)
    message = f"正文写办结率{percent}%，按表为{settled}÷{received}＝{share}%"
    yield Disagreement(passage, start, end, message, f"{percent}%", f"{share}%", sure=False)


def _judge_growth(claim: Claim, values: FormValues, previous: FormValues) -> Disagreement | None:
    if claim.kind != "received":
        return None
    after = claim.passage.clean[claim.end : claim.end + 160]
    after = after[after.index("）") + 1 :] if after.startswith("（") and "）" in after else after
    match = GROWTH.match(after)
    if match is None:
        return None
    sign = -1 if match["way"] in {"下降", "减少"} else 1
    expected: list[Decimal] = []
    for base in matching_bases(values, claim.value) or set(_BASES):
        now, before = values.sum_of(application_cells(base)), previous.sum_of(application_cells(base))
        if now is None or not before:
            return None
        if _is_share(match["p"], (now - before) * sign, before):
            return None
        expected.append((now - before) * 100 / before)
    if not expected:
        return None
    growth = expected[0].quantize(Decimal("0.1"), ROUND_HALF_UP)
    start = claim.passage.clean.index(match[0].strip()[-len(match["p"]) - 1 :], claim.end)
    message = f"正文写同比{match['way']}{match['p']}%，按上年报告推算为{growth}%"
    end = start + len(match["p"]) + 1
    return Disagreement(claim.passage, start, end, message, f"{match['p']}%", f"{growth}%", sure=False)


# ---- words ----


def _judge_words(passage: Passage, values: FormValues) -> Iterator[Disagreement]:
    """Yield 均已结案 where the table still has open cases of what the sentence names."""
    for sentence in passage.sentences:
        match = ALL_WORDS.search(sentence.text)
        if match is None or "公开" not in sentence.text:
            continue
        groups: list[str] = []
        lead = sentence.text[: match.start()]
        groups += ["review"] if "复议" in lead else []
        groups += ["direct", "after_review"] if "诉讼" in lead else []
        cells = pending_cells(groups)
        pending = values.sum_of(cells)
        if pending:
            start = sentence.start + match.start()
            message = f"正文写“{match[0]}”，表3“尚未审结”有{pending}件"
            yield Disagreement(passage, start, start + len(match[0]), message, match[0], f"尚未审结{pending}件", cells)


def _judge_fees(text: Text, values: FormValues) -> Iterator[Disagreement]:
    """Yield amounts of 行政事业性收费 that differ from table 1, at the precision they are printed."""
    key = openness("fees", "amount")
    cell = values.find(key)
    if cell is None or cell.value is None:
        return
    for passage in text.prose:
        for match in _FEES.finditer(passage.clean):
            factor = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}[match["unit"]]
            printed = Decimal(match["n"].replace(",", "").replace("，", ""))
            step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
            if (cell.value / factor).quantize(step, ROUND_HALF_UP) == printed:
                continue
            message = f"正文写{match['n']}{match['unit']}，表1“行政事业性收费”为{cell.value}万元"
            yield Disagreement(
                passage,
                match.start("n"),
                match.end(),
                message,
                f"{match['n']}{match['unit']}",
                f"{cell.value}万元",
                (key,),
            )


def has_tables(values: FormValues) -> bool:
    """Return whether there is anything to hold a sentence against."""
    return any(values.has(table) for table in FormTable)
