"""What of this room the public search finds: items with their attachments' text, by facets, as `public_items` has them.

Entries are written by jobs that read the item when they run: no word of it lies in a queue. Legal basis:
政府信息公开条例 第二十四条 (the platform lets people search).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from mingzheng.documents.reading import UnreadableDocument, read_document
from mingzheng.domains.publishing.models import Publication
from mingzheng.domains.publishing.rules import Validity, assess_validity
from mingzheng.domains.publishing.selectors import contents_of, public_items
from mingzheng.domains.publishing.site import reading
from mingzheng.domains.publishing.site.addresses import item_address
from mingzheng.domains.publishing.site.articles import TONES
from mingzheng.domains.publishing.words import ItemClass
from mingzheng.platform.content.public import Asset
from mingzheng.platform.files.public import FileUnavailable, read_bytes
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import Found, learn_words
from mingzheng.platform.search.public import Subject, facet_token, index_at_once, remove_at_once
from mingzheng.worktime.public import SHANGHAI

KIND = "public.item"
LONGEST = 20_000
READ_AT_ONCE = 200
PAST = (Validity.EXPIRED, Validity.ABOLISHED)


def ref_of(item_id: int) -> str:
    """Return the subject of an item in the index."""
    return f"{KIND}:{item_id}"


def _item_of(ref: str) -> int:
    kind, _, number = ref.rpartition(":")
    return int(number) if kind == KIND and number.isdigit() else 0


def bring_in_index(item_ids: Iterable[int]) -> int:
    """Write what the public may read of these items into the index, and take the rest out; return how many stand."""
    at, wanted = now(), list(item_ids)
    count = 0
    for start in range(0, len(wanted), READ_AT_ONCE):
        part = wanted[start : start + READ_AT_ONCE]
        rows = {row.item_id: row for row in reading.find_by_items(part, at).select_related("revision")}
        count += index_at_once((_subject(row, at) for row in rows.values()), at=at)
        learn_words(row.title for row in rows.values())
        for number in part:
            if number not in rows:
                remove_at_once(ref_of(number), at=at)
    return count


def _subject(row: Publication, at: dt.datetime) -> Subject:
    text = row.revision.text
    if row.manifest.get("assets"):
        words = [asset_text(asset) for asset in contents_of(row, at).attachments]
        text = "\n".join([text, *words])
    numbers = [number for number in (row.document_number, row.index_number) if number]
    return Subject(
        ref_of(row.item_id), KIND, row.title, f"{row.summary}\n{text}"[:LONGEST], numbers, facets_of(row, at)
    )


def asset_text(asset: Asset) -> str:
    """Return the words of an attachment, its title when it cannot be read."""
    try:
        document = read_document(read_bytes(asset.file), filename=asset.file.name)
    except (FileUnavailable, UnreadableDocument):
        return asset.title
    return f"{asset.title}\n{document.text[:LONGEST]}"


def facets_of(row: Publication, at: dt.datetime) -> list[str]:
    """Return the properties readers may ask for, as tokens of the index."""
    state = validity_of(row, at)
    properties = (
        ("state", "past" if state in PAST else "live"),
        ("class", row.item_class),
        ("year", row.published_at.astimezone(SHANGHAI).year),
        ("unit", row.unit_id),
        ("column", row.column.code),
    )
    return [facet_token(name, value) for name, value in properties]


def validity_of(row: Publication, at: dt.datetime) -> Validity:
    """Return the validity of a publication on the day of a moment."""
    return assess_validity(
        at.astimezone(SHANGHAI).date(),
        in_force_from=row.in_force_from,
        in_force_to=row.in_force_to,
        abolished_on=row.abolished_on,
    )


def visible(refs: Sequence[str]) -> set[str]:
    """Return which of these the public may see at this moment."""
    items = [number for ref in refs if (number := _item_of(ref))]
    return {ref_of(number) for number in public_items(now()).filter(item__in=items).values_list("item", flat=True)}


def load(refs: Sequence[str]) -> Mapping[str, Found]:
    """Return what results show of these, the public ones only."""
    at = now()
    rows = reading.find_by_items((_item_of(ref) for ref in refs), at).select_related("revision")
    return {ref_of(row.item_id): _found(row, at) for row in rows}


def _found(row: Publication, at: dt.datetime) -> Found:
    state = validity_of(row, at)
    facts = (row.column.name, row.unit.name, row.document_number)
    return Found(
        title=row.title,
        url=item_address(row.path),
        text=row.revision.text,
        day=row.published_at.astimezone(SHANGHAI).date(),
        facts=tuple(fact for fact in facts if fact),
        state=state.value,
        tone=TONES[state],
    )


def class_options() -> list[tuple[str, str]]:
    """Return the classes of items to filter by."""
    return [(str(value), str(label)) for value, label in ItemClass.choices]


def state_options() -> list[tuple[str, str]]:
    """Return the states to filter by."""
    return [("live", "现行有效或未标明"), ("unstated", "效力待确认"), ("past", "已失效、已废止")]


def year_options() -> list[tuple[str, str]]:
    """Return the years to filter by."""
    this = now().astimezone(SHANGHAI).year
    return [(str(year), f"{year}年") for year in range(this, this - 10, -1)]


def unit_options() -> list[tuple[str, str]]:
    """Return the units that have published."""
    return [(str(number), name) for number, name in reading.publishing_units(now())]


def column_options() -> list[tuple[str, str]]:
    """Return the columns to filter by."""
    return [(column.code, column.name) for column in reading.shown_columns(now())]
