"""The filters of a catalogue's list, as one sentence: class, unit, words; the day stands above the list."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet

from mingzheng.casework.public import FieldKind
from mingzheng.catalogues.declaration import Catalogue
from mingzheng.platform.desk.public import DeskFilterSet
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import list_units

MOST_WORDS = 5


def _units() -> list[tuple[int, str]]:
    return [(unit.pk, str(unit)) for unit in list_units(at=today())]


class EntryFilterSet(DeskFilterSet):
    """Filters every catalogue's list has."""

    catalogue: ClassVar[Catalogue]
    sentence: ClassVar[str] = "类别 {class_code}，责任单位 {unit}，内容含 {q}"
    q = django_filters.CharFilter(label="内容含", method="filter_text")
    unit = django_filters.ChoiceFilter(label="责任单位", choices=_units, field_name="unit_id", empty_label="不限")

    def filter_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the entries whose name, number or searched texts hold the words."""
        texts = [
            code
            for code in self.catalogue.searched
            if self.catalogue.field(code).kind in {FieldKind.TEXT, FieldKind.LONG_TEXT}
        ]
        for word in value.split()[:MOST_WORDS]:
            holds = Q(title__icontains=word) | Q(entry__number__icontains=word)
            for code in texts:
                holds |= Q(**{f"{code}__icontains": word})
            rows = rows.filter(holds)
        return rows


def filterset_for(catalogue: Catalogue) -> type[EntryFilterSet]:
    """Return the filters of one catalogue: those of every catalogue, its classes and its counted fields."""
    more: dict[str, Any] = {
        "class_code": django_filters.ChoiceFilter(
            label=catalogue.class_label, choices=catalogue.classes, empty_label="不限"
        )
    }
    for code in catalogue.counted:
        item = catalogue.field(code)
        more[code] = django_filters.ChoiceFilter(label=item.label, choices=item.choices, empty_label="不限")
    return type("CatalogueFilterSet", (EntryFilterSet,), {"catalogue": catalogue, **more})
