"""The board of columns and the form of one: owner, interval, recheck, who signs what. The office keeps them."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import cached_property

from mingzheng.domains.publishing.boards import (
    judge_steps,
    list_column_lines,
    list_due_disclosures,
    list_late_disclosures,
)
from mingzheng.domains.publishing.desk.pages import publishes
from mingzheng.domains.publishing.models import Column
from mingzheng.domains.publishing.rules import BOUNDS, StepRule
from mingzheng.domains.publishing.selectors import find_column, list_alarms, list_columns, steps_of
from mingzheng.domains.publishing.services.columns import save_column
from mingzheng.domains.publishing.site.addresses import SITE_NAMES
from mingzheng.domains.publishing.topics import TOPICS
from mingzheng.domains.publishing.words import INTERVALS, Block, ColumnKind, Gate, Step
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, DayInput, PlainForm
from mingzheng.platform.desk.public import DeskFormView, DeskView, Outcome
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import PostLevel, list_units
from mingzheng.platform.portal.public import RESERVED

KEEPERS = frozenset({"office_section_head", "office_director"})


def keeps_columns(actor: Actor | None) -> bool:
    """Say whether somebody may make and change columns."""
    return actor is not None and actor.has_any_role(KEEPERS)


def is_taken(code: str) -> bool:
    """Say whether an address is the application's or another part of the site's."""
    if code in RESERVED or code in SITE_NAMES:
        return True
    try:
        resolve(f"/{code}/")
    except Resolver404:
        return False
    return True


class ColumnsView(DeskView):
    """Every column with its last update; and what is late for disclosure."""

    template_name = "publishing/columns.html"
    page_title = "栏目"
    purpose = "各栏目最近更新、更新间隔和空白情况；有内容的栏目公众才看得到。"
    basis = "国办秘函〔2019〕19号"

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the board."""
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the lines."""
        lines = list_column_lines(now())
        return super().get_context_data(
            lines=lines,
            stale=sum(line.lamp == "overdue" for line in lines),
            blank=sum(line.count == 0 for line in lines),
            late=list_late_disclosures(today()) if keeps_columns(self.actor) else [],
            due=list_due_disclosures(today(), 10) if keeps_columns(self.actor) else [],
            alarms=list_alarms(),
            may_keep=keeps_columns(self.actor),
            **kwargs,
        )


class ColumnForm(PlainForm):
    """A column, and per step the posts that sign and the gates they answer for."""

    name = forms.CharField(label="栏目名称", max_length=60)
    code = forms.RegexField(
        r"^[a-z][a-z0-9-]*$", label="网址名", max_length=40, help_text="小写字母、数字和短横，发布过信息后不再改"
    )
    standard_name = forms.CharField(label="规范名称", max_length=60, required=False)
    description = forms.CharField(label="说明", max_length=300, required=False)
    parent = forms.ChoiceField(label="上级栏目", required=False)
    owner_unit = forms.ChoiceField(label="维护单位")
    kind = forms.ChoiceField(label="类别", choices=ColumnKind.choices)
    topic = forms.ChoiceField(
        label="专题类型", choices=[("", "（不是专题）"), *((t.code, t.title) for t in TOPICS.values())], required=False
    )
    block = forms.ChoiceField(
        label="政府信息公开板块", choices=[("", "（不在板块中）"), *Block.choices], required=False
    )
    interval_days = forms.IntegerField(label="更新间隔（日，不填按类别）", min_value=1, max_value=730, required=False)
    order = forms.IntegerField(label="顺序", min_value=0, max_value=9999, initial=0)
    has_recheck = forms.BooleanField(label="发布前由宣传部门复核", required=False)
    closed_on = forms.DateField(label="停用日期", widget=DayInput, required=False)

    def __init__(self, *args: Any, column: Column | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.column = column
        others = [(str(row.pk), row.name) for row in list_columns() if column is None or row.pk != column.pk]
        self.fields["parent"].choices = [("", "（一级栏目）"), *others]  # type: ignore[attr-defined]
        units = [(str(unit.pk), unit.name) for unit in list_units(at=today())]
        self.fields["owner_unit"].choices = [("", "请选择"), *units]  # type: ignore[attr-defined]
        rules = steps_of(column.pk if column else None)
        for step in Step:
            levels = [(level.value, level.label) for level in PostLevel if level.value in BOUNDS[step]]
            self.fields[f"posts_{step}"] = forms.MultipleChoiceField(
                label=f"{step.label}签名岗位",
                choices=levels,
                widget=forms.CheckboxSelectMultiple,
                initial=sorted(rules[step].posts),
            )
            self.fields[f"gates_{step}"] = forms.MultipleChoiceField(
                label=f"{step.label}把关内容",
                choices=Gate.choices,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=list(rules[step].gates),
            )

    def steps(self) -> dict[str, StepRule]:
        """Return the table of signatures as it was given."""
        given = self.cleaned_data
        return {
            step.value: StepRule(frozenset(given.get(f"posts_{step}", ())), tuple(given.get(f"gates_{step}", ())))
            for step in Step
        }

    def clean(self) -> dict[str, Any]:
        """Hold the bounds of the table, one address a column, and the tree."""
        given = super().clean() or self.cleaned_data
        for fault in judge_steps(self.column, self.steps()):
            self.add_error(None, fault)
        code = given.get("code")
        if self.column is not None and code and code != self.column.code and self.column.items.exists():
            self.add_error("code", "栏目已有信息，网址名不能再改")
        if code and (self.column is None or code != self.column.code) and is_taken(code):
            self.add_error("code", f"“{code}”是本站已用的网址，请换一个，例如加上单位或年份的拼音")
        if any(row.code == code and (self.column is None or row.pk != self.column.pk) for row in list_columns()):
            self.add_error("code", "已有栏目用这个网址名")
        return given


class ColumnEditView(DeskFormView):
    """Makes or changes one column."""

    template_name = "publishing/column.html"
    form_class: ClassVar[type[forms.BaseForm]] = ColumnForm
    purpose = "三审三校不得减少；复审、终审由科室负责人以上签名；五关都要有人把。"
    submit_label = "保存栏目"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office's heads."""
        return keeps_columns(actor)

    @cached_property
    def column(self) -> Column | None:
        """Return the column in the address, None for a new one, or 404."""
        if "column" not in self.kwargs:
            return None
        found = find_column(self.kwargs["column"])
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return the column's name."""
        return self.column.name if self.column else "新设栏目"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the board."""
        return [Crumb("栏目", reverse("publishing:columns")), Crumb(self.get_page_title())]

    def get_cancel_url(self) -> str:
        """Return to the board."""
        return reverse("publishing:columns")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in the column as it stands."""
        held = self.column
        names = (
            "name",
            "code",
            "standard_name",
            "description",
            "kind",
            "topic",
            "block",
            "interval_days",
            "order",
            "has_recheck",
            "closed_on",
        )
        initial: dict[str, Any] = {name: getattr(held, name) for name in names} if held else {}
        if held:
            initial |= {"parent": str(held.parent_id or ""), "owner_unit": str(held.owner_unit_id)}
        return {"column": held, "initial": initial}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lay the signatures out as a table."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        context["plain_fields"] = [field for field in form if not field.name.startswith(("posts_", "gates_"))]
        context["step_lines"] = [(step, form[f"posts_{step}"], form[f"gates_{step}"]) for step in Step]
        context["intervals"] = [(ColumnKind(kind).label, days) for kind, days in INTERVALS.items() if days]
        return context

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep the column."""
        given = form.cleaned_data
        column = self.column or Column()
        for name in (
            "name",
            "code",
            "standard_name",
            "description",
            "kind",
            "topic",
            "block",
            "interval_days",
            "order",
            "has_recheck",
            "closed_on",
        ):
            setattr(column, name, given[name])
        column.parent_id = int(given["parent"]) if given["parent"] else None
        column.owner_unit_id = int(given["owner_unit"])
        save_column(column, form.steps(), actor=self.actor)  # type: ignore[attr-defined]
        return Outcome(f"已保存栏目“{column.name}”。", reverse("publishing:columns"))
