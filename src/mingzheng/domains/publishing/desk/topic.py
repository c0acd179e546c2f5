"""The form of a topic's own fields, made from its declaration."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import cached_property

from mingzheng.domains.publishing.desk.pages import REFUSALS, ItemPage, explain, may_write
from mingzheng.domains.publishing.services.drafting import keep_topic
from mingzheng.domains.publishing.topics import Topic, TopicField, topic_of
from mingzheng.platform.design.public import DayInput, PlainForm, PlainTextarea
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal


def _field_of(field: TopicField) -> forms.Field:
    words: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": field.help}
    if field.kind == "date":
        return forms.DateField(widget=DayInput, **words)
    if field.kind == "number":
        return forms.DecimalField(min_value=0, max_digits=16, decimal_places=2, **words)
    if field.kind == "long":
        return forms.CharField(max_length=1000, widget=PlainTextarea, **words)
    return forms.CharField(max_length=300, **words)


class TopicForm(PlainForm):
    """One field each, as the topic declares."""

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in topic.fields:
            self.fields[field.code] = _field_of(field)


class TopicView(ItemPage, DeskFormView):
    """Fills in the own fields of an item's topic."""

    form_class: ClassVar[type[forms.BaseForm]] = TopicForm
    submit_label = "保存专题要素"
    refusals: ClassVar[tuple[type[Exception], ...]] = REFUSALS

    @cached_property
    def topic(self) -> Topic:
        """Return the item's topic, or 404."""
        column = self.item.column
        topic = topic_of(column.topic, self.item.item_class) if column else None
        if topic is None:
            raise Http404
        return topic

    def get_page_title(self) -> str:
        """Return the topic's title."""
        return f"专题要素：{self.topic.title}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what is kept."""
        return {"topic": self.topic, "initial": dict(self.item.extra)}

    def get_cancel_url(self) -> str:
        """Return to the case."""
        return self.case_url

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep the values."""
        if not may_write(self.actor, self.case):
            raise PermissionDenied
        values = {name: "" if value is None else str(value) for name, value in form.cleaned_data.items()}
        keep_topic(self.case, values, actor=self.actor)
        return Outcome("已保存专题要素。", self.case_url)

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)
