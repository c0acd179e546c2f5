"""Turn a book's fields into a Django form and back into what the services take. Judging what was typed is theirs."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from mingzheng.casework.public import cases_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import DayInput, MultipleFileField, PlainTextarea, speak_plainly
from mingzheng.registers.declaration import Evidence, Field, Kind, Register
from mingzheng.registers.importing.cells import split_names
from mingzheng.registers.naming import (
    find_people_by_name,
    list_all_units,
    list_choices_for,
    list_enterable_units,
    list_people_for,
)
from mingzheng.registers.values import LONGEST_LINK, all_fields

FEW_CHOICES = 5
NAMED = "_named"


class RecordForm(forms.Form):
    """The form of one record: its fields, its papers, and when it is corrected the reason."""

    def __init__(
        self,
        *args: Any,
        book: Register,
        actor: Actor,
        on: date,
        corrects: bool = False,
        hides: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.book, self.actor, self.on = book, actor, on
        for item in all_fields(book):
            if item.masked and hides:
                continue
            self.fields[item.code] = self._field(item)
            if item.kind in {Kind.PERSON, Kind.PERSONS}:
                self._add_named(item)
        if book.evidence is not Evidence.NONE:
            needed = "计入统计前须有佐证，可以先登记后补。" if book.evidence is Evidence.REQUIRED else ""
            self.fields["evidence"] = MultipleFileField(
                label="佐证材料", required=False, help_text=f"照片、通知、链接截图等。{needed}"
            )
        if corrects:
            self.fields["reason"] = forms.CharField(
                label="更正理由",
                max_length=500,
                required=False,
                widget=PlainTextarea(),
                help_text="退回后补正的可不填。",
            )
        speak_plainly(self)

    def _field(self, item: Field) -> forms.Field:
        common = {"label": item.label, "required": item.required, "help_text": item.help, "initial": item.default}
        if item.kind in _PLAIN:
            return _PLAIN[item.kind](item, common)
        if item.kind is Kind.BOOLEAN:
            return forms.BooleanField(**{**common, "required": False})
        if item.kind is Kind.CHOICES:
            return forms.MultipleChoiceField(choices=item.choices, widget=forms.CheckboxSelectMultiple(), **common)
        if item.kind is Kind.CASE:
            return CaseNumberField(actor=self.actor, **common)
        if item.kind in {Kind.PERSONS, Kind.RECORDS}:
            return forms.TypedMultipleChoiceField(
                coerce=int, choices=self._options(item), widget=forms.CheckboxSelectMultiple(), **common
            )
        options = self._options(item)
        own = [pk for pk, _ in options if pk in self.actor.unit_ids]
        if item.code == "unit" and len(own) == 1:
            common["initial"] = own[0]
        return _one_of(options, common)

    def _options(self, item: Field) -> list[tuple[int, str]]:
        if item.kind is Kind.UNIT:
            if item.code == "unit":
                return list_enterable_units(self.actor, self.book, at=self.on)
            return list_all_units(self.on)
        if item.kind in {Kind.PERSON, Kind.PERSONS}:
            return list_people_for(self.actor, self.book, at=self.on, also=self._present(item))
        return list_choices_for(self.actor, item.of, also=self._present(item))

    def _present(self, item: Field) -> list[int]:
        """Return what stands in the record now: it stays among the options whoever corrects it."""
        value = self.initial.get(item.code)
        return value if isinstance(value, list) else [value] if isinstance(value, int) else []

    def _add_named(self, item: Field) -> None:
        """Let people who stand in no list be named."""
        several = "，几个人用顿号分开" if item.kind is Kind.PERSONS else ""
        self.fields[f"{item.code}{NAMED}"] = forms.CharField(
            label=f"不在名单中的{item.label}", required=False, max_length=500, help_text=f"填姓名或工号{several}。"
        )
        self.fields[item.code].required = False

    def clean(self) -> dict[str, Any]:
        """Find the people who were named, and say whom there is none or several of."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.book.fields:
            names = split_names(cleaned.get(f"{item.code}{NAMED}") or "")
            if not names:
                continue
            known = find_people_by_name(set(names))
            for name in names:
                hits = known.get(name, ())
                if len(hits) != 1:
                    text = f"“{name}”同名，请改填工号" if hits else f"没有人员“{name}”"
                    self.add_error(f"{item.code}{NAMED}", text)
                elif item.kind is Kind.PERSONS:
                    cleaned[item.code] = sorted({*(cleaned.get(item.code) or []), hits[0]})
                else:
                    cleaned[item.code] = hits[0]
        return cleaned

    def given(self) -> dict[str, Any]:
        """Return the data for the services."""
        data: dict[str, Any] = {}
        for item in all_fields(self.book):
            value = self.cleaned_data.get(item.code)
            if isinstance(value, date):
                value = value.isoformat()
            elif isinstance(value, Decimal):
                value = str(value)
            if value not in (None, "", []):
                data[item.code] = value
        return data


class CaseNumberField(forms.CharField):
    """A case named by its number; cleans to its id."""

    def __init__(self, *, actor: Actor, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.actor = actor

    def prepare_value(self, value: Any) -> Any:
        """Show the number of a case known by its id."""
        if isinstance(value, int):
            return cases_for(self.actor).filter(pk=value).values_list("number", flat=True).first() or ""
        return value

    def clean(self, value: Any) -> Any:
        """Return the id of the case, if the actor may see one of that number."""
        number = super().clean(value)
        if not number:
            return None
        found = cases_for(self.actor).filter(number=number.strip()).values_list("pk", flat=True).first()
        if found is None:
            raise forms.ValidationError("没有这个编号的件，请核对")
        return found


def _one_of(options: list[tuple[int, str]], common: dict[str, Any]) -> forms.Field:
    if common["required"] and len(options) == 1:
        common = {**common, "initial": options[0][0]}
    choices = [("", "请选择"), *options]
    return forms.TypedChoiceField(coerce=int, empty_value=None, choices=choices, widget=forms.Select(), **common)


def _choice(item: Field, common: dict[str, Any]) -> forms.Field:
    few = len(item.choices) <= FEW_CHOICES and item.required
    first = [] if few else [("", "请选择" if item.required else "不选")]
    choices = [*first, *item.choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect() if few else forms.Select(), **common)


_PLAIN: Mapping[Kind, Any] = {
    Kind.TEXT: lambda item, common: forms.CharField(max_length=item.max_length, **common),
    Kind.LONG_TEXT: lambda item, common: forms.CharField(max_length=item.max_length, widget=PlainTextarea(), **common),
    Kind.LINK: lambda item, common: forms.CharField(
        max_length=LONGEST_LINK, widget=forms.URLInput(attrs={"inputmode": "url"}), **common
    ),
    Kind.DATE: lambda item, common: forms.DateField(widget=DayInput(), **common),
    Kind.INTEGER: lambda item, common: forms.IntegerField(min_value=item.minimum, max_value=item.maximum, **common),
    Kind.DECIMAL: lambda item, common: forms.DecimalField(min_value=item.minimum, max_value=item.maximum, **common),
    Kind.CHOICE: _choice,
}
