"""The page on which an item is begun: its column is chosen from those the reader may write for."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from mingzheng.casework.public import open_case
from mingzheng.domains.publishing.desk.pages import REFUSALS, explain, publishes
from mingzheng.domains.publishing.selectors import get_case_number, list_columns
from mingzheng.domains.publishing.words import DisclosureKind, ItemClass
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import DayInput, PlainForm
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal
from mingzheng.platform.ledger.public import now, today


class NewItemForm(PlainForm):
    """Title, column, class, and the day the information came to be."""

    title = forms.CharField(label="标题", max_length=200)
    column = forms.ChoiceField(label="栏目")
    item_class = forms.ChoiceField(label="信息类别", choices=ItemClass.choices, initial=ItemClass.NOTICE)
    formed_on = forms.DateField(label="形成或者变更日期", widget=DayInput)
    disclosure_kind = forms.ChoiceField(label="公开时限", choices=DisclosureKind.choices)

    def __init__(self, *args: Any, columns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = columns  # type: ignore[attr-defined]


class NewItemView(DeskFormView):
    """Begins an item and leads to its text."""

    form_class: ClassVar[type[forms.BaseForm]] = NewItemForm
    page_title = "起草信息"
    purpose = "先定栏目和类别，再写正文。一件信息只归一个类别。"
    basis = "政府信息公开条例第二十六条"
    submit_label = "起草"
    refusals: ClassVar[tuple[type[Exception], ...]] = REFUSALS

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the columns that are open."""
        columns = [
            (column.code, f"{column.parent} › {column}" if column.parent else str(column)) for column in list_columns()
        ]
        return {"columns": columns, "initial": {"formed_on": today(), "column": self.request.GET.get("column", "")}}

    def get_consequences(self) -> list[str]:
        """Say which clock runs."""
        return ["公开期限自形成或者变更之日起算：一般信息20个工作日，许可、处罚决定7个工作日，转载24小时。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Open the case."""
        receipt = open_case(
            "publication", actor=self.actor, occurred_on=today(), recorded_at=now(), data=form.cleaned_data, key=key
        )
        number = get_case_number(receipt.case_id)
        return Outcome(f"已起草 {number}。", reverse("publishing:write", args=[number]))

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("casework:procedure", args=["publication"])
