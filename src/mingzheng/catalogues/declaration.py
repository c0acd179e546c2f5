"""What a catalogue is: its classes, its fields, which of them lists show, search finds and figures count; frozen data.

A domain writes one `Catalogue` and hands it to `enrolling.register_catalogue`. Nothing here reads a database, a clock
or a setting. Whether a declaration is sound lives in `validation`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mingzheng.casework.public import Field, FieldKind, Refusal

# Kinds a field of an entry may have: what fits one column and travels in a workbook's cell.
KINDS = frozenset(
    {
        FieldKind.TEXT,
        FieldKind.LONG_TEXT,
        FieldKind.DATE,
        FieldKind.INTEGER,
        FieldKind.BOOLEAN,
        FieldKind.CHOICE,
    }
)


class ChangeKind(StrEnum):
    """What a line of a proposal does to an entry."""

    ADD = "add"
    ALTER = "alter"
    CANCEL = "cancel"

    @property
    def label(self) -> str:
        """Return the word people read."""
        return {ChangeKind.ADD: "新增", ChangeKind.ALTER: "修改", ChangeKind.CANCEL: "取消"}[self]


# What a domain adds of its own: the values of an entry in, reasons against it out. Pure.
Judge = Callable[[Mapping[str, Any]], list[Refusal]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One catalogue. `model` is the table of its versions, a subclass of `models.EntryVersion`.

    `classes` are its divisions (code, title): every entry stands in exactly one. `listed`, `searched` and `counted`
    name fields that lists show, search finds and figures divide by. `number_prefix` begins the numbers suggested for
    new entries. Figures are made from `figure_code`, the count of entries in force; `systems` are the rows it serves.
    """

    code: str
    title: str
    model: type[Any]
    classes: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    purpose: str = ""
    basis: str = ""
    class_label: str = "类别"
    title_label: str = "事项名称"
    unit_label: str = "责任单位"
    number_label: str = "编号"
    number_prefix: str = ""
    title_length: int = 200
    listed: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    figure_code: str = ""
    systems: tuple[str, ...] = ()
    judge: Judge | None = None

    def class_title(self, code: str) -> str:
        """Return the words of a class; the code itself when the declaration no longer has it."""
        return dict(self.classes).get(code, code)

    def field(self, code: str) -> Field:
        """Return a field by code. KeyError when there is none."""
        for item in self.fields:
            if item.code == code:
                return item
        raise KeyError(code)
