"""Form widgets that Django has not: native day and moment pickers, file drops, and a choice of appearance.

All other widgets are Django's own, drawn by the templates under `templates/django/forms/widgets/`.
"""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A native day picker; sends and shows ISO days whatever the locale."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A native picker for a day and a time, to the minute."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class MonthInput(forms.DateInput):
    """A native month picker."""

    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m")


class FileDrop(forms.FileInput):
    """One file, picked or dropped. What may be uploaded is decided by the file room."""


class MultipleFileDrop(forms.FileInput):
    """Several files, picked or dropped together."""

    allow_multiple_selected = True


class PlainTextarea(forms.Textarea):
    """A text area that begins with `rows` lines and grows with its text."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 3) -> None:
        super().__init__(attrs={"rows": rows, **(attrs or {})})
        self.attrs.pop("cols", None)


class MultipleFileField(forms.FileField):
    """A field of several files; cleans to a list, empty when nothing was sent and nothing was required."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", MultipleFileDrop())
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Clean each file as a single one."""
        single = super().clean
        items = [item for item in (data if isinstance(data, list | tuple) else [data]) if item]
        if not items:
            single(None, initial)
            return []
        return [single(item, initial) for item in items]
