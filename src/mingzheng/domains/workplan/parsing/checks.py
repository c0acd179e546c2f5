"""Looks for what is wrong with a scheme as printed: gaps in numbers, broken sentences, titles that differ, parts missing.

Findings about one record (no lead unit, shared cell) arise in `assembling`; unknown units in `matching`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .frame import Frame
from .numbering import number_value
from .scheme import Duty, Heading, Requirement, Scheme, SchemeFinding, Task
from .titles import Titles
from .wording import ENDS_SENTENCE, compare_form

Group = tuple[str, list[str]]

_PAIRS = ("（）", "《》", "“”", "【】", "〔〕")
_HANGING = re.compile(r"(?:[，、：,:]|[的地和与及或在对将把被为以并从由向]|以及|并且|包括|例如)$")


def check_frame(frame: Frame) -> list[SchemeFinding]:
    """Return findings about title, number and date."""
    findings = []
    if not frame.titles.main:
        findings.append(SchemeFinding("missing_title", "没有找到标题"))
    if not frame.doc_number:
        findings.append(SchemeFinding("missing_number", "没有找到发文字号"))
    if not frame.date:
        findings.append(SchemeFinding("missing_date", "没有找到成文日期"))
    difference = _title_difference(frame.titles, frame.cited)
    if difference:
        findings.append(SchemeFinding("title_differs", "附件标题与通知标题不一致", difference))
    return findings


def _title_difference(titles: Titles, cited: Sequence[str]) -> str:
    """Return both printings when the annex bears another name than the notice gives it; a shorter form is no difference."""
    annex = compare_form(titles.annex)
    if not annex or not titles.notice:
        return ""
    named = [n for n in (titles.cited, *cited) if n and _similar(compare_form(n), annex)]
    if titles.cited and not named:
        named = [titles.cited]
    for name in named:
        other = compare_form(name)
        if other not in annex and annex not in other:
            return f"{name}／{titles.annex}"
    return ""


def _similar(one: str, other: str) -> bool:
    shared = len(set(one) & set(other))
    return shared >= 0.7 * min(len(set(one)), len(set(other)))


def check_list(
    headings: Sequence[Heading], duties: Sequence[Duty] = ()
) -> tuple[tuple[Heading, ...], list[SchemeFinding]]:
    """Return the tree with findings at each requirement, and the findings about the list as a whole.

    `duties` stand outside the list but take part in the numbers of its headings.
    """
    everything = [r for h in headings for t in h.tasks for r in t.requirements]
    usual = sum(1 for r in everything if ENDS_SENTENCE.search(r.text)) >= 0.6 * max(len(everything), 1)
    checked = tuple(
        replace(
            heading,
            tasks=tuple(
                replace(t, requirements=tuple(_check_sentence(r, usual=usual) for r in t.requirements))
                for t in heading.tasks
            ),
        )
        for heading in headings
    )
    findings = list(_check_numbers(headings, [d.number for d in duties if d.number]))
    if not everything:
        findings.append(SchemeFinding("no_requirements", "没有识别出任何任务要求，请检查文件或手工录入"))
    return checked, findings


def _check_sentence(requirement: Requirement, *, usual: bool) -> Requirement:
    reason = judge_sentence(requirement.text, usual=usual and requirement.text != requirement.title)
    if not reason:
        return requirement
    finding = SchemeFinding("broken_sentence", reason, requirement.text[-40:])
    return replace(requirement, findings=(*requirement.findings, finding))


def judge_sentence(text: str, *, usual: bool) -> str:
    """Return why a text seems broken off, or an empty string. `usual`: most texts of the scheme end with a full stop."""
    plain = text.strip()
    if not plain:
        return ""
    for pair in _PAIRS:
        if plain.count(pair[0]) != plain.count(pair[1]):
            return f"{pair}不成对，文字可能不完整"
    last = [s for s in re.split(r"[。！？；]", plain) if s][-1:] or [""]
    ended = ENDS_SENTENCE.search(plain)
    if _HANGING.search(last[0]) and not (last[0].endswith("的") and re.search(r"是|凡|对|有.*之一|[（(]\d", last[0])):
        return "句子没有说完"
    return "" if ended or not usual else "句末没有标点，可能没有说完"


def _check_numbers(headings: Sequence[Heading], outside: Sequence[str]) -> Iterable[SchemeFinding]:
    """Compare numbers within the scope in which they begin again: the scheme, a heading, or a task."""
    groups = _scopes(headings)
    for where, numbers in groups:
        yield from _check_sequence(where, numbers)
    yield from _check_sequence("标题", _with_outside([h.number for h in headings if h.number], outside))
    for where, numbers in _scoped([(h.title or "", [t.number for t in h.tasks if t.number]) for h in headings]):
        yield from _check_sequence(where, numbers)


def _with_outside(numbers: list[str], outside: Sequence[str]) -> list[str]:
    """Put the numbers of duties back where they stood: before the list or behind it."""
    first = number_value(numbers[0]) if numbers else 0
    before = [n for n in outside if number_value(n) < first]
    return [*before, *numbers, *(n for n in outside if n not in before)]


def _scopes(headings: Sequence[Heading]) -> list[Group]:
    """Return the groups in which requirements are numbered: tasks, headings, or the whole scheme."""
    by_task = [(t.title or h.title or "", _numbers([t])) for h in headings for t in h.tasks]
    groups = _scoped(by_task)
    return groups if len(groups) > 1 else _scoped([(h.title or "", _numbers(h.tasks)) for h in headings])


def _scoped(groups: Sequence[Group]) -> list[Group]:
    """Return the groups as they are when most begin again with 1, else all their numbers as one group."""
    filled = [g for g in groups if g[1]]
    restarts = sum(1 for _, n in filled if number_value(n[0]) == 1)
    if len(filled) > 1 and restarts >= 0.6 * len(filled):
        return filled
    return [("", [n for _, numbers in filled for n in numbers])]


def _numbers(tasks: Iterable[Task]) -> list[str]:
    """Return the numbers as printed; an item that was parted by its units counts once."""
    numbered = [r for t in tasks for r in t.requirements if r.number]
    parted = [any(f.code == "split_item" for f in r.findings) for r in numbered]
    repeated = [i for i in range(1, len(numbered)) if parted[i] and numbered[i].number == numbered[i - 1].number]
    return [r.number or "" for i, r in enumerate(numbered) if i not in repeated]


def _check_sequence(where: str, numbers: Sequence[str]) -> Iterable[SchemeFinding]:
    place = f"“{where}”中" if where and where != "标题" else ("标题" if where else "")
    previous, seen, series = 0, set[int](), ""
    for number in numbers:
        letters = "".join(re.findall(r"^[A-Za-z]+", number))
        if letters != series:  # A1, A2, B1: each letter counts for itself
            previous, seen, series = 0, set(), letters
        value = number_value(number)
        if value == 0 or len(re.findall(r"\d+|[一二三四五六七八九十]+", number)) > 1:
            continue
        if value in seen:
            yield SchemeFinding("duplicate_number", f"{place}编号{number}重复", number)
        elif (previous and value > previous + 1) or (not previous and value != 1):
            yield SchemeFinding("numbering_gap", f"{place}编号不连续：{previous or '开头'}之后是{number}", number)
        elif value < previous:
            yield SchemeFinding("numbering_gap", f"{place}编号顺序颠倒：{previous}之后是{number}", number)
        seen.add(value)
        previous = max(previous, value)


def merge_findings(scheme: Scheme, findings: Sequence[SchemeFinding]) -> Scheme:
    """Return `scheme` with further findings."""
    return replace(scheme, findings=(*scheme.findings, *findings))
