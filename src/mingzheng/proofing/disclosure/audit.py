"""Audits one report: reads its tables, then holds them against their identities, last year's report and its own text.

Turns what `identities` and `agreement` found into findings with a place. Which of them a profile shows is for the checks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from mingzheng.proofing.model import Finding, Related, Severity
from mingzheng.proofing.text import Text

from .agreement import Disagreement, find_disagreements, has_tables
from .form import (
    PARTS,
    TABLE_TITLES,
    CellKey,
    FormTable,
    name_cell,
    openness,
)
from .identities import Breach, describe_breach, find_bad_cells, find_breaches, list_empty_cells, name_cells
from .labels import core
from .reading import other_readings, read_form, settle_documents
from .tables import FormValues, Printed, State
from .wording import list_documents_evidence

_SIGNS = re.compile(r"本\s*年\s*新\s*收|现\s*行\s*有\s*效\s*件\s*数|结\s*果\s*维\s*持|结\s*转\s*下\s*年\s*度\s*继")
_NO_RULES = re.compile(
    r"(?:县|(?<!自治)区|旗|镇|乡|街道办事处)(?:人民政府|管理委员会|管委会|政府)?(?:办公室)?$|县[\u4e00-\u9fff]{1,12}局$"
)
_PERIOD = re.compile(
    r"(?:统计|数据|期限)[^。；\n]{0,20}?(?P<period>(?P<year>20\d{2})\s*年\s*1\s*月\s*1\s*日[^。；\n]{0,8}?12\s*月\s*31\s*日)"
)
_EMPTY_WORDS = "没有的应填0，不留空"


@dataclass(frozen=True, slots=True)
class Audit:
    """A report with the values of its tables, and last year's where it was given."""

    text: Text
    values: FormValues
    previous: FormValues | None
    breaches: tuple[Breach, ...]
    disagreements: tuple[Disagreement, ...]


def is_disclosure_report(text: Text) -> bool:
    """Return whether words of the statutory tables stand in a document: cheap, asked before reading them."""
    return any(_SIGNS.search(paragraph) for paragraph in text.paragraphs)


def audit_text(text: Text, previous: Text | None = None) -> Audit:
    """Read and judge one report; `previous` is last year's report of the same organ."""
    values = read_form(text) if is_disclosure_report(text) else FormValues()
    before = read_form(previous) if previous is not None and is_disclosure_report(previous) else None
    if before is not None and values.year and before.year and before.year != values.year - 1:
        before = None
    evidence = list_documents_evidence(text)
    settle_documents(text, values, evidence, before)
    breaches = tuple(_not_guessed(text, values, find_breaches(values, before)))
    disagreements = tuple(find_disagreements(text, values, before)) if has_tables(values) else ()
    return Audit(text, values, before, breaches, disagreements)


def _not_guessed(text: Text, values: FormValues, breaches: Iterable[Breach]) -> Iterator[Breach]:
    """Drop breaches between years that another reading of run-together digits would mend."""
    for breach in breaches:
        first = values.find(breach.equation.left[0].key)
        if breach.equation.code == "E7" and first is not None and first.state is State.GUESSED:
            before = breach.right - sum(
                (values.total([term]) for term in breach.equation.right if not term.last_year), Decimal(0)
            )
            readings = other_readings(text, values)
            if any(before + made - abolished == in_force for made, abolished, in_force in readings):
                continue
        yield breach


# ---- findings ----


def findings_of_identity(audit: Audit, code: str) -> Iterator[Finding]:
    """Yield a finding for each equation of an identity that does not hold, at the cell that explains it."""
    for breach in audit.breaches:
        if breach.equation.code == code:
            yield _finding_of_breach(audit, breach)


