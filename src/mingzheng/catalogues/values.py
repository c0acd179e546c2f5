"""Values of an entry: reading what was typed, putting them into columns and back, saying them in words, setting two apart.

A value travels as JSON (days as text, the unit as its id) between forms, files, proposals and endpoints.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.casework.public import BadInput, Field, FieldKind, Refused, clean_given
from mingzheng.catalogues.declaration import Catalogue
from mingzheng.catalogues.models import EntryVersion
from mingzheng.platform.design.public import format_date
from mingzheng.platform.org.public import Unit


def all_fields(catalogue: Catalogue) -> tuple[Field, ...]:
    """Return every field of an entry in the order of forms and sheets; the number stands before them."""
    return (
        Field("class_code", catalogue.class_label, FieldKind.CHOICE, required=True, choices=catalogue.classes),
        Field("title", catalogue.title_label, required=True, max_length=catalogue.title_length),
        *catalogue.fields,
        Field("unit", catalogue.unit_label, FieldKind.UNIT, required=True),
    )


def clean_values(catalogue: Catalogue, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the readable values of an entry. Raises BadInput with every error, Refused for the catalogue's own rules."""
    values = clean_given(all_fields(catalogue), data)
    unit = values["unit"]
    if not Unit.objects.filter(pk=unit).exists():
        raise BadInput({"unit": [f"“{catalogue.unit_label}”选择的单位不存在，请重新选择"]})
    reasons = catalogue.judge(values) if catalogue.judge is not None else []
    if reasons:
        raise Refused(reasons)
    return {code: value for code, value in values.items() if value is not False}


_EMPTY: Mapping[FieldKind, Any] = {FieldKind.DATE: None, FieldKind.INTEGER: None, FieldKind.BOOLEAN: False}


def column_values(catalogue: Catalogue, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns a version takes; what was not given is emptied."""
    columns = {"unit_id": values["unit"], "class_code": values["class_code"], "title": values["title"]}
    for item in catalogue.fields:
        value = values.get(item.code, _EMPTY.get(item.kind, ""))
        columns[item.code] = date.fromisoformat(value) if item.kind is FieldKind.DATE and value else value
    return columns


def stored_values(catalogue: Catalogue, version: EntryVersion) -> dict[str, Any]:
    """Return what stands in a version, as it would be typed; empty fields are left out."""
    found: dict[str, Any] = {"unit": version.unit_id, "class_code": version.class_code, "title": version.title}
    for item in catalogue.fields:
        value = getattr(version, item.code)
        found[item.code] = value.isoformat() if isinstance(value, date) else value
    return {code: value for code, value in found.items() if value not in ("", None) and value is not False}


def describe_value(item: Field, value: Any, units: Mapping[int, str]) -> str:
    """Return a value as people read it."""
    if value in (None, ""):
        return ""
    if item.kind is FieldKind.CHOICE:
        return dict(item.choices).get(str(value), str(value))
    if item.kind is FieldKind.UNIT:
        return units.get(int(value), f"#{value}")
    if item.kind is FieldKind.DATE:
        return format_date(date.fromisoformat(value))
    if item.kind is FieldKind.BOOLEAN:
        return "是" if value else "否"
    return str(value)


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two versions side by side."""

    label: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        """Say whether the two sides say different things."""
        return self.left != self.right


def unit_names(*values: Mapping[str, Any]) -> dict[int, str]:
    """Return the names of the units these values name, in one query."""
    wanted = {value["unit"] for value in values if value.get("unit")}
    return {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in=wanted)}


def compare(
    catalogue: Catalogue, left: Mapping[str, Any], right: Mapping[str, Any], units: Mapping[int, str]
) -> list[Compared]:
    """Return every field of both sides, in order; a side that has no value is empty."""
    return [
        Compared(
            item.label,
            describe_value(item, left.get(item.code), units),
            describe_value(item, right.get(item.code), units),
        )
        for item in all_fields(catalogue)
        if left.get(item.code) is not None or right.get(item.code) is not None
    ]
