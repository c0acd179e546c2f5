"""Screens of the [CFG] parameters: the list with basis and state, one with its history, setting it with a reason."""

import json
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.platform.access.public import Actor, may_change_parameter, may_read_organisation
from mingzheng.platform.administration.ledger_words import names_of_actors
from mingzheng.platform.administration.screens.base import AdminFormView, AdminView
from mingzheng.platform.desk.public import Outcome
from mingzheng.platform.org.public import NotPermitted
from mingzheng.platform.parameters.public import (
    BadValueError,
    Parameter,
    UnknownParameterError,
    get_parameter,
    get_value,
    list_changes,
    list_parameters,
    set_value,
)


def in_words(parameter: Parameter, value: Any) -> str:
    """Return a value as the screen shows it."""
    if parameter.kind == "bool":
        return "是" if value else "否"
    if parameter.kind == "choice":
        return dict(parameter.choices).get(value, str(value))
    return json.dumps(value, ensure_ascii=False) if parameter.kind == "json" else str(value)


def field_of(parameter: Parameter) -> forms.Field:
    """Return the form field that fits a parameter."""
    common: dict[str, Any] = {"label": parameter.title, "help_text": parameter.help_text}
    if parameter.kind == "int":
        return forms.IntegerField(min_value=parameter.minimum, max_value=parameter.maximum, **common)
    if parameter.kind == "bool":
        return forms.TypedChoiceField(
            choices=(("1", "是"), ("0", "否")), coerce=lambda text: text == "1", widget=forms.RadioSelect, **common
        )
    if parameter.kind == "choice":
        return forms.ChoiceField(choices=parameter.choices, **common)
    if parameter.kind == "json":
        return forms.JSONField(widget=forms.Textarea(attrs={"rows": 8}), **common)
    return forms.CharField(max_length=parameter.maximum or 500, required=bool(parameter.minimum), **common)


class ParameterForm(forms.Form):
    """A value and why."""

    reason = forms.CharField(label="修改依据或理由", max_length=200)
    field_order = ("value", "reason")

    def __init__(self, *args: Any, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = field_of(parameter)
        self.order_fields(self.field_order)


class ParametersView(AdminView):
    """All parameters by room."""

    template_name = "administration/parameters.html"
    page_title = "参数"
    purpose = "由本单位确定的时限、比例和开关；修改只影响以后开始计算的期限，全部留痕。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows."""
        rows = [
            {
                "key": view.parameter.key,
                "title": view.parameter.title,
                "value": in_words(view.parameter, view.value),
                "basis": view.parameter.basis,
                "status": view.status_label,
                "is_open": view.status != "confirmed",
                "may_change": may_change_parameter(self.actor, room=view.parameter.room),
            }
            for view in list_parameters()
        ]
        return super().get_context_data(rows=rows, to_confirm=sum(row["is_open"] for row in rows), **kwargs)


class ParameterView(AdminFormView):
    """One parameter: its history, and setting it where the duty allows."""

    template_name = "administration/parameter.html"
    crumb = ("参数", "parameters")
    form_class = ParameterForm
    submit_label = "修改参数"

    @cached_property
    def parameter(self) -> Parameter:
        """Return the parameter of the address."""
        try:
            return get_parameter(self.kwargs["key"])
        except UnknownParameterError as missing:
            raise Http404 from missing

    def may_see(self, actor: Actor) -> bool:
        """Any administrator reads; setting is judged when it is sent."""
        return may_read_organisation(actor)

    def get_page_title(self) -> str:
        """Return the title."""
        return self.parameter.title

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the value in force."""
        value = get_value(self.parameter.key)
        initial = ("1" if value else "0") if self.parameter.kind == "bool" else value
        return {"parameter": self.parameter, "initial": {"value": initial}}

    def get_cancel_url(self) -> str:
        """Lead back to the list."""
        return reverse("administration:parameters")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts and history."""
        parameter = self.parameter
        facts = [
            ("参数名", parameter.key),
            ("现值", in_words(parameter, get_value(parameter.key))),
            ("默认值", in_words(parameter, parameter.default)),
            ("依据", parameter.basis or "未注明"),
        ]
        names = names_of_actors(self.actor)
        changes = [
            (
                change,
                in_words(parameter, change.old_value),
                in_words(parameter, change.new_value),
                names.get(change.changed_by, change.changed_by),
            )
            for change in list_changes(parameter.key)
        ]
        may_change = may_change_parameter(self.actor, room=parameter.room)
        return super().get_context_data(facts=facts, changes=changes, may_change=may_change, **kwargs)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Set it."""
        parameter = self.parameter
        if not may_change_parameter(self.actor, room=parameter.room):
            raise NotPermitted("安全类参数由安全管理员修改，其他参数由系统管理员修改。")
        value = form.cleaned_data["value"]
        if value == get_value(parameter.key) and list_changes(parameter.key):
            raise BadValueError(parameter.key, "与现值相同，没有改动。")
        set_value(parameter.key, value, actor=self.actor.ref, reason=form.cleaned_data["reason"])
        return Outcome(f"{parameter.title}已设为{in_words(parameter, value)}。", self.request.path)
