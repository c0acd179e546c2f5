"""Screens of the unit tree: the tree of a day, one unit with its history, and each change as a form."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property

from mingzheng.platform.access.public import may_manage_accounts
from mingzheng.platform.administration.forms import Dated, MoveForm, NewUnitForm, RenameForm, UnitDetails
from mingzheng.platform.administration.screens.base import AdminFormView, AdminView
from mingzheng.platform.administration.selectors import history_of, tree_lines_for
from mingzheng.platform.desk.public import Outcome
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import (
    Unit,
    add_unit,
    change_unit,
    close_unit,
    get_unit,
    is_dispatched,
    list_posts_of_unit,
    move_unit,
    rename_unit,
)


def find_or_404(unit_id: int) -> Unit:
    """Return the unit or answer 404."""
    try:
        return get_unit(unit_id)
    except Unit.DoesNotExist as missing:
        raise Http404 from missing


class UnitTreeView(AdminView):
    """The tree as it was on a day, today by default."""

    template_name = "administration/units.html"
    page_title = "单位"
    purpose = "维护单位、科室及其隶属、派驻关系；过去任何一天的样子都可以查。"
    crumb = ("", "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lines of the tree."""
        at = self._day()
        lines = tree_lines_for(self.actor, at=at)
        may_change = may_manage_accounts(self.actor)
        return super().get_context_data(lines=lines, at=at, is_today=at == today(), may_change=may_change, **kwargs)

    def _day(self) -> date:
        try:
            return parse_date(self.request.GET.get("at", "")) or today()
        except ValueError:
            return today()


class UnitView(AdminView):
    """One unit: details, posts, names and places it had."""

    template_name = "administration/unit.html"
    crumb = ("单位", "units")

    @cached_property
    def unit(self) -> Unit:
        """Return the unit of the address."""
        return find_or_404(self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Return the unit's name."""
        return self.unit.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add history and posts."""
        names, relations = history_of(self.unit)
        facts = [
            ("编码", self.unit.code),
            ("简称", self.unit.short_name or "未填"),
            ("别名", "、".join(self.unit.aliases) or "未填"),
            ("类别", self.unit.get_kind_display()),
            ("关系", "派驻/垂管" if is_dispatched(self.unit.pk, today()) else "隶属"),
            ("联系电话", self.unit.contact_phone or "未填"),
        ]
        return super().get_context_data(
            unit=self.unit,
            facts=facts,
            names=names,
            relations=relations,
            posts=list_posts_of_unit(self.unit.pk, today()),
            may_change=may_manage_accounts(self.actor) and self.unit.valid_to is None,
            **kwargs,
        )


class _UnitForm(AdminFormView):
    """A change of one unit."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    crumb = ("单位", "units")

    @cached_property
    def unit(self) -> Unit:
        """Return the unit of the address."""
        return find_or_404(self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Name the act and the unit."""
        return f"{self.page_title}：{self.unit.name}"

    def get_cancel_url(self) -> str:
        """Lead back to the unit."""
        return reverse("administration:unit", args=[self.unit.pk])

    def done(self, text: str) -> Outcome:
        """Say what is now true of the unit."""
        return Outcome(text, self.get_cancel_url())


class NewUnitView(AdminFormView):
    """Add a unit."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    crumb = ("单位", "units")
    page_title = "设立单位"
    form_class = NewUnitForm
    submit_label = "设立单位"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin under the unit one came from."""
        return {"initial": {"valid_from": today(), "parent": self.request.GET.get("parent")}}

    def get_cancel_url(self) -> str:
        """Lead back to the tree."""
        return reverse("administration:units")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Add it."""
        data = dict(form.cleaned_data)
        parent = data.pop("parent")
        unit = add_unit(**data, parent=get_unit(parent) if parent else None, editor=self.actor)
        return Outcome(f"已设立{unit.name}。", reverse("administration:unit", args=[unit.pk]))


class ChangeUnitView(_UnitForm):
    """Change what has no history."""

    page_title = "修改单位信息"
    form_class = UnitDetails
    submit_label = "保存单位信息"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what is there."""
        unit = self.unit
        details = {"short_name": unit.short_name, "order": unit.order, "contact_phone": unit.contact_phone}
        return {"initial": {**details, "aliases": "、".join(unit.aliases)}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Change it."""
        change_unit(unit=self.unit, editor=self.actor, on=today(), **form.cleaned_data)
        return self.done(f"{self.unit.name}的信息已更新。")


class RenameUnitView(_UnitForm):
    """Give it another name from a day on."""

    page_title = "单位更名"
    form_class = RenameForm
    submit_label = "更名"

    def get_consequences(self) -> list[str]:
        """Say what stays."""
        return ["原名称保留为曾用名，仍可识别旧文件中的写法。", "此前的办理记录和文件不改动。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Rename it."""
        unit = rename_unit(unit=self.unit, editor=self.actor, **form.cleaned_data)
        return self.done(f"已更名为{unit.name}。")


class MoveUnitView(_UnitForm):
    """Put it somewhere else from a day on."""

    page_title = "调整隶属关系"
    form_class = MoveForm
    submit_label = "调整关系"

    def get_consequences(self) -> list[str]:
        """Say who reads what from then on."""
        return ["自生效日起，新上级的授权及于本单位，原上级的授权不再及于本单位。", "生效日以前的统计仍按原隶属关系。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Move it."""
        data = dict(form.cleaned_data)
        parent = data.pop("parent")
        move_unit(unit=self.unit, parent=get_unit(parent) if parent else None, editor=self.actor, **data)
        return self.done(f"{self.unit.name}的关系已调整。")


class CloseUnitView(_UnitForm):
    """Close it from a day on."""

    page_title = "撤销单位"
    form_class = Dated
    submit_label = "撤销单位"
    submit_kind = "danger"

    def get_consequences(self) -> list[str]:
        """Say what ends."""
        return ["自生效日起不能再向该单位交办事项、任命岗位。", "历史事项、文件和统计保留。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Close it."""
        close_unit(unit=self.unit, editor=self.actor, **form.cleaned_data)
        return self.done(f"{self.unit.name}已撤销。")
