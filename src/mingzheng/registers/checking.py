"""Whether a record may be entered as given: its day, what it refers to, what is on record already, the book's own rules.

All faults at once. Reading the shapes is `values`'; who may do it is `rules`'.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingzheng.casework.public import BadInput, Refusal, Refused, cases_for
from mingzheng.platform.access.public import Actor
from mingzheng.registers.declaration import Field, Kind, Register
from mingzheng.registers.models import LIVE, RecordState
from mingzheng.registers.naming import known_persons, known_units
from mingzheng.registers.registry import get_register
from mingzheng.registers.rules import day_fault
from mingzheng.registers.selectors import find_duplicate, records_for
from mingzheng.registers.values import all_fields, column_values, read_given

LONGEST_REASON = 500
MISSING = {
    Kind.UNIT: "单位",
    Kind.PERSON: "人员",
    Kind.PERSONS: "人员",
    Kind.RECORD: "登记",
    Kind.RECORDS: "登记",
    Kind.CASE: "事项",
}


def clean_record(book: Register, data: Mapping[str, Any], *, actor: Actor, today: date) -> dict[str, Any]:
    """Return the values of a record, tidied by the book. Raises BadInput with every error of every field."""
    values = read_given(book, data, today=today)
    if book.prepare is not None:
        values = book.prepare(values)
    errors = reference_faults(book, values, actor=actor)
    if fault := day_fault(book, date.fromisoformat(values["occurred_on"]), today):
        errors["occurred_on"] = [fault]
    if errors:
        raise BadInput(errors)
    return values


def reference_faults(book: Register, values: Mapping[str, Any], *, actor: Actor) -> dict[str, list[str]]:
    """Return what is wrong with what a record refers to, by field; one query a kind of thing referred to."""
    units: dict[str, set[int]] = {}
    persons: dict[str, set[int]] = {}
    errors: dict[str, list[str]] = {}
    for item in all_fields(book):
        if item.code not in values:
            continue
        value = values[item.code]
        if item.kind is Kind.UNIT:
            units[item.code] = {value}
        elif item.kind in {Kind.PERSON, Kind.PERSONS}:
            persons[item.code] = set(value) if isinstance(value, list) else {value}
        elif item.kind in {Kind.RECORD, Kind.RECORDS, Kind.CASE} and not _all_known(item, value, actor):
            errors[item.code] = [f"“{item.label}”中有不存在或您无权查看的{MISSING[item.kind]}"]
    for wanted, known, word in ((units, known_units, "单位"), (persons, known_persons, "人员")):
        there = known(set().union(*wanted.values()))
        errors |= {
            code: [f"“{_label(book, code)}”中有不存在的{word}"] for code, ids in wanted.items() if not ids <= there
        }
    return errors


def _all_known(item: Field, value: Any, actor: Actor) -> bool:
    ids = set(value) if isinstance(value, list) else {value}
    if item.kind is Kind.CASE:
        rows: Any = cases_for(actor)
    else:
        rows = records_for(actor, get_register(item.of)).filter(LIVE)
    return bool(rows.filter(pk__in=ids).count() == len(ids))


def _label(book: Register, code: str) -> str:
    return next(item.label for item in all_fields(book) if item.code == code)


def refuse_faulty(book: Register, values: Mapping[str, Any], *, but: int | None = None) -> None:
    """Raise Refused when the record is there already or breaks the book's own rules, with every reason."""
    reasons = list(book.judge(values)) if book.judge is not None else []
    duplicate = find_duplicate(book, column_values(book, values), but=but)
    if duplicate is not None:
        reasons.append(duplicate_reason(book, duplicate[0]))
    if reasons:
        raise Refused(reasons)


def duplicate_reason(book: Register, group: str) -> Refusal:
    """Return the refusal of a record that is there already."""
    labels = {item.code: item.label for item in all_fields(book)}
    words = "、".join(labels.get(name, name) for name in group.split("+"))
    return Refusal(
        "duplicate",
        f"登记簿中已有相同的{words}，同一事项只登记一次",
        "请在列表中查找已有记录，需要改动的用更正",
    )


def require_reason(reason: str, *, changed: bool = True, was: str = "") -> None:
    """Raise Refused when nothing changed or no reason is given; what came back is put right without one."""
    reasons = []
    if not changed:
        reasons.append(Refusal("nothing_changed", "内容没有改动", "请改动后再提交，或返回"))
    if not reason.strip() and was not in {RecordState.RETURNED}:
        reasons.append(Refusal("no_reason", "没有写明理由", "请填写理由，理由会留在记录中"))
    if reasons:
        raise Refused(reasons)
    check_length(reason)


def check_length(reason: str) -> None:
    """Raise BadInput for a reason longer than its column."""
    if len(reason) > LONGEST_REASON:
        raise BadInput({"reason": [f"“理由”最多 {LONGEST_REASON} 字，现有 {len(reason)} 字"]})
