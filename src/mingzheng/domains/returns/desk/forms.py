"""Drawing a form up and revising it: the basics, its figures row by row, relations between rows, units and verifiers."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mingzheng.casework.public import open_case, perform
from mingzheng.domains.returns.desk.acting import FormPage, ReturnsFormView, is_office
from mingzheng.domains.returns.models import FormDetail
from mingzheng.domains.returns.procedures.form import KINDS
from mingzheng.domains.returns.rules import period_of, plain, write_relation
from mingzheng.domains.returns.selectors import find_offer, list_asked, number_of
from mingzheng.domains.returns.sheet import list_relations
from mingzheng.figures.public import find_figure, find_named_figure, list_figure_names, name_of_figure
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, DayInput, PlainForm, PlainTextarea
from mingzheng.platform.desk.public import Outcome
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import list_units

SPARE_ROWS = 6
ROW_FIELDS = ("title", "hint", "minimum", "maximum", "beyond", "required", "evidence")
ORGANS = frozenset({"organ", "township", "institution", "group"})


class FormForm(PlainForm):
    """The basics of a form; its figures are read from the rows beside."""

    title = forms.CharField(label="名称", max_length=200)
    kind = forms.ChoiceField(label="时段类型", choices=KINDS)
    since = forms.DateField(label="时段起始", required=False, widget=DayInput(), help_text="只在时段类型为“时段”时填。")
    until = forms.DateField(label="时段截止", widget=DayInput(), help_text="年度填该年任意一天，时点填数据截至的日期。")
    due_on = forms.DateField(label="填报截止日期", widget=DayInput())
    basis = forms.CharField(label="填报依据", max_length=500, help_text="通知的名称和文号。")
    note = forms.CharField(label="填报要求", required=False, max_length=2000, widget=PlainTextarea())
    relations = forms.CharField(
        label="勾稽关系",
        required=False,
        max_length=4000,
        widget=PlainTextarea(),
        help_text="按行次每行写一条：1=2+3（合计），2≤1（其中），4=2÷1×100%（占比）。",
    )
    unit_ids = forms.TypedMultipleChoiceField(
        label="填报单位", required=False, coerce=int, widget=forms.CheckboxSelectMultiple()
    )
    verify_unit_ids = forms.TypedMultipleChoiceField(
        label="核验单位",
        required=False,
        coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="不选即由党政办核验人员核验。",
    )

    def __init__(self, *args: Any, has_period: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = list_units(at=today())
        organs = [(unit.pk, unit.name) for unit in units if unit.kind in ORGANS]
        self.fields["unit_ids"].choices = organs  # type: ignore[attr-defined]
        self.fields["verify_unit_ids"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]
        if not has_period:
            for name in ("kind", "since", "until"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Put kind and days together into a period."""
        cleaned = super().clean() or {}
        if "kind" in self.fields:
            try:
                cleaned["period"] = period_of(cleaned.get("kind", ""), cleaned.get("since"), cleaned.get("until"))
            except ValueError as error:
                self.add_error("until", str(error))
        return cleaned


def read_rows(post: Any) -> list[dict[str, str]]:
    """Return the figure rows of a sent form in their order; a row without a figure is left out."""
    rows = []
    for index in range(int(post.get("rows", "0")) if post.get("rows", "0").isdecimal() else 0):
        row = {name: post.get(f"{name}-{index}", "").strip() for name in ROW_FIELDS}
        if not row["title"] or f"remove-{index}" in post:
            continue
        known = find_named_figure(row["title"])
        if known is not None:
            row["code"], row["title"] = known.code, known.title
        row["required"], row["evidence"] = ("是" if row[name] else "否" for name in ("required", "evidence"))
        rows.append({name: text for name, text in row.items() if text})
    return rows


