"""Makes the tree of a scheme from flat records: headings and tasks in printed order, units and deadlines understood.

What is wrong with the result is found in `checks`.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from .records import DutyRecord, Label, Record, UnitNote
from .scheme import Duty, Heading, Requirement, SchemeFinding, Task
from .sentence_units import find_units_in_sentence
from .time_phrases import Deadline, count_from_issue, find_deadlines, read_deadline_cell
from .unit_phrases import UnitPhrase, find_guides, is_leading, join_unit_lines, parse_units, role_of_label
from .wording import clean, compare_form


def build_headings(records: Sequence[Record], issued: datetime.date | None = None) -> tuple[Heading, ...]:
    """Return the tree of `records`; equal neighbours share a heading and a task. Some limits count from `issued`."""
    places = Counter(place for record in records for place in {n.place for n in record.notes if n.place})
    headings = []
    for _, of_heading in groupby(records, key=lambda r: _key(r.heading)):
        group = list(of_heading)
        tasks = []
        for _, of_task in groupby(group, key=lambda r: _key(r.task)):
            members = list(of_task)
            requirements = tuple(build_requirement(r, places, issued) for r in members)
            tasks.append(Task(members[0].task.number, members[0].task.title, requirements))
        headings.append(Heading(group[0].heading.number, group[0].heading.title, tuple(tasks)))
    return tuple(headings)


def _key(label: Label) -> tuple[str | None, str]:
    return label.number, compare_form(label.title or "")


def build_requirement(record: Record, places: Counter[str], issued: datetime.date | None = None) -> Requirement:
    """Return one requirement; `places` counts how many records each cell of units serves."""
    phrase, printed = read_notes(record.notes), print_notes(record.notes)
    if record.first_leads and not phrase.co and not any(is_leading(n.label + n.text) for n in record.notes):
        phrase.lead, phrase.co = phrase.lead[:1], phrase.lead[1:]
    in_sentence = phrase.names_nobody() and not record.has_own_place and not printed
    if in_sentence:
        phrase, printed = find_units_in_sentence(record.text)
    guides = [*phrase.guide, *(g for g in find_guides(record.text) if g not in phrase.guide)]
    stated = _deadlines(record)
    deadlines = [count_from_issue(d, issued) for d in stated]
    findings = [*_record_findings(record, phrase, places), *_deadline_findings(record, stated, deadlines)]
    if in_sentence and printed:
        findings.append(SchemeFinding("units_in_sentence", "责任单位是从句子中读出的，请核对", printed))
    return Requirement(
        number=record.number or None,
        title=record.title or None,
        text=record.text or record.title or "",
        deadline=record.deadline or (deadlines[0].text if deadlines else None),
        schedule=deadlines[0] if deadlines else None,
        other_deadlines=tuple(deadlines[1:]),
        raw_units=printed,
        lead_units=tuple(phrase.lead),
        co_units=tuple(phrase.co),
        guide_units=tuple(guides),
        all_units=phrase.all_units,
        remarks=tuple(record.remarks),
        findings=tuple(findings),
    )


def read_notes(notes: Sequence[UnitNote]) -> UnitPhrase:
    """Return what all cells and notes of one requirement say together; a unit that leads is not listed again as helping."""
    phrase = UnitPhrase()
    beside = any(is_leading(n.label) for n in notes)
    for note in notes:
        role = role_of_label(note.label, beside_lead=True) if beside and note.label else note.role
        phrase.absorb(parse_units(note.text, role))
    phrase.co = [u for u in phrase.co if u not in phrase.lead]
    return phrase


def print_notes(notes: Sequence[UnitNote]) -> str:
    """Return the units as printed; labels are added where they tell who leads and who helps."""
    texts = [(n.label, join_unit_lines(n.text)) for n in notes]
    if len(texts) == 1 and notes[0].role == "lead":
        return texts[0][1]
    return "；".join(f"{label}：{text}" if label else text for label, text in texts)


def _deadlines(record: Record) -> tuple[Deadline, ...]:
    if record.deadline:
        found = [d for part in record.deadline.split("；") for d in read_deadline_cell(clean(part))]
        return tuple(found)
    # In a sentence an event bounds the work only with 前 or 内; 节假日期间 there says when, not until when.
    return tuple(d for d in find_deadlines(record.text) if d.kind != "event" or d.text[-1] in "前内")


def _deadline_findings(
    record: Record, stated: Sequence[Deadline], deadlines: Sequence[Deadline]
) -> list[SchemeFinding]:
    """Say what a person must set: a phrase nobody understands, or one that hangs on an event; and what was counted."""
    if record.deadline and not deadlines:
        message = "完成时限无法换算为日期，请人工填写"
        return [SchemeFinding("deadline_not_understood", message, record.deadline)]
    findings = []
    if deadlines and deadlines[0].kind in {"event", "relative"}:
        message = f"时限“{deadlines[0].text}”没有写明是哪一天，请填写日期"
        findings.append(SchemeFinding("deadline_not_understood", message, record.deadline or deadlines[0].text))
    for before, after in zip(stated, deadlines, strict=True):
        if before.kind == "relative" and after.kind == "fixed":
            message = f"时限“{after.text}”从成文日期起算，为{after.year}年{after.month}月{after.day}日，请核对"
            findings.append(SchemeFinding("deadline_counted", message, after.text))
    return findings


def _record_findings(record: Record, phrase: UnitPhrase, places: Counter[str]) -> list[SchemeFinding]:
    findings = []
    if record.is_part:
        message = "同一条中各句的责任单位不同，已按句拆成几项，请核对"
        findings.append(SchemeFinding("split_item", message, record.text[:60]))
    if record.broken:
        findings.append(SchemeFinding("broken_row", "本行没有任务内容，可能是表格断行", record.broken))
    if not phrase.lead and not phrase.all_units:
        words = "只有配合单位，没有牵头单位" if phrase.co or phrase.guide else "没有牵头单位"
        findings.append(SchemeFinding("no_lead_unit", words, record.text[:60]))
    shared = [n for n in record.notes if places[n.place] > 1]
    if shared:
        count = max(places[n.place] for n in shared)
        message = f"与相邻要求共用同一栏责任单位（共{count}项）"
        findings.append(SchemeFinding("shared_cell", message, join_unit_lines(shared[0].text)))
    if phrase.open_ended:
        message = "责任单位以“等”结尾，没有列全"
        findings.append(SchemeFinding("open_ended_units", message, print_notes(record.notes)))
    return findings


def build_duty(record: DutyRecord) -> Duty:
    """Return a duty stated outside the list."""
    phrase = read_notes(record.notes)
    raw = print_notes(record.notes)
    return Duty(record.title, record.text, raw, tuple(phrase.lead), phrase.all_units, record.number)
