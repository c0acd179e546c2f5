"""The filters of a book's list, as one sentence: unit, days, state, words; what the book declares stands behind it."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet

from mingzheng.platform.design.public import DayInput
from mingzheng.platform.desk.public import DeskFilterSet
from mingzheng.platform.ledger.public import today
from mingzheng.registers.declaration import Field, Kind, Register
from mingzheng.registers.models import LIVE
from mingzheng.registers.naming import list_all_units, list_choices_for
from mingzheng.registers.selectors import WAITING

LIVE_WORD = "live"
STATES = (
    (LIVE_WORD, "未撤销的"),
    ("waiting", "待核验"),
    ("verified", "已核验"),
    ("returned", "已退回"),
    ("withdrawn", "已撤销"),
    ("all", "全部"),
)
YES_NO = (("", "不限"), ("true", "是"), ("false", "否"))
MOST_WORDS = 5


def _units() -> list[tuple[int, str]]:
    return list_all_units(today())


class RecordFilterSet(DeskFilterSet):
    """Filters every book's list has."""

    book: ClassVar[Register]
    sentence: ClassVar[str] = "单位 {unit}，{since} 至 {until}，{state}，内容含 {q}"
    defaults: ClassVar[dict[str, str]] = {"state": LIVE_WORD}
    q = django_filters.CharFilter(label="内容含", method="filter_text")
    unit = django_filters.ChoiceFilter(label="单位", choices=_units, field_name="unit_id", empty_label="不限")
    since = django_filters.DateFilter(label="日期起", field_name="occurred_on", lookup_expr="gte", widget=DayInput())
    until = django_filters.DateFilter(label="日期止", field_name="occurred_on", lookup_expr="lte", widget=DayInput())
    state = django_filters.ChoiceFilter(label="状态", choices=STATES, method="filter_state", empty_label="不限")

    def filter_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the records whose title, number elsewhere or searched texts hold the words."""
        texts = [item.code for item in self.book.fields if item.searched and item.kind in {Kind.TEXT, Kind.LONG_TEXT}]
        for word in value.split()[:MOST_WORDS]:
            holds = Q(title__icontains=word) | Q(external_number=word)
            for code in texts:
                holds |= Q(**{f"{code}__icontains": word})
            rows = rows.filter(holds)
        return rows

    def filter_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the records in a state."""
        if value == "all":
            return rows
        if value == LIVE_WORD:
            return rows.filter(LIVE)
        return rows.filter(state__in=WAITING) if value == "waiting" else rows.filter(state=value)


def filterset_for(book: Register, actor: Any) -> type[RecordFilterSet]:
    """Return the filters of one book: those of every book and those it declares."""
    more: dict[str, Any] = {
        item.code: _filter(item, actor) for item in book.fields if item.filtered and not item.masked
    }
    return type("BookFilterSet", (RecordFilterSet,), {"book": book, **more})


def _is_true(word: str) -> bool:
    return word == "true"


def _filter(item: Field, actor: Any) -> django_filters.Filter:
    if item.kind is Kind.CHOICE:
        return django_filters.ChoiceFilter(label=item.label, choices=item.choices, empty_label="不限")
    if item.kind is Kind.CHOICES:
        name = f"{item.code}__code"
        return django_filters.ChoiceFilter(label=item.label, choices=item.choices, field_name=name, empty_label="不限")
    if item.kind is Kind.BOOLEAN:
        return django_filters.TypedChoiceFilter(label=item.label, choices=YES_NO, coerce=_is_true, empty_value="")
    if item.kind is Kind.UNIT:
        return django_filters.ChoiceFilter(
            label=item.label, choices=_units, field_name=f"{item.code}_id", empty_label="不限"
        )
    if item.kind in {Kind.RECORD, Kind.RECORDS}:
        choices = list_choices_for(actor, item.of)
        return django_filters.ChoiceFilter(label=item.label, choices=choices, field_name=item.code, empty_label="不限")
    if item.kind in {Kind.PERSON, Kind.PERSONS}:
        return django_filters.CharFilter(label=item.label, field_name=f"{item.code}__name")
    if item.kind is Kind.DATE:
        return django_filters.DateFilter(
            label=f"{item.label}不晚于", field_name=item.code, lookup_expr="lte", widget=DayInput()
        )
    if item.kind in {Kind.INTEGER, Kind.DECIMAL}:
        return django_filters.NumberFilter(label=item.label)
    return django_filters.CharFilter(label=item.label, lookup_expr="icontains")
