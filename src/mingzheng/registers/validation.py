"""Whether a declaration is sound: every field has its column, every name is known, uniqueness stands in the table too."""

from collections.abc import Iterator

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from mingzheng.registers.declaration import Field, Kind, Register, Verification
from mingzheng.registers.models import Choice, Record
from mingzheng.registers.settings import PERIODS

OWN_COLUMNS = frozenset({"unit", "occurred_on", "title", "external_number", "visibility"})
COLUMNS: dict[Kind, tuple[type[models.Field], ...]] = {
    Kind.TEXT: (models.CharField, models.TextField),
    Kind.LONG_TEXT: (models.CharField, models.TextField),
    Kind.LINK: (models.CharField,),
    Kind.DATE: (models.DateField,),
    Kind.INTEGER: (models.IntegerField, models.BigIntegerField),
    Kind.DECIMAL: (models.DecimalField,),
    Kind.BOOLEAN: (models.BooleanField,),
    Kind.CHOICE: (models.CharField,),
    Kind.CHOICES: (models.ManyToManyField,),
    Kind.UNIT: (models.ForeignKey,),
    Kind.PERSON: (models.ForeignKey,),
    Kind.RECORD: (models.ForeignKey,),
    Kind.CASE: (models.ForeignKey,),
    Kind.PERSONS: (models.ManyToManyField,),
    Kind.RECORDS: (models.ManyToManyField,),
}
CHOOSING = frozenset({Kind.CHOICE, Kind.CHOICES})
POINTING = frozenset({Kind.RECORD, Kind.RECORDS})


def list_declaration_faults(book: Register) -> list[str]:
    """Return everything that is wrong with a declaration, for its author."""
    if not issubclass(book.model, Record):
        return ["the table does not derive from Record"]
    codes = [item.code for item in book.fields]
    faults = [f"{code}: declared twice" for code in set(codes) if codes.count(code) > 1]
    faults += [f"{code}: is a column every record has" for code in codes if code in OWN_COLUMNS]
    for item in book.fields:
        faults += _field_faults(book, item)
    faults += _unique_faults(book)
    return faults + list(_name_faults(book, set(codes)))


def _field_faults(book: Register, item: Field) -> Iterator[str]:
    try:
        column = book.model._meta.get_field(item.code)
    except FieldDoesNotExist:
        yield f"{item.code}: the table has no such column"
        return
    if not isinstance(column, COLUMNS[item.kind]):
        yield f"{item.code}: {item.kind} does not fit {type(column).__name__}"
    if item.kind is Kind.CHOICES and column.related_model is not Choice:
        yield f"{item.code}: several choices point to registers.Choice"
    if item.kind in CHOOSING and not item.choices:
        yield f"{item.code}: has nothing to choose from"
    if item.kind in POINTING and not item.of:
        yield f"{item.code}: names no book it points into"
    if item.masked and item.searched:
        yield f"{item.code}: what is masked cannot be searched"
    if item.kind is Kind.INTEGER and (item.minimum is None or item.maximum is None):
        yield f"{item.code}: a whole number needs bounds"
    longest = getattr(column, "max_length", None)
    if item.kind is Kind.CHOICE and longest and any(len(code) > longest for code, _ in item.choices):
        yield f"{item.code}: a choice is longer than its column"
    if item.kind in {Kind.TEXT, Kind.LONG_TEXT} and longest and item.max_length > longest:
        yield f"{item.code}: longer than its column"


def _unique_faults(book: Register) -> list[str]:
    held = {
        tuple(constraint.fields)
        for constraint in book.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    }
    return [f"{'+'.join(group)}: not unique in the table" for group in book.unique if group not in held]


def _name_faults(book: Register, codes: set[str]) -> Iterator[str]:
    named = {*book.person_fields, *(item.on for item in book.reminders)}
    named |= {book.covers} - {""}
    named |= {column for group in book.unique for column in group}
    named |= {name for figure in book.figures for name in (figure.amount, figure.on, figure.until) if name}
    for name in sorted(named - codes - OWN_COLUMNS):
        yield f"{name}: no such field"
    if bool(book.file) != bool(book.person_fields):
        yield "a personal file needs fields of persons, and they a file"
    if isinstance(book.verification, Verification) and not book.verification.by:
        yield "nobody may verify"
    if len({expected.code for expected in book.expected}) < len(book.expected):
        yield "two expectations have the same code"
    for expected in book.expected:
        if expected.every not in dict(PERIODS):
            yield f"{expected.title}: unknown period {expected.every}"
