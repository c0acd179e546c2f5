"""The filter kit: a filter set that reads as one sentence, with the rest under 更多条件.

A list's filters are declared in its own room; saving them under a name lives in `services`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django import forms
from django.http import QueryDict

PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A piece of the sentence: words, or a field with whether it narrows the list."""

    text: str = ""
    field: forms.BoundField | None = None
    is_set: bool = False


class PlainRows(list[Any]):
    """Rows that are no queryset, for a filter set that narrows them in its own `qs`."""

    model = None


class DeskFilterSet(django_filters.FilterSet):
    """Filters of a list.

    `sentence` names the fields where they stand: `"责任单位 {unit}，状态 {state}，内容含 {q}"`; the others stand under
    更多条件. `defaults` hold when the address names no filter at all. `search_field` is where the key / goes.
    """

    sentence: ClassVar[str] = ""
    defaults: ClassVar[Mapping[str, str]] = {}
    search_field: ClassVar[str] = "q"

    def __init__(self, data: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        given = data.copy() if data is not None else QueryDict(mutable=True)
        if not any(name in given for name in self.base_filters):
            for name, value in self.defaults.items():
                given[name] = value
        super().__init__(given, PlainRows(queryset) if isinstance(queryset, list | tuple) else queryset, **kwargs)

    @property
    def form(self) -> forms.Form:
        """Return the form, its controls named for those who do not see the sentence."""
        is_new = not hasattr(self, "_form")
        form: forms.Form = super().form
        if is_new:
            for name, field in form.fields.items():
                field.required = False
                field.widget.attrs.setdefault("aria-label", str(field.label or name))
                if name == self.search_field:
                    field.widget.attrs["data-filter-search"] = True
        return form

    @property
    def sentence_parts(self) -> list[SentencePart]:
        """Return the sentence piece by piece."""
        pieces = PLACE.split(self.sentence)
        parts = []
        for index, piece in enumerate(pieces):
            if index % 2:
                parts.append(SentencePart(field=self.form[piece], is_set=self.is_set(piece)))
            elif piece:
                parts.append(SentencePart(text=piece))
        return parts

    @property
    def more_parts(self) -> list[SentencePart]:
        """Return the fields the sentence does not name."""
        named = set(PLACE.findall(self.sentence))
        return [SentencePart(field=self.form[n], is_set=self.is_set(n)) for n in self.form.fields if n not in named]

    def is_set(self, name: str) -> bool:
        """Say whether a field narrows the list."""
        value = self.form.data.getlist(name) if hasattr(self.form.data, "getlist") else [self.form.data.get(name)]
        return any(item not in ("", None) for item in value)

    @property
    def more_is_open(self) -> bool:
        """Say whether a field outside the sentence narrows the list."""
        return any(part.is_set for part in self.more_parts)

    @property
    def is_active(self) -> bool:
        """Say whether the list is narrowed beyond its defaults."""
        return any(
            self.is_set(name) and self.form.data.get(name) != self.defaults.get(name) for name in self.form.fields
        )
