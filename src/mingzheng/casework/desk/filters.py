"""The filters of a case list, as one sentence; a procedure's declared filters stand behind it."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet

from mingzheng.casework.models import Case
from mingzheng.casework.registry import get_procedure
from mingzheng.casework.selectors import filter_lamp, holds_word, horizon, known_procedures
from mingzheng.platform.desk.public import DeskFilterSet
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import list_units

LAMPS = (
    ("overdue", "■ 逾期"),
    ("due_soon", "▲ 将到期"),
    ("normal", "● 正常"),
    ("paused", "◐ 暂停"),
    ("done", "✓ 已办结"),
)


def _unit_choices() -> list[tuple[int, str]]:
    kinds = {"organ", "township", "institution", "group"}
    return [(unit.pk, str(unit)) for unit in list_units(at=today(), kinds=kinds)]


class CaseFilterSet(DeskFilterSet):
    """Filters every list of cases has."""

    sentence: ClassVar[str] = "承办单位 {unit}，灯 {lamp}，内容含 {q}"
    q = django_filters.CharFilter(label="内容含", method="filter_text")
    unit = django_filters.ChoiceFilter(
        label="承办单位", choices=_unit_choices, field_name="handling_unit_id", empty_label="不限"
    )
    lamp = django_filters.ChoiceFilter(label="灯", choices=LAMPS, method="filter_by_lamp", empty_label="不限")
    procedure = django_filters.ChoiceFilter(label="事项类型", choices=known_procedures, empty_label="不限")
    urgency = django_filters.ChoiceFilter(label="紧急程度", choices=Case.Urgency.choices, empty_label="不限")
    opened_from = django_filters.DateFilter(label="发生日期起", field_name="opened_on", lookup_expr="gte")
    opened_to = django_filters.DateFilter(label="发生日期止", field_name="opened_on", lookup_expr="lte")
    tag = django_filters.CharFilter(label="标签", method="filter_tag")

    class Meta:
        model = Case
        fields: ClassVar[list[str]] = []

    def filter_text(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Keep the cases whose number, title or external number holds the words."""
        for word in value.split()[:5]:
            rows = rows.filter(holds_word(word))
        return rows

    def filter_by_lamp(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Keep the cases with a lamp."""
        return filter_lamp(rows, value, horizon(today()))

    def filter_tag(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Keep the cases that carry a tag."""
        return rows.filter(tags__icontains=value)


def filterset_for(procedure_name: str) -> type[CaseFilterSet]:
    """Return the filters of one procedure's list: those of every list, its states, and what it declares."""
    procedure = get_procedure(procedure_name)
    states = [(state.code, state.title) for state in procedure.states]
    more: dict[str, Any] = {
        "procedure": None,
        "state": django_filters.ChoiceFilter(label="状态", choices=states, empty_label="不限"),
        "parent": django_filters.NumberFilter(label="上级件", field_name="parent_id"),
        "sentence": "承办单位 {unit}，状态 {state}，灯 {lamp}，内容含 {q}",
    }
    return type(f"{procedure_name.title().replace('_', '')}FilterSet", (CaseFilterSet,), more)
