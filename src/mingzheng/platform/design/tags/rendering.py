"""Rendering one component's template; which component is drawn when is the tags' matter."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def render_component(name: str, /, **context: Any) -> SafeString:
    """Render `design/components/<name>.html` with nothing but the given values."""
    return render_to_string(f"design/components/{name}.html", context)
