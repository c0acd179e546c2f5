"""A number taken down at once: figure, value, who said it. It is 未核 until somebody else has verified it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from mingzheng.casework.public import list_people_of
from mingzheng.domains.returns.desk.acting import ReturnsFormView, is_office, works_on_returns
from mingzheng.domains.returns.procedures.form import KINDS
from mingzheng.domains.returns.rules import period_of
from mingzheng.domains.returns.services.quick import Heard, note_number
from mingzheng.figures.public import (
    BadReading,
    Period,
    find_figure,
    find_named_figure,
    list_figure_names,
    may_record,
    name_of_figure,
)
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, DayInput, MultipleFileDrop, MultipleFileField, PlainForm
from mingzheng.platform.desk.public import Outcome
from mingzheng.platform.files.public import Rejected
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import list_units, organ_of


class QuickForm(PlainForm):
    """As few fields as a number needs."""

    figure = forms.CharField(label="指标", max_length=200, widget=forms.TextInput(attrs={"list": "figures"}))
    value = forms.CharField(
        label="数值", max_length=40, help_text="原样记：57、200余、近200、超3300万。", widget=forms.TextInput()
    )
    unit = forms.TypedChoiceField(label="单位", coerce=int, empty_value=None)
    given_by = forms.TypedChoiceField(label="谁提供的", required=False, coerce=int, empty_value=None)
    source_words = forms.CharField(label="来源", max_length=500, help_text="如：电话口述、会上所讲、某科台账。")
    kind = forms.ChoiceField(label="时段类型", choices=KINDS)
    since = forms.DateField(label="时段起始", required=False, widget=DayInput())
    until = forms.DateField(label="时段截止", widget=DayInput())
    reason = forms.CharField(
        label="更正理由", required=False, max_length=500, help_text="这个时段已有数值时才填；原数值留在历史中。"
    )
    papers = MultipleFileField(label="佐证材料", required=False, widget=MultipleFileDrop())

    def __init__(self, *args: Any, units: Sequence[Any], people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["given_by"].choices = [("", "未写明"), *people]  # type: ignore[attr-defined]

    def clean_figure(self) -> str:
        """Return the code of the figure chosen by title, by code, or by both."""
        found = find_named_figure(self.cleaned_data["figure"])
        if found is None:
            raise forms.ValidationError("指标目录中没有这项指标，请从提示中选择")
        if found.is_counted:
            raise forms.ValidationError(f"“{found.title}”由系统统计，不能填报；如有出入，请更正其来源记录")
        return found.code

    def clean(self) -> dict[str, Any]:
        """Put kind and days together into a period."""
        cleaned = super().clean() or {}
        try:
            cleaned["period"] = period_of(cleaned.get("kind", ""), cleaned.get("since"), cleaned.get("until"))
        except ValueError as error:
            self.add_error("until", str(error))
        return cleaned


class QuickView(ReturnsFormView):
    """Take a number down."""

    page_title = "记一个数"
    purpose = "先记下数值、来源和提供人，标为“未核”；另一人核验后才能用于定稿。"
    basis = "统计法关于原始记录、审核签署的规定"
    template_name = "returns/quick.html"
    form_class: ClassVar[type[forms.BaseForm]] = QuickForm
    submit_label: ClassVar[str] = "记为未核"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may report for some unit."""
        return works_on_returns(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("填报", reverse("returns:forms")), Crumb(self.page_title)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the units the actor may report for, with what the address already says."""
        asked, day = self.request.GET, today()
        units = [(unit.pk, unit.name) for unit in list_units(at=day) if may_record(self.actor, unit.pk)]
        people = list_people_of({*self.actor.unit_ids, *(pk for pk, _ in units)}, day)
        figure = find_figure(asked.get("figure", ""))
        initial: dict[str, Any] = {
            "figure": name_of_figure(figure) if figure and not figure.is_counted else "",
            "unit": asked.get("unit") or self._organ(day),
            **_period_fields(asked.get("period", "")),
        }
        return {"units": units, "people": people, "initial": initial}

    def _organ(self, day: date) -> int | None:
        """Return the organ the actor works in: a number dictated is nearly always the organ's, not its section's."""
        home = self.actor.home_unit_id
        return organ_of(home, day).pk if home else None

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Record the number, or correct the one that is there."""
        given = form.cleaned_data
        papers = tuple(self.store(upload) for upload in given["papers"] or ())
        heard = Heard(
            code=given["figure"],
            unit_id=given["unit"],
            period=given["period"],
            value=given["value"],
            source=given["source_words"],
            given_by_id=given["given_by"],
            papers=papers,
            reason=given["reason"],
        )
        try:
            reading, waits_for = note_number(heard, actor=self.actor, key=key)
        except BadReading as error:
            for name, texts in error.errors.items():
                field = {"unit": "unit", "period": "until", "reason": "reason", "figure": "figure"}.get(name, "value")
                form.add_error(field, list(texts))
            raise
        title = getattr(find_figure(given["figure"]), "title", given["figure"])
        who = f"待{'、'.join(waits_for[:3])}等核验" if waits_for else "还没有人可以核验，请联系党政办"
        return Outcome(f"已记“{title}”{reading.printed}（未核），{who}。", reverse("returns:unverified"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the catalogue to choose from."""
        return super().get_context_data(
            catalogue=list_figure_names(reported_only=True), is_office=is_office(self.actor), **kwargs
        )

    refusals: ClassVar[tuple[type[Exception], ...]] = (*ReturnsFormView.refusals, Rejected)


def _period_fields(key: str) -> dict[str, Any]:
    try:
        period = Period.from_key(key)
    except ValueError:
        period = Period.year(today().year)
    if period.ends_on is None:
        period = Period.year(today().year)
    return {"kind": period.kind.value, "since": period.starts_on, "until": period.ends_on}
