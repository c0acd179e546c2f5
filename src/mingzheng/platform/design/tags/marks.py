"""Small marks inside a line: icons, lamps, due dates, buttons, chips, and how dates and numbers are written.

Anything that stands as a block of its own lives in `blocks`.
"""

from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingzheng.platform.design import wording
from mingzheng.platform.design.plots import format_value
from mingzheng.platform.design.tags.rendering import render_component
from mingzheng.platform.design.values import Lamp

register = template.Library()

BUTTON_KINDS = ("primary", "secondary", "quiet", "danger")


@cache
def _sprite() -> str:
    """Return the address of the icons, which is asked for dozens of times on a page and is one for a release."""
    return static("design/icons.svg")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; decorative unless it has a label."""
    sprite = f"{_sprite()}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, sprite)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', sprite)


@register.simple_tag
def lamp(state: str, word: str = "", *, compact: bool = False) -> SafeString:
    """Draw a lamp: colour, shape and word. `compact` hides the word from the eye only."""
    if not state:
        return SafeString("")
    known = Lamp(state)
    text = word or known.word
    body = format_html('<span class="{}">{}</span>', "visually-hidden" if compact else "lamp__word", text)
    mark = icon(f"lamp-{known.value}")
    return format_html('<span class="lamp lamp--{}" title="{}">{}{}</span>', known.value, text, mark, body)


@register.simple_tag
def due(
    due_on: date | datetime | None,
    remaining: int | None = None,
    unit: str = "working_day",
    state: str = "",
    *,
    suspended: bool = False,
    steps: Any = None,
    short: bool = False,
) -> SafeString:
    """Draw a due date with the time left; with `steps` (a Deadline or its steps) it opens its derivation."""
    return render_component(
        "due",
        due_on=due_on,
        words=wording.describe_due(due_on, remaining=remaining, unit=unit, suspended=suspended),
        day=wording.format_date(due_on),
        left=wording.describe_remaining(remaining, unit=unit, suspended=suspended),
        state=state,
        lines=wording.explanation_lines(steps),
        short=short,
    )


@register.simple_block_tag
def due_block(
    content: str, due_on: date | None, remaining: int | None = None, state: str = "", **kw: Any
) -> SafeString:
    """Draw a due date whose derivation is the block's content."""
    words = wording.describe_due(due_on, remaining=remaining, **kw)
    return render_component("due", due_on=due_on, words=words, state=state, slot=content, lines=[])


@register.simple_tag
def button(
    label: str,
    kind: str = "secondary",
    href: str = "",
    icon_name: str = "",
    type: str = "submit",  # noqa: A002
    name: str = "",
    value: str = "",
    reason: str = "",
    *,
    small: bool = False,
    **attrs: Any,
) -> SafeString:
    """Draw a button, or a link that looks like one. A `reason` greys it and is read with it; data_x becomes data-x."""
    if kind not in BUTTON_KINDS:
        raise ValueError(f"unknown kind of button: {kind}")
    extra = format_html_join("", ' {}="{}"', ((key.replace("_", "-"), val) for key, val in attrs.items()))
    return render_component(
        "button",
        **{"label": label, "kind": kind, "href": href, "icon_name": icon_name, "type": type, "name": name},
        **{"value": value, "reason": reason, "small": small, "extra": extra},
    )


@register.simple_tag
def person(name: str, post: str = "", url: str = "") -> SafeString:
    """Draw a person with the post held."""
    return render_component("chip", name=name, note=post, url=url, icon_name="user")


@register.simple_tag
def unit(name: str, role: str = "", url: str = "") -> SafeString:
    """Draw a unit with its role in the matter (主办, 会办, 指导)."""
    return render_component("chip", name=name, note=role, url=url, icon_name="unit")


@register.simple_tag
def tag(text: str, tone: str = "") -> SafeString:
    """Draw a small label; tone is empty, action, near, late or good."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{tone}" if tone else "", text)


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day as 2026年3月19日."""
    return wording.format_date(value)


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment as 2026年3月19日 17:40."""
    return wording.format_moment(value)


@register.filter
def count(value: int) -> str:
    """Write a count with thousands separated."""
    return wording.format_count(value)


@register.filter
def file_size(value: int) -> str:
    """Write the size of a file."""
    return wording.format_size(value)


@register.filter
def count_or_text(value: int | str) -> str:
    """Write a whole number with thousands separated and leave a text as it is."""
    return wording.format_count(value) if isinstance(value, int) else str(value)


@register.filter
def plain_number(value: float) -> str:
    """Write a measured number without needless decimals."""
    return format_value(value)


@register.filter
def split_words(value: str) -> list[str]:
    """Split a text at its blanks."""
    return value.split()