def _finding_of_breach(audit: Audit, breach: Breach) -> Finding:
    values = audit.values
    equation, suspect = breach.equation, breach.suspect
    key = suspect.key if suspect else equation.left[0].key
    cell = values.cells[values.stand_in(key)]
    message = describe_breach(breach)
    if equation.code == "E7":
        message += f"（{_years_in_words(audit, breach)}）"
    if suspect:
        message += f"。由行、列推算，{name_cell(key)}应为{suspect.should}，现为{_shown(cell)}"
    elif equation.code in {"E1", "E2", "E3"}:
        message += f"；合计在{name_cell(equation.left[0].key)}"
    guessed = _touches_guess(values, breach)
    if guessed:
        message += "。原文各格数字连在一起，此为最接近的读法"
    return Finding(
        cell.quote,
        cell.paragraph,
        cell.start,
        cell.end,
        message,
        confidence=0.7 if guessed else 0.98,
        stated=_shown(cell) if suspect else str(breach.left),
        computed=str(suspect.should if suspect else breach.right),
        suggestion=f"{name_cell(key)}改为{suspect.should}" if suspect else _ADVICE.get(equation.code, ""),
        related=tuple(_related_cells(values, equation.left[0].key, *(term.key for term in equation.right))),
        page=cell.page,
    )


_ADVICE = {
    "E4": "与上年年报核对；确有调整的，在报告中说明",
    "E7": "核对清理、自动失效的件数；确有其事的，在报告中说明",
}


def _shown(cell: Printed) -> str:
    return str(cell.value) if cell.value is not None else "空"


def _years_in_words(audit: Audit, breach: Breach) -> str:
    made, abolished = (audit.values.total([t]) for t in breach.equation.right if not t.last_year)
    before = breach.right - made - abolished
    return f"{before}+{made}-{abs(abolished)}={breach.right}"


def _touches_guess(values: FormValues, breach: Breach) -> bool:
    keys = [term.key for term in (*breach.equation.left, *breach.equation.right) if not term.last_year]
    return any((cell := values.find(key)) is not None and cell.state is State.GUESSED for key in keys)


def _related_cells(values: FormValues, *keys: CellKey) -> Iterator[Related]:
    found = [cell for key in keys if (cell := values.find(key)) is not None and cell.value]
    for cell in found[:4]:
        if cell.quote:
            yield Related(cell.quote, cell.paragraph, cell.start, cell.end)


def findings_of_cells(audit: Audit) -> Iterator[Finding]:
    """Yield cells that hold no whole number (E5), and once for each table the cells left empty."""
    for bad in find_bad_cells(audit.values):
        message = f"{TABLE_TITLES[bad.key.table]}表{name_cell(bad.key)}填“{bad.cell.quote}”，{bad.why}，应为非负整数"
        yield _at(bad.cell, message, stated=bad.cell.quote)
    for table in FormTable:
        empty = list_empty_cells(audit.values, table)
        if empty:
            cell = audit.values.cells[empty[0]]
            message = f"{TABLE_TITLES[table]}表有{len(empty)}格未填数：{name_cells(empty)}；{_EMPTY_WORDS}"
            yield _at(cell, message, severity=Severity.WARNING, confidence=0.85, suggestion="填0")


def findings_of_text(audit: Audit) -> Iterator[Finding]:
    """Yield the sentences the tables contradict (E8)."""
    for found in audit.disagreements:
        yield found.passage.finding(
            found.start,
            found.end,
            found.message,
            severity=None if found.sure else Severity.WARNING,
            confidence=0.92 if found.sure else 0.6,
            stated=found.stated,
            computed=found.computed,
            suggestion=found.suggestion,
            related=tuple(_related_cells(audit.values, *found.cells)),
        )


def findings_of_form(audit: Audit) -> Iterator[Finding]:
    """Yield what the form wants and the report lacks: tables, rows, parts, its own year; and rules nobody could make."""
    yield from _missing_tables(audit)
    yield from _missing_parts(audit.text)
    yield from _rules_of_county(audit)
    yield from _period_of_another_year(audit)


