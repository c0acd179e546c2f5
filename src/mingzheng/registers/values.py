"""Values of a record: reading what was typed, putting them into columns and back, saying them in words.

A value travels as JSON (days as text, references as ids) between forms, files, endpoints and the ledger. Whether a
reference exists and whether it may be named is `checking`'s.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from mingzheng.casework.public import BadInput, FieldKind, Names, clean_given, find_names
from mingzheng.casework.public import Field as Typed
from mingzheng.platform.design.public import format_date
from mingzheng.registers.declaration import REFERENCES, RELATED, Field, Kind, Openness, Register
from mingzheng.registers.models import Record

HIDDEN = "〔不显示〕"
LONGEST_LINK = 500
MOST_RELATED = 500
# How a kind is typed: several persons are read as several units are, as ids.
SHAPES: Mapping[Kind, FieldKind] = {
    Kind.LINK: FieldKind.TEXT,
    Kind.PERSONS: FieldKind.UNITS,
    Kind.RECORDS: FieldKind.UNITS,
    Kind.RECORD: FieldKind.UNIT,
}


def own_fields(book: Register) -> tuple[Field, ...]:
    """Return the fields every record has, in this book's words."""
    own = [
        Field("occurred_on", book.day_label, Kind.DATE, required=True),
        Field("unit", book.unit_label, Kind.UNIT, required=True),
    ]
    if book.titled_by is None:
        own.append(Field("title", book.title_label, required=True, max_length=book.title_length, help=book.title_help))
    return tuple(own)


def closing_fields(book: Register) -> tuple[Field, ...]:
    """Return the fields that stand last: the number elsewhere, and who may read where records are closed."""
    last = [Field("external_number", "外部编号", max_length=80, help="在其他系统中的编号，没有的不填。")]
    if book.is_closed:
        choices = tuple((str(level.value), level.label) for level in Openness)
        last.append(Field("visibility", "可见范围", Kind.CHOICE, choices=choices, help="不选时为限定范围。"))
    return tuple(last)


def all_fields(book: Register) -> tuple[Field, ...]:
    """Return every field of a record in the order of forms and sheets."""
    return (*own_fields(book), *book.fields, *closing_fields(book))


def _typed(item: Field) -> Typed:
    longest = LONGEST_LINK if item.kind is Kind.LINK else item.max_length
    return Typed(
        code=item.code,
        label=item.label,
        kind=SHAPES.get(item.kind) or FieldKind(item.kind.value),
        required=item.required,
        choices=item.choices,
        max_length=longest,
        minimum=item.minimum,
        maximum=item.maximum,
        default=item.default,
    )


