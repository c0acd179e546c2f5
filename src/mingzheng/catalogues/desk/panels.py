"""The block a proposal's case shows: what it changes, line by line, old beside new."""

from typing import Any

from mingzheng.casework.public import Case, Panel
from mingzheng.catalogues.declaration import Catalogue, ChangeKind
from mingzheng.catalogues.models import ChangeLine
from mingzheng.catalogues.registry import get_catalogue
from mingzheng.catalogues.selectors import find_change, versions_of
from mingzheng.catalogues.values import compare, stored_values, unit_names
from mingzheng.platform.access.public import Actor

MOST_SHOWN = 100


def change_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the lines of a proposal, each with what changes. The reader has been admitted to the case."""
    change = find_change(case.pk)
    if change is None:
        return []
    try:
        catalogue = get_catalogue(change.catalogue)
    except KeyError:
        return []
    lines = list(change.lines.all()[:MOST_SHOWN])
    context = {
        "catalogue": catalogue,
        "change": change,
        "lines": _compared(catalogue, lines),
        "left_out": change.line_count - len(lines),
    }
    return [Panel("调整内容", "catalogues/panels/change.html", context)]


def _compared(catalogue: Catalogue, lines: list[ChangeLine]) -> list[dict[str, Any]]:
    before = _values_before(catalogue, lines)
    names = unit_names(*before.values(), *(line.values for line in lines))
    found = []
    for line in lines:
        old = before.get(line.number, {})
        new = {} if line.kind == ChangeKind.CANCEL else line.values
        rows = compare(catalogue, old, new, names)
        if line.kind == ChangeKind.ALTER:
            rows = [row for row in rows if row.differs]
        title = str(new.get("title") or old.get("title") or line.number)
        found.append({"line": line, "kind": ChangeKind(line.kind).label, "title": title, "rows": rows})
    return found


def _values_before(catalogue: Catalogue, lines: list[ChangeLine]) -> dict[str, dict[str, Any]]:
    """Return what stood in the entries these lines were written against, by number; one query."""
    bases = {line.number: line.base for line in lines if line.base}
    rows = versions_of(catalogue).filter(entry__number__in=list(bases))
    return {
        version.entry.number: stored_values(catalogue, version)
        for version in rows
        if bases[version.entry.number] == version.number
    }
