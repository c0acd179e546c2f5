"""What lines of old articles are judged against, and the batches there are."""

from collections.abc import Mapping
from datetime import date

from mingzheng.domains.publishing.exchange.reconciling import squeeze
from mingzheng.domains.publishing.migrating.reading import Known
from mingzheng.domains.publishing.models import Item, Migration, Publication
from mingzheng.domains.publishing.selectors import list_columns
from mingzheng.platform.org.public import list_units
from mingzheng.worktime.public import SHANGHAI


def gather_known(answers: Mapping[str, str], on: date) -> Known:
    """Gather what is here: columns by code, name, standard name and path; units; titles with their day; 索引号."""
    columns: dict[str, set[str]] = {}
    for column in list_columns():
        names = [column.code, column.name, column.standard_name]
        if column.parent is not None:
            names.append(f"{column.parent.name}{column.name}")
        for name in filter(None, map(squeeze, names)):
            columns.setdefault(name, set()).add(column.code)
    held = Publication.objects.filter(is_current=True).values_list("title", "published_at")
    numbers = Item.objects.exclude(index_number="").values_list("index_number", flat=True)
    return Known(
        # A name two columns share says nothing: somebody has to answer which is meant.
        {name: codes.pop() for name, codes in columns.items() if len(codes) == 1},
        dict(answers),
        {squeeze(unit.name): unit.pk for unit in list_units(at=on)},
        frozenset((squeeze(title), at.astimezone(SHANGHAI).date()) for title, at in held.iterator()),
        frozenset(numbers.iterator()),
        on,
    )


def list_migrations(most: int = 30) -> list[Migration]:
    """Return the newest batches of old articles, without their lines."""
    return list(Migration.objects.defer("lines")[:most])


def find_migration(number: int) -> Migration | None:
    """Return a batch, or None."""
    return Migration.objects.select_related("list_file", "box_file").filter(pk=number).first()


def ready_lines(row: Migration) -> list[dict[str, object]]:
    """Return the lines that will be brought over: without problems, and not here already."""
    return [line for line in row.lines if not line["problems"] and not line["known"]]