def _missing_tables(audit: Audit) -> Iterator[Finding]:
    values = audit.values
    if not any(values.has(table) for table in FormTable):
        return
    for table in FormTable:
        missing = values.missing(table)
        if not missing:
            continue
        rows = list(dict.fromkeys(key.row for key in missing))
        place = next((cell for key, cell in values.cells.items() if key.table is table), None)
        if place is None:
            message = f"未读到{TABLE_TITLES[table]}表"
            place = next(iter(values.cells.values()))
        else:
            message = f"{TABLE_TITLES[table]}表有{len(rows)}行未读全：{name_cells(missing)}"
        yield _at(place, message, severity=Severity.WARNING, confidence=0.6)


def _missing_parts(text: Text) -> Iterator[Finding]:
    """Yield the parts of the six that have no heading or a misprinted one, in a document that has most of them."""
    joined = core("".join(passage.clean for passage in text.passages))
    missing = [part for part in PARTS if core(part) not in joined]
    if not missing or len(missing) > 2:
        return
    for part in missing:
        if misprint := _find_misprint(text, part):
            yield misprint
        else:
            first = text.passages[0]
            message = f"缺少“{part}”部分；六个部分都要有，没有内容的也要写明"
            yield first.finding(0, min(len(first.clean), 40), message, severity=Severity.WARNING, confidence=0.7)


def _find_misprint(text: Text, part: str) -> Finding | None:
    """Return a finding at a heading of the right number whose words are nearly those of the part."""
    number = "一二三四五六"[PARTS.index(part)]
    for passage in text.passages:
        for match in re.finditer(rf"{number}、", passage.clean):
            start = match.end()
            for length in (len(part) + 1, len(part) - 1, len(part)):
                words = passage.clean[start : start + length]
                if SequenceMatcher(None, words, part, autojunk=False).ratio() >= 0.9:
                    message = f"第{number}部分标题写作“{words}”，格式规定为“{part}”"
                    return passage.finding(
                        start, start + len(words), message, severity=Severity.WARNING, stated=words, computed=part
                    )
    return None


def _rules_of_county(audit: Audit) -> Iterator[Finding]:
    if not audit.values.unit or not _NO_RULES.search(audit.values.unit):
        return
    for column in ("made", "abolished", "in_force"):
        cell = audit.values.find(openness("rules", column))
        if cell is not None and cell.value:
            name = name_cell(openness("rules", column))
            message = f"{name}填{cell.value}：县级以下没有规章制定权，应为0"
            yield _at(cell, message, severity=Severity.WARNING, confidence=0.8, stated=str(cell.value), computed="0")


def _period_of_another_year(audit: Audit) -> Iterator[Finding]:
    """Yield a period of the data that is not the year of the title (条例第五十条: a report is of the year before)."""
    year = audit.values.year
    for passage in audit.text.passages if year and audit.values.cells else ():
        for match in _PERIOD.finditer(passage.clean):
            if int(match["year"]) == year:
                continue
            start, end = match.span("period")
            message = f"数据的统计期限写作{match['year']}年，报告是{year}年度的，应为{year}年1月1日至12月31日"
            yield passage.finding(
                start, end, message, severity=Severity.WARNING, confidence=0.8, stated=match["year"], computed=str(year)
            )


def _at(cell: Printed, message: str, **fields: object) -> Finding:
    return Finding(cell.quote, cell.paragraph, cell.start, cell.end, message, page=cell.page, **fields)  # type: ignore[arg-type]


def _finder_of(code: str) -> Callable[[Audit], Iterable[Finding]]:
    return lambda audit: findings_of_identity(audit, code)


FINDERS: Mapping[str, Callable[[Audit], Iterable[Finding]]] = {
    **{code: _finder_of(code) for code in ("E1", "E2", "E3", "E4", "E6", "E7")},
    "E5": findings_of_cells,
    "E8": findings_of_text,
    "FORM": findings_of_form,
}
