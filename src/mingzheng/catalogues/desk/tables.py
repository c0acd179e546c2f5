"""The table of a catalogue's entries: declared columns, each with the words of its value."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingzheng.casework.public import Field, FieldKind
from mingzheng.catalogues.declaration import Catalogue
from mingzheng.catalogues.values import all_fields, describe_value
from mingzheng.platform.desk.public import CodeColumn, DateColumn, DeskColumn, DeskTable, LinkColumn


class EntryColumn(LinkColumn):
    """The name of an entry as a link to its page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(url="", **kwargs)

    def render(self, value: Any, record: Any, table: "EntryTable") -> SafeString:  # type: ignore[override]
        """Draw the link; the page opens as of the day the list was read."""
        address = f"{record.entry_id}/{table.suffix}"
        return format_html('<a class="clamp-2" href="{}" data-row-link>{}</a>', address, value)


class FieldColumn(DeskColumn):
    """A declared field of an entry, in words."""

    def __init__(self, item: Field, **kwargs: Any) -> None:
        super().__init__(accessor=item.code, orderable=item.kind in {FieldKind.DATE, FieldKind.CHOICE}, **kwargs)
        self.item = item

    def render(self, value: Any, record: Any) -> SafeString:
        """Draw at most two lines."""
        return format_html('<span class="clamp-2 cell-words">{}</span>', self.value(record, value))

    def value(self, record: Any, value: Any) -> str:
        """Return the words."""
        plain = value.isoformat() if self.item.kind is FieldKind.DATE else value
        return describe_value(self.item, plain, {})


class EntryTable(DeskTable):
    """Entries in force on a day."""

    caption = "目录条目"
    number = CodeColumn(verbose_name="编号", accessor="entry__number")
    title = EntryColumn(verbose_name="名称")
    class_code = DeskColumn(verbose_name="类别")
    unit = DeskColumn(verbose_name="责任单位", is_short=True, orderable=False)
    valid_from = DateColumn(verbose_name="本版生效", priority=3)

    class Meta(DeskTable.Meta):
        sequence = ("number", "title", "class_code", "...", "unit", "valid_from")

    def __init__(self, *args: Any, catalogue: Catalogue, suffix: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue, self.suffix = catalogue, suffix
        self.columns["number"].column.verbose_name = catalogue.number_label
        self.columns["title"].column.verbose_name = catalogue.title_label
        self.columns["class_code"].column.verbose_name = catalogue.class_label
        self.columns["unit"].column.verbose_name = catalogue.unit_label

    def render_class_code(self, value: str) -> SafeString:
        """Draw the words of the class."""
        return format_html('<span class="clamp-2 cell-words">{}</span>', self.catalogue.class_title(value))

    def value_class_code(self, value: str) -> str:
        """Return the words of the class, for a spreadsheet."""
        return self.catalogue.class_title(value)


def columns_for(catalogue: Catalogue) -> list[tuple[str, DeskColumn]]:
    """Return the columns a catalogue lists."""
    shown = [item for item in all_fields(catalogue) if item.code in catalogue.listed]
    return [
        (f"f_{item.code}", FieldColumn(item, verbose_name=item.label, priority=min(2 + rank, 4)))
        for rank, item in enumerate(shown)
    ]
