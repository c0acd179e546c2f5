"""Tags of the frame around a page: links to the design system, banner, ways through the site, dialogs, print and watermark.

What stands inside a page lives in `blocks` and `marks`.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingzheng.platform.design.paging import page_window
from mingzheng.platform.design.tags.marks import icon
from mingzheng.platform.design.tags.rendering import render_component
from mingzheng.platform.design.wording import NON_CLASSIFIED

register = template.Library()

STYLES = ("tokens", "base", "desk", "controls", "forms", "tables", "cards", "components", "records", "charts", "print")
SCRIPTS = ("keyboard", "forms", "selection", "interface")


@register.simple_tag
def stylesheets(theme: str = "auto") -> SafeString:
    """Link the design system; dark and high contrast by the surroundings or the reader's choice."""
    theme = theme or "auto"
    media = {
        "tokens-dark": {"auto": "(prefers-color-scheme: dark)", "dark": "all"}.get(theme, "not all"),
        "tokens-contrast": {"auto": "(prefers-contrast: more)", "contrast": "all"}.get(theme, "not all"),
    }
    rows = [(static("design/css/tokens.css"), "all", "")]
    rows += [(static(f"design/css/{name}.css"), media[name], name.removeprefix("tokens-")) for name in media]
    rows += [(static(f"design/css/{name}.css"), "print" if name == "print" else "all", "") for name in STYLES[1:]]
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}" media="{}" data-tokens="{}">', rows)


@register.simple_tag
def scripts() -> SafeString:
    """Link htmx and the design system's own scripts."""
    names = ["django_htmx/htmx-2.min.js", *(f"design/js/{name}.js" for name in SCRIPTS)]
    return format_html_join("\n  ", '<script src="{}" defer></script>', ((static(name),) for name in names))


@register.simple_tag
def non_classified() -> SafeString:
    """Draw the banner every staff screen carries."""
    return format_html(
        '<aside class="non-classified" aria-label="保密提示">{}<span>{}</span></aside>', icon("shield"), NON_CLASSIFIED
    )


@register.simple_tag
def brand_mark() -> SafeString:
    """Draw the product's mark."""
    return format_html('<img class="brand__mark" src="{}" alt="" width="30" height="30">', static("design/mark.svg"))


@register.simple_tag(takes_context=True)
def messages_region(context: Context) -> SafeString:
    """Draw what is now true after the last act, and keep a region for later messages."""
    return render_component("messages", messages=context.get("messages"))


@register.simple_tag
def keyboard_help() -> SafeString:
    """Draw the keyboard help that ? opens."""
    return render_component("keyboard")


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002
    """Draw a dialog opened by any button with data-open="<id>"."""
    return render_component("dialog", content=content, id=id, title=title)


@register.simple_tag
def watermark(name: str) -> SafeString:
    """Lay the reader's name over the screen and the print, faintly and repeatedly."""
    return render_component("watermark", name=name, pattern_id=f"wm-{quote(name, safe='')[:24].replace('%', '')}")


@register.simple_tag(takes_context=True)
def print_header(context: Context, title: str = "", number: str = "") -> SafeString:
    """Draw the head that only a print shows."""
    return render_component("print_header", title=title, number=number, context_name=context.get("actor_name", ""))


@register.simple_tag
def breadcrumbs(items: Sequence[Any]) -> SafeString:
    """Draw the way from home to here."""
    return render_component("breadcrumbs", items=items)


@register.simple_tag
def tabs(items: Sequence[Any], label: str = "分类") -> SafeString:
    """Draw tabs that are links."""
    return render_component("tabs", items=items, label=label)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Any, param: str = "page", per_page_choices: Sequence[int] = ()) -> SafeString:
    """Draw the pager of a list; the rest of the address is kept."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(**changes: Any) -> str:
        if query is None:
            return "?" + "&".join(f"{key}={value}" for key, value in changes.items())
        params = query.copy()
        for key, value in changes.items():
            params[key] = str(value)
        return "?" + params.urlencode()

    links = [(number, address(**{param: number}) if number else "") for number in page_window(page)]
    previous = address(**{param: page.number - 1}) if page.has_previous() else ""
    following = address(**{param: page.number + 1}) if page.has_next() else ""
    sizes = [(size, address(per_page=size, **{param: 1})) for size in per_page_choices]
    return render_component("pager", page=page, links=links, previous=previous, following=following, sizes=sizes)
