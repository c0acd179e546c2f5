"""Whether a declaration is sound: every field has its column, every name is known, there is something to stand in."""

from collections.abc import Iterator

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from mingzheng.casework.public import Field, FieldKind
from mingzheng.catalogues.declaration import KINDS, Catalogue
from mingzheng.catalogues.models import CLASS_LENGTH, EntryVersion

OWN_COLUMNS = frozenset({"entry", "number", "unit", "class_code", "title", "valid_from", "valid_to"})
COLUMNS: dict[FieldKind, tuple[type[models.Field], ...]] = {
    FieldKind.TEXT: (models.CharField, models.TextField),
    FieldKind.LONG_TEXT: (models.CharField, models.TextField),
    FieldKind.DATE: (models.DateField,),
    FieldKind.INTEGER: (models.IntegerField,),
    FieldKind.BOOLEAN: (models.BooleanField,),
    FieldKind.CHOICE: (models.CharField,),
}


def list_declaration_faults(catalogue: Catalogue) -> list[str]:
    """Return everything that is wrong with a declaration, for its author."""
    if not issubclass(catalogue.model, EntryVersion):
        return ["the table does not derive from EntryVersion"]
    codes = [item.code for item in catalogue.fields]
    faults = [f"{code}: declared twice" for code in sorted(set(codes)) if codes.count(code) > 1]
    faults += [f"{code}: is a column every entry has" for code in codes if code in OWN_COLUMNS]
    for item in catalogue.fields:
        faults += _field_faults(catalogue, item)
    for name in (*catalogue.listed, *catalogue.searched, *catalogue.counted):
        if name not in codes:
            faults.append(f"{name}: no such field")
    faults += [
        f"{name}: only a choice can be counted by"
        for name in catalogue.counted
        if name in codes and catalogue.field(name).kind is not FieldKind.CHOICE
    ]
    return faults + list(_class_faults(catalogue))


def _field_faults(catalogue: Catalogue, item: Field) -> Iterator[str]:
    if item.kind not in KINDS:
        yield f"{item.code}: {item.kind} is no kind of an entry's field"
        return
    try:
        column = catalogue.model._meta.get_field(item.code)
    except FieldDoesNotExist:
        yield f"{item.code}: the table has no such column"
        return
    if not isinstance(column, COLUMNS[item.kind]):
        yield f"{item.code}: {item.kind} does not fit {type(column).__name__}"
    if item.kind is FieldKind.CHOICE and not item.choices:
        yield f"{item.code}: has nothing to choose from"
    longest = getattr(column, "max_length", None)
    if longest and item.kind in {FieldKind.TEXT, FieldKind.LONG_TEXT} and item.max_length > longest:
        yield f"{item.code}: longer than its column"
    if longest and any(len(code) > longest for code, _ in item.choices):
        yield f"{item.code}: a choice is longer than its column"


def _class_faults(catalogue: Catalogue) -> Iterator[str]:
    codes = [code for code, _ in catalogue.classes]
    if not codes:
        yield "there is no class an entry could stand in"
    if len(set(codes)) != len(codes):
        yield "a class is declared twice"
    if any(not code or len(code) > CLASS_LENGTH for code in codes):
        yield "a class has an empty or too long code"
