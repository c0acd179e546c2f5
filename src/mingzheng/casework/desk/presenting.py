"""Put a case, its acts and its dates into words and component values. Reads nothing but name tables; decides nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from mingzheng.casework.declaration import Action, Field, FieldKind, Procedure
from mingzheng.casework.models import Act, Case
from mingzheng.casework.naming import Names, find_names
from mingzheng.casework.registry import get_procedure, get_registration
from mingzheng.casework.selectors import Horizon, effective_state
from mingzheng.platform.design.public import Act as Entry
from mingzheng.platform.design.public import Change, PaperLink, format_date
from mingzheng.worktime.public import working_days_between

UNIT_KINDS = frozenset({FieldKind.UNIT, FieldKind.UNITS})
VERBS = {
    "open": "开始计算",
    "restart": "重新计算",
    "stop": "停止计算",
    "cancel": "撤销",
    "suspend": "暂停",
    "resume": "恢复计算",
    "extend": "延期",
    "recompute": "因节假日调整重算",
}
TONES = {"danger": "late", "primary": "action"}


def act_url(case: Case, code: str) -> str:
    """Return the address of an action's form: the engine's, or a page of the domain's own."""
    own = get_registration(case.procedure, case.procedure_version).pages.get(code)
    return reverse(own, args=[case.number]) if own else reverse("casework:act", args=[case.number, code])


def names_for(pairs: Iterable[tuple[Field, Any]], files: Iterable[int] = (), persons: Iterable[int] = ()) -> Names:
    """Return the names of everything these field values refer to."""
    wanted: dict[str, set[int]] = {"units": set(), "persons": set(persons), "files": set(files), "cases": set()}
    places = {
        FieldKind.UNIT: "units",
        FieldKind.UNITS: "units",
        FieldKind.PERSON: "persons",
        FieldKind.FILES: "files",
        FieldKind.CASE: "cases",
    }
    for item, value in pairs:
        if item.kind in places and value is not None:
            wanted[places[item.kind]].update(value if isinstance(value, list) else [value])
    return find_names(**wanted)


EMPTY = "（空）"


def describe_value(item: Field, value: Any, names: Names) -> str:
    """Return a field's value as people read it."""
    if item.private:
        return "〔不显示〕"
    if value in ("", None, []):
        return ""
    many = value if isinstance(value, list) else [value]
    tables: Mapping[FieldKind, Mapping[int, str]] = {
        FieldKind.UNIT: names.units,
        FieldKind.UNITS: names.units,
        FieldKind.PERSON: names.persons,
        FieldKind.FILES: names.files,
        FieldKind.CASE: names.cases,
    }
    if item.kind in tables:
        return "、".join(tables[item.kind].get(pk, f"#{pk}") for pk in many)
    if item.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        return "、".join(dict(item.choices).get(str(one), str(one)) for one in many)
    if item.kind is FieldKind.DATE:
        return format_date(date.fromisoformat(value))
    if item.kind is FieldKind.ROWS:
        return "\n".join(_describe_row(item, row) for row in value)
    if item.kind is FieldKind.BOOLEAN:
        return "是" if value else "否"
    return str(value)


def _describe_row(item: Field, row: Mapping[str, Any]) -> str:
    """Return one row's cells: the first column alone, the others under their names."""
    shown = [(label, row[code]) for code, label in item.choices if label and row.get(code)]
    head, rest = shown[:1], shown[1:]
    words = "；".join(f"{label} {value}" for label, value in rest)
    return "：".join(filter(None, (*(str(value) for _, value in head), words)))


def find_action(procedure: Procedure, code: str) -> Action | None:
    """Return an action by code, or None for a built-in annotation."""
    try:
        return procedure.action(code)
    except KeyError:
        return None


def present_acts(case: Case, acts: list[Act]) -> list[Entry]:
    """Return the timeline of a case, oldest first, with before/after and papers."""
    procedure = get_procedure(case.procedure, case.procedure_version)
    pairs = [
        (item, act.data[item.code])
        for act in acts
        if (action := find_action(procedure, act.action))
        for item in action.fields
        if item.code in act.data
    ]
    names = names_for(pairs, files=(pk for act in acts for pk in act.evidence), persons=_handlers(acts))
    return [_entry(procedure, act, names) for act in acts]