def read_given(book: Register, data: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """Return the readable values by field, lists in order. Raises BadInput with every error of every field."""
    fields = all_fields(book)
    known = {item.code for item in fields}
    errors = {str(code)[:60]: [f"没有“{str(code)[:60]}”这一栏"] for code in sorted(set(data) - known, key=str)}
    values: dict[str, Any] = {}
    for item in fields:
        try:
            values |= clean_given([_typed(item)], {item.code: data[item.code]} if item.code in data else {})
        except BadInput as problem:
            errors |= {name: list(texts) for name, texts in problem.errors.items()}
        if item.kind is Kind.LINK and item.code in values:
            values[item.code] = tidy_link(values[item.code])
        if item.code in values and (fault := _value_fault(book, item, values[item.code], today)):
            errors[item.code] = [fault]
    if errors:
        raise BadInput(errors)
    # What is not so is not said: a box left empty and a box never shown are the same.
    return {
        code: sorted(value) if isinstance(value, list) else value
        for code, value in values.items()
        if value is not False
    }


def tidy_link(text: str) -> str:
    """Return an address as it is compared: host in small letters, no place within the page, no slash at the end."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))


def _value_fault(book: Register, item: Field, value: Any, today: date) -> str:
    if item.kind is Kind.DECIMAL:
        places = int(book.model._meta.get_field(item.code).decimal_places)
        if int(Decimal(value).normalize().as_tuple().exponent) < -places:
            return f"“{item.label}”最多 {places} 位小数"
    if item.kind is Kind.LINK and not value.startswith(("http://", "https://")):
        return f"“{item.label}”应以 http:// 或 https:// 开头"
    if item.kind is Kind.DATE and item.past and date.fromisoformat(value) > today:
        return f"“{item.label}”不能晚于今天"
    return ""


def column_values(book: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns a record takes; what was not given is emptied. The plural ones are not in it."""
    columns: dict[str, Any] = {
        "occurred_on": date.fromisoformat(values["occurred_on"]),
        "unit_id": values["unit"],
        "title": book.titled_by(values)[:200] if book.titled_by else values["title"],
        "external_number": values.get("external_number", ""),
        "visibility": int(values.get("visibility", book.openness)),
    }
    for item in book.fields:
        if item.kind not in RELATED:
            columns[f"{item.code}_id" if item.kind in REFERENCES else item.code] = _column(item, values.get(item.code))
    return columns


_EMPTY: Mapping[Kind, Any] = {Kind.BOOLEAN: False, Kind.TEXT: "", Kind.LONG_TEXT: "", Kind.LINK: "", Kind.CHOICE: ""}


def _column(item: Field, value: Any) -> Any:
    if value is None:
        return _EMPTY.get(item.kind)
    if item.kind is Kind.DATE:
        return date.fromisoformat(value)
    return Decimal(value) if item.kind is Kind.DECIMAL else value


def stored_values(book: Register, record: Record) -> dict[str, Any]:
    """Return what stands in a record, as it would be typed; empty fields are left out."""
    found: dict[str, Any] = {
        "occurred_on": record.occurred_on.isoformat(),
        "unit": record.unit_id,
        "title": record.title,
        "external_number": record.external_number,
    }
    if book.titled_by is not None:
        del found["title"]
    if book.is_closed:
        found["visibility"] = str(record.visibility)
    for item in book.fields:
        found[item.code] = stored_value(record, item)
    return {code: value for code, value in found.items() if value not in ("", None, []) and value is not False}


def stored_value(record: Record, item: Field) -> Any:
    """Return one field of a record, as it would be typed."""
    if item.kind is Kind.CHOICES:
        return sorted(choice.code for choice in getattr(record, item.code).all())
    if item.kind in RELATED:
        return sorted(other.pk for other in getattr(record, item.code).all())
    if item.kind in REFERENCES:
        return getattr(record, f"{item.code}_id")
    value = getattr(record, item.code)
    if isinstance(value, date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


@dataclass(frozen=True, slots=True)
class BookNames:
    """The names behind references: of units, persons and cases, and the titles of records by book."""

    names: Names
    records: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def of(self, item: Field) -> Mapping[int, str]:
        """Return the names a field's references are said by."""
        tables: Mapping[Kind, Mapping[int, str]] = {
            Kind.UNIT: self.names.units,
            Kind.PERSON: self.names.persons,
            Kind.PERSONS: self.names.persons,
            Kind.CASE: self.names.cases,
        }
        return self.records.get(item.of, {}) if item.of else tables[item.kind]


def names_behind(pairs: Iterable[tuple[Field, Any]], titles: Any) -> BookNames:
    """Return the names of everything these values refer to; `titles(book_code, ids)` gives those of records."""
    wanted: dict[str, set[int]] = {"units": set(), "persons": set(), "cases": set()}
    records: dict[str, set[int]] = {}
    places = {Kind.UNIT: "units", Kind.PERSON: "persons", Kind.PERSONS: "persons", Kind.CASE: "cases"}
    for item, value in pairs:
        ids = value if isinstance(value, list) else [value]
        if item.of:
            records.setdefault(item.of, set()).update(ids)
        elif item.kind in places:
            wanted[places[item.kind]].update(ids)
    return BookNames(find_names(**wanted), {code: titles(code, ids) for code, ids in records.items()})


def describe_value(item: Field, value: Any, names: BookNames) -> str:
    """Return a value as people read it."""
    if value in (None, "", []):
        return ""
    many: Sequence[Any] = value if isinstance(value, list) else [value]
    if item.kind in {Kind.CHOICE, Kind.CHOICES}:
        words = dict(item.choices)
        return "、".join(words.get(str(one), str(one)) for one in many)
    if item.kind in REFERENCES | RELATED:
        known = names.of(item)
        return "、".join(known.get(pk, f"#{pk}") for pk in many)
    if item.kind is Kind.DATE:
        return format_date(date.fromisoformat(value))
    if item.kind is Kind.BOOLEAN:
        return "是" if value else "否"
    return str(value)