class FormEditor(ReturnsFormView):
    """What drawing up and revising share."""

    template_name = "returns/form_editor.html"
    form_class: ClassVar[type[forms.BaseForm]] = FormForm

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return is_office(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("填报", reverse("returns:forms")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("returns:forms")

    def stored_rows(self) -> list[Mapping[str, str]]:
        """Return the rows as they are stored."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figure rows, sent or stored, some spare ones, and the catalogue to choose from."""
        sent = self.request.method == "POST"
        rows: list[Mapping[str, str]] = list(read_rows(self.request.POST) if sent else self.stored_rows())
        shown = [{**row, "title": _choice_of(row)} for row in rows] + [{"required": "是"}] * SPARE_ROWS
        return super().get_context_data(rows=shown, catalogue=list_figure_names(), **kwargs)

    def data_of(self, form: forms.BaseForm) -> dict[str, Any]:
        """Return the data for the door."""
        given = form.cleaned_data
        data: dict[str, Any] = {
            "title": given["title"],
            "due_on": given["due_on"].isoformat(),
            "basis": given["basis"],
            "note": given["note"],
            "unit_ids": given["unit_ids"],
            "verify_unit_ids": given["verify_unit_ids"],
            "figures": read_rows(self.request.POST),
            "relations": given["relations"],
        }
        return {name: value for name, value in data.items() if value not in ("", [])}


def _choice_of(row: Mapping[str, str]) -> str:
    figure = find_figure(row.get("code", ""))
    return name_of_figure(figure) if figure else row.get("title", "")


class NewFormView(FormEditor):
    """Draw a form up."""

    page_title = "拟制填报表"
    purpose = "选定指标、单位和截止日期；先存为拟制稿，由科室负责人发布。"
    submit_label: ClassVar[str] = "存为拟制稿"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for the period, too."""
        return {"has_period": True, "initial": {"kind": "year"}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Open the form's case."""
        given = form.cleaned_data
        days = {name: given[name].isoformat() for name in ("since", "until") if given[name]}
        data = {**self.data_of(form), "kind": given["kind"], **days}
        receipt = open_case("figure_form", actor=self.actor, occurred_on=today(), recorded_at=now(), data=data, key=key)
        return Outcome(
            f"已拟制“{data['title']}”，待发布。", reverse("casework:case", args=[number_of(receipt.case_id)])
        )


class ReviseFormView(FormPage, FormEditor):
    """Revise a form that is not published yet."""

    page_title = "修改填报表"
    submit_label: ClassVar[str] = "存为拟制稿"

    def get_cancel_url(self) -> str:
        """Return to the form."""
        return reverse("casework:case", args=[self.form_detail.case.number])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what is stored; refuse when the form is no longer drawn up."""
        form = self.form_detail
        if find_offer(self.actor, form.case, "revise") is None:
            raise PermissionDenied
        return {"has_period": False, "initial": _initial(form)}

    def stored_rows(self) -> list[Mapping[str, str]]:
        """Return the form's figures as rows."""
        return [
            {
                "title": figure.title if figure else row.figure,
                "code": row.figure,
                "hint": row.hint,
                "minimum": "" if row.minimum is None else plain(row.minimum),
                "maximum": "" if row.maximum is None else plain(row.maximum),
                "beyond": row.get_beyond_display(),
                "required": "是" if row.is_required else "否",
                "evidence": "是" if row.needs_evidence else "否",
            }
            for row, figure in list_asked(self.form_detail)
        ]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Perform the revision."""
        case = self.form_detail.case
        data = {"figures": [], "unit_ids": [], "relations": "", **self.data_of(form)}
        perform(case.pk, "revise", actor=self.actor, occurred_on=today(), recorded_at=now(), data=data, key=key)
        return Outcome(f"{case.number} 已修改，待发布。", self.get_cancel_url())


def _initial(form: FormDetail) -> dict[str, Any]:
    codes = [row.figure for row, _ in list_asked(form)]
    return {
        "title": form.case.title,
        "due_on": form.due_on,
        "basis": form.basis,
        "note": form.note,
        "relations": "\n".join(write_relation(item, codes) for item in list_relations(form.pk)),
        "unit_ids": form.unit_ids,
        "verify_unit_ids": form.verify_unit_ids,
    }
