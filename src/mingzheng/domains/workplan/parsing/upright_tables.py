"""Reads tables that stand upright: one block of rows per requirement, heads on the left, values beside them.

Tables with heads on top are `tables`.
"""

from mingzheng.documents.reading import Table

from .columns import CO, GUIDE, INDEX, LEAD, REMARKS, RESPONSIBLE, TIME, UNIT_ROLES, WORK, find_header, role_of_head
from .numbering import find_mark, split_numbered
from .records import Label, Record, UnitNote
from .rows import make_label
from .wording import clean

Pair = tuple[str, str, str]


def read_upright(table: Table) -> list[Record]:
    """Return the records of an upright table, or nothing when it is none."""
    if any(find_header(table.rows, at) for at in range(min(len(table.rows), 3))):
        return []
    pairs = _pairs(table)
    rows = [row for row in table.rows if any(c.text.strip() for c in row)]
    if len(pairs) < 3 or len(pairs) < 0.6 * len(rows) or not any(p[0] in UNIT_ROLES for p in pairs):
        return []
    return [record for group in _groups(pairs) for record in _records(group)]


def _pairs(table: Table) -> list[Pair]:
    """Return (role, head, value) for every head that has a value to its right."""
    pairs: list[Pair] = []
    for row in table.rows:
        cells = [c for c in row if c.merged_from is None or c.merged_from[1] == row.index(c)]
        position = 0
        while position + 1 < len(cells):
            role = role_of_head(cells[position].text)
            if role and not role_of_head(cells[position + 1].text):
                pairs.append((role, clean(cells[position].text), cells[position + 1].text.strip()))
                position += 2
            else:
                position += 1
    return pairs


def _groups(pairs: list[Pair]) -> list[list[Pair]]:
    """Begin a new group where a head comes again."""
    groups: list[list[Pair]] = [[]]
    for pair in pairs:
        if any(pair[1] == known[1] for known in groups[-1]):
            groups.append([])
        groups[-1].append(pair)
    return groups


def _records(group: list[Pair]) -> list[Record]:
    work = [(head, value) for role, head, value in group if role == WORK and value]
    if not work:
        return []
    number = next((clean(v).rstrip(".、") for r, _, v in group if r == INDEX and v), None)
    has_lead = any(r == LEAD for r, _, _ in group)
    *upper, (_, body) = work
    heading = make_label(upper[0][1]) if len(upper) > 1 else Label()
    title = clean(upper[-1][1]) if upper else None
    notes = [
        UnitNote(head, value, _role(role, has_lead=has_lead), f"{id(group)}:{head}")
        for role, head, value in group
        if role in UNIT_ROLES and value
    ]
    records = []
    items = split_numbered(body)
    for item_number, text in items:
        record = Record(heading, text=clean(text), title=_title(title), notes=notes, has_own_place=True)
        record.number = (number if len(items) == 1 else None) or item_number
        record.deadline = "；".join(clean(v) for r, _, v in group if r == TIME and v)
        record.remarks = [(h, clean(v)) for r, h, v in group if r in REMARKS and v]
        records.append(record)
    return records


def _title(text: str | None) -> str | None:
    mark = find_mark(text) if text else None
    return mark.rest if mark else text


def _role(role: str, *, has_lead: bool) -> str:
    if role == RESPONSIBLE:
        return "co" if has_lead else "lead"
    return role if role in {LEAD, CO, GUIDE} else "lead"
