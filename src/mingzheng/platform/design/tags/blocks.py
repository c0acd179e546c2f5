"""Blocks inside a page: notices, refusals, numbers, timelines, boards, plots, facts and what may be done.

The frame around a page lives in `frame`; form fields live in `forms`.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from mingzheng.platform.design import plots
from mingzheng.platform.design.tags.rendering import render_component
from mingzheng.platform.design.values import Board, Plot

register = template.Library()

NOTICE_ICONS = {"info": "info", "warning": "warning", "late": "warning", "done": "check-circle", "refusal": "stop"}


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Draw a notice: info, warning, late or done."""
    return render_component("notice", kind=kind, title=title, content=content, icon_name=NOTICE_ICONS[kind])


@register.simple_tag
def refusal(reasons: Sequence[Any], title: str = "现在不能办理", next_step: str = "", next_url: str = "") -> SafeString:
    """Draw all reasons of a refusal at once and what to do next. A reason is text or has `.message` and `.basis`."""
    return render_component("refusal", reasons=reasons, title=title, next_step=next_step, next_url=next_url)


@register.simple_tag
def numbers(items: Sequence[Any], label: str = "概况") -> SafeString:
    """Draw summary numbers that lead to what they count."""
    return render_component("numbers", items=items, label=label)


@register.simple_tag
def timeline(acts: Sequence[Any], empty: str = "还没有办理记录。") -> SafeString:
    """Draw acts in the order given, each with what changed."""
    return render_component("timeline", acts=acts, empty=empty)


@register.simple_tag
def board(value: Board) -> SafeString:
    """Draw units by states; every count leads to its list."""
    rows = [(row, list(zip(value.columns, row.cells, strict=True))) for row in value.rows]
    return render_component("board", board=value, rows=rows, totals=list(zip(value.columns, value.totals, strict=True)))


@register.simple_tag
def plot(value: Plot, *, show_table: bool = True) -> SafeString:
    """Draw a plot and, beside it, its table."""
    rows = [(label, [series.values[index] for series in value.series]) for index, label in enumerate(value.labels)]
    return render_component("plot", plot=value, drawing=plots.draw(value), rows=rows, show_table=show_table)


@register.simple_tag
def empty_state(title: str, reason: str = "", label: str = "", url: str = "") -> SafeString:
    """Say why a list is empty and what would fill it."""
    return render_component("empty", title=title, reason=reason, label=label, url=url)


@register.simple_tag
def progress(
    done: int, total: int | None = None, label: str = "", poll_url: str = "", detail: str = "", every: int = 2
) -> SafeString:
    """Draw work under way; with `poll_url` it fetches itself again every `every` seconds until it has none."""
    share = None if not total else min(100, round(done * 100 / total))
    return render_component(
        "progress", done=done, total=total, share=share, label=label, poll_url=poll_url, detail=detail, every=every
    )


@register.simple_tag
def consequences(items: Sequence[Any], title: str = "确认后") -> SafeString:
    """Say before the button what will follow: who gets it, which clock starts, which date results."""
    return render_component("consequences", items=items, title=title)


@register.simple_tag
def facts(items: Sequence[Any], columns: int = 1) -> SafeString:
    """Draw a key-value list of `Fact`s or (label, value) pairs."""
    rows = [item if hasattr(item, "label") else {"label": item[0], "value": item[1]} for item in items]
    return render_component("facts", items=rows, columns=columns)


@register.simple_tag
def choices(items: Sequence[Any], title: str = "现在可以办") -> SafeString:
    """Draw what may be done now; what may not stands greyed with its reasons."""
    return render_component("choices", items=items, title=title)


@register.simple_tag
def stages(items: Sequence[Any], label: str = "办理进程") -> SafeString:
    """Draw where a matter stands on its way."""
    return render_component("stages", items=items, label=label)


@register.simple_block_tag
def panel(content: str, title: str = "", link: str = "", link_label: str = "全部", id: str = "") -> SafeString:  # noqa: A002
    """Draw a titled surface."""
    return render_component("panel", content=content, title=title, link=link, link_label=link_label, id=id)
