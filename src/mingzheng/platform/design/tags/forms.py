"""Tags for forms: one field, the summary of errors, the guard against sending twice, and hidden state.

How a field looks lives in `templates/django/forms/field.html`, so that `{{ form }}` and `{% field %}` look alike.
"""

import uuid
from typing import Any

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingzheng.platform.design.tags.rendering import render_component

register = template.Library()


@register.simple_tag
def field(bound: forms.BoundField, label: str = "", help_text: str = "") -> SafeString:
    """Draw a form field with label, help and errors; `label` and `help_text` replace the form's own words."""
    if label:
        bound.label = label
    if help_text:
        bound.help_text = help_text
    return bound.as_field_group()


@register.simple_tag
def error_summary(form: forms.BaseForm, title: str = "还有几处需要改") -> SafeString:
    """Draw all errors of a form at its head, each leading to its field; nothing when there are none."""
    if not form.errors:
        return SafeString("")
    rows: list[dict[str, Any]] = [{"label": "", "target": "", "text": text} for text in form.non_field_errors()]
    for bound in form.visible_fields():
        target = _first_control_id(bound)
        rows += [{"label": bound.label, "target": target, "text": text} for text in bound.errors]
    for bound in form.hidden_fields():
        rows += [{"label": "", "target": "", "text": text} for text in bound.errors]
    return render_component("error_summary", rows=rows, title=title)


def _first_control_id(bound: forms.BoundField) -> str:
    """Return the id the error link jumps to: the first choice of a set, else the control itself."""
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0" if bound.auto_id else ""
    return bound.id_for_label


@register.simple_tag
def once(key: str = "") -> SafeString:
    """Place the hidden key under which a repeated sending is the same sending; the door reads it as `key`."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', key or uuid.uuid4().hex)


@register.simple_tag
def seen_version(version: int) -> SafeString:
    """Place the version the reader saw, so that the loser of a race reads who did what."""
    return format_html('<input type="hidden" name="seen_version" value="{}">', version)
