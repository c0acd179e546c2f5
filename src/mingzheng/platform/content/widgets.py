"""The field a text is written in: a text area that a script turns into an editor. Without scripts it stays one."""

from typing import Any

from django import forms


class BodyInput(forms.Textarea):
    """Rich text over a textarea. `images` are (number, address, description) of the pictures that may be shown."""

    template_name = "content/body_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, images: tuple[tuple[int, str, str], ...] = ()) -> None:
        super().__init__({"rows": 24, "spellcheck": "false", "data-body-editor": "", **(attrs or {})})
        self.images = images

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the pictures to the template."""
        context = super().get_context(name, value, attrs)
        context["widget"]["images"] = self.images
        return context