def _handlers(acts: list[Act]) -> Iterable[int]:
    for act in acts:
        for change in act.changes:
            if change.get("field") == "handler":
                yield from (pk for pk in (change["before"], change["after"]) if pk)


def _entry(procedure: Procedure, act: Act, names: Names) -> Entry:
    action = find_action(procedure, act.action)
    lines, papers = [], [*_papers(act.evidence, names, "证明材料")]
    for item in action.fields if action else ():
        if item.code not in act.data:
            continue
        if item.kind is FieldKind.FILES:
            papers.extend(_papers(act.data[item.code], names, item.label))
        else:
            lines.append(f"{item.label}：{describe_value(item, act.data[item.code], names) or EMPTY}")
    moved = ""
    if act.from_state and act.from_state != act.to_state:
        moved = f"{procedure.state(act.from_state).title} → {procedure.state(act.to_state).title}"
    return Entry(
        title=act.title,
        actor=_who(act),
        occurred_on=act.occurred_on,
        recorded_at=act.recorded_at if act.is_late_entry else None,
        unit=str(act.unit) if act.unit_id else "",
        text="\n".join(lines),
        changes=tuple(_changes(act, names)),
        papers=tuple(papers),
        tone=TONES.get(action.tone, "") if action else "",
        note=moved,
    )


def _who(act: Act) -> str:
    if not act.on_behalf_name:
        return act.actor_name
    words = {
        Act.Means.PAPER: f"{act.on_behalf_name}（纸面签批，{act.actor_name}代录）",
        Act.Means.PHONE: f"{act.on_behalf_name}（电话口头，{act.actor_name}代录）",
        Act.Means.COVER: f"{act.actor_name}（代 {act.on_behalf_name}，B角）",
        Act.Means.SYSTEM: f"{act.on_behalf_name}报送，{act.actor_name}签批",
    }
    return words[Act.Means(act.means)]


def _papers(ids: Iterable[int], names: Names, note: str) -> Iterable[PaperLink]:
    for pk in ids:
        yield PaperLink(names.files.get(pk) or f"材料 {pk}", f"/desk/case-files/{pk}", note)


def _changes(act: Act, names: Names) -> Iterable[Change]:
    for change in act.changes:
        if "clock" in change:
            move = change["clock"]
            before = format_date(date.fromisoformat(move["from"])) if move["from"] else ""
            after = format_date(date.fromisoformat(move["to"])) if move["to"] else ""
            yield Change(f"{move['title']}{VERBS.get(move['verb'], '')}", before if before != after else "", after)
        elif change["field"] == "handler":
            yield Change(change["label"], *(names.persons.get(change[side], "") for side in ("before", "after")))
        elif change["before"] not in ("", None, [], 0) and not change["field"].startswith("party."):
            yield Change(change["label"], _short(change["before"]), _short(change["after"]))


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def remaining_days(case: Case, at: Horizon) -> int | None:
    """Return the working days left of an open case (negative when overdue), None without a limit."""
    if case.due_on is None or not case.is_open:
        return None
    left = working_days_between(at.today, case.due_on, calendar=at.calendar)
    return left if left or case.due_on >= at.today else -1


def name_limit(title: str) -> str:
    """Return what a limit is called in a sentence: 签收期限, and 完成时限 as it is."""
    return title if title.endswith(("期限", "时限")) else f"{title}期限"


def state_title(case: Case, today: date) -> str:
    """Return the words for the state a case has today."""
    procedure = get_procedure(case.procedure, case.procedure_version)
    return procedure.state(effective_state(case, today)).title


def lamp_of(case: Case, at: Horizon) -> str:
    """Return a case's lamp."""
    return at.lamp_of(is_open=case.is_open, due_on=case.due_on, is_suspended=case.is_suspended)


def case_url(case: Case) -> str:
    """Return the address of a case's page."""
    return reverse("casework:case", args=[case.number])
