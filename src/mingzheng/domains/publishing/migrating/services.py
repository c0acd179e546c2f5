"""Check a list of old articles, keep the answers to unknown columns, and bring the articles over in batches.

Each batch is one transaction and safe to repeat: a line has one address of its own, and a line that is here is skipped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from django.db import transaction

from mingzheng.casework.public import BadInput, BulkAct, BulkCase, bulk_load
from mingzheng.documents.reading import UnreadableDocument
from mingzheng.domains.publishing.manifesting import SHOWN, TEMPLATE, shown_fields
from mingzheng.domains.publishing.migrating.boxes import Box, NoBox, ZipBox
from mingzheng.domains.publishing.migrating.old_addresses import LONGEST_KEY, address_beside, key_of
from mingzheng.domains.publishing.migrating.reading import read_old_articles
from mingzheng.domains.publishing.migrating.selectors import gather_known, ready_lines
from mingzheng.domains.publishing.migrating.texts import PICTURES, place_pictures, read_text
from mingzheng.domains.publishing.models import Column, FormerFile, Item, Migration, Publication
from mingzheng.domains.publishing.services.drafting import OWNER
from mingzheng.domains.publishing.site.addresses import item_ref
from mingzheng.domains.publishing.site.jobs import index_items
from mingzheng.domains.publishing.words import ColumnKind, ItemClass, Mode
from mingzheng.platform.access.public import Actor
from mingzheng.platform.content.public import Asset, add_asset, begin_body, list_assets, save_revision, sign_manifest
from mingzheng.platform.files.public import Rejected, StoredFile, read_bytes, refuse_marked_text, store_upload
from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import today
from mingzheng.platform.portal.public import publish_after_commit

PURPOSE = "old_article"
AT_ONCE = 50
MOST_FAILED = 500
CLASS_OF_KIND: Mapping[str, str] = {
    ColumnKind.NEWS: ItemClass.NEWS,
    ColumnKind.NOTICE: ItemClass.NOTICE,
    ColumnKind.POLICY: ItemClass.POLICY,
    ColumnKind.INTERPRETATION: ItemClass.INTERPRETATION,
    ColumnKind.PERSONNEL: ItemClass.PERSONNEL,
    ColumnKind.STATISTICS: ItemClass.STATISTICS,
    ColumnKind.CONSULTATION: ItemClass.CONSULTATION,
    ColumnKind.FIXED: ItemClass.OVERVIEW,
}
TEXTS = ("source", "issuer", "document_number", "subject", "genre", "summary", "index_number")
DAYS = ("written_on", "in_force_from", "in_force_to", "abolished_on")


def box_of(row: Migration) -> Box:
    """Return the files that were packed with a batch."""
    return ZipBox(read_bytes(row.box_file)) if row.box_file is not None else NoBox()


def begin_migration(
    list_file: StoredFile, box_file: StoredFile | None, *, name: str, actor: Actor, at: datetime
) -> Migration:
    """Keep a list and its packed files as a batch that is checked and waits. Raises NotOurSheet."""
    row = Migration(
        list_file=list_file,
        box_file=box_file,
        name=name[:200],
        made_by_id=actor.account_id,
        made_name=actor.name[:80],
        made_at=at,
    )
    _check(row, box_of(row))
    row.save()
    return row


def answer_columns(row: Migration, answers: Mapping[str, str]) -> None:
    """Keep which columns unknown names mean, and judge every line anew."""
    row.answers = {**row.answers, **{words: code for words, code in answers.items() if code}}
    _check(row, box_of(row))
    row.save(update_fields=["answers", "lines"])


def _check(row: Migration, box: Box) -> None:
    if row.list_file is None:
        raise BadInput({"sheet": ["清单文件不在了，请重新上传"]})
    known = gather_known(row.answers, today())
    articles = read_old_articles(read_bytes(row.list_file), box, known, filename=row.list_file.name)
    row.lines = [article.as_json() for article in articles]


def claim(row: Migration) -> bool:
    """Mark a checked batch as running; False when somebody else did."""
    return bool(
        Migration.objects.filter(pk=row.pk, state=Migration.State.CHECKED).update(state=Migration.State.RUNNING)
    )


def drop(row: Migration) -> bool:
    """Give a checked batch up; False when it runs already."""
    return bool(
        Migration.objects.filter(pk=row.pk, state=Migration.State.CHECKED).update(state=Migration.State.DROPPED)
    )


def load(row: Migration, box: Box, *, actor: Actor, at: datetime) -> int:
    """Bring the sound lines of a batch over and return how many came; what could not is kept with its reason.

    Call it outside a transaction: every file is checked before it is kept, and a refusal stays on record.
    """
    lines = ready_lines(row)
    failed: list[dict[str, Any]] = []
    done = 0
    for start in range(0, len(lines), AT_ONCE):
        part = lines[start : start + AT_ONCE]
        done += _load_part(row, part, box, failed, actor=actor, at=at)
        Migration.objects.filter(pk=row.pk).update(loaded=done, failed=failed[:MOST_FAILED])
    Migration.objects.filter(pk=row.pk).update(state=Migration.State.DONE, ended_at=at)
    return done


@dataclass(slots=True)
class _Ready:
    """A line whose text and files were read, checked and stored."""

    line: Mapping[str, Any]
    html: str
    pictures: dict[str, tuple[StoredFile, str]] = field(default_factory=dict)
    files: list[tuple[str, StoredFile, str]] = field(default_factory=list)
    addresses: Mapping[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


def _load_part(
    row: Migration,
    lines: Sequence[Mapping[str, Any]],
    box: Box,
    failed: list[dict[str, Any]],
    *,
    actor: Actor,
    at: datetime,
) -> int:
    here = set(Item.objects.filter(path__in=[path_of(row, line) for line in lines]).values_list("path", flat=True))
    ready = []
    for line in lines:
        if path_of(row, line) in here:
            continue
        try:
            ready.append(_prepare(line, box, actor))
        except (Rejected, UnreadableDocument) as error:
            failed.append({"line": line["line"], "title": line["title"], "reason": error.message_zh})
        except (KeyError, OSError, RuntimeError) as error:
            failed.append({"line": line["line"], "title": line["title"], "reason": f"文件没有读出来：{error}"})
    with transaction.atomic():
        _write(row, ready, actor=actor, at=at)
    return len(here) + len(ready)


def path_of(row: Migration, line: Mapping[str, Any]) -> str:
    """Return the address of a line's page: the same however often it is brought over."""
    return f"{line['column']}/{line['published'][:4]}/q{row.pk}-{line['line']}"


def _prepare(line: Mapping[str, Any], box: Box, actor: Actor) -> _Ready:
    text = read_text(str(line["file"]), str(line["body"]), box)
    refuse_marked_text(f"{line['title']}\n{text.html}", actor, purpose=PURPOSE)
    page, address = str(line["file"]), str(line["values"].get("url", ""))
    beside = {
        name: address_beside(name, str(line.get("written", {}).get(name, "")), page, address)
        for name in line["attachments"]
    }
    ready = _Ready(line, text.html, addresses=beside | text.addresses)
    for name, words in text.pictures.items():
        ready.pictures[name] = (_store(name, box, actor), words)
    named = dict.fromkeys(line["attachments"], "") | text.files
    for name, words in named.items():
        ready.files.append((name, _store(name, box, actor), words))
    return ready


def _store(name: str, box: Box, actor: Actor) -> StoredFile:
    return store_upload(BytesIO(box.read(name)), filename=name.rpartition("/")[2], actor=actor, purpose=PURPOSE)


def _write(row: Migration, ready: Sequence[_Ready], *, actor: Actor, at: datetime) -> None:
    if not ready:
        return
    columns = {column.code: column for column in Column.objects.all()}
    cases, written = [], {}
    for one in ready:
        column = columns[str(one.line["column"])]
        body, path = begin_body(OWNER), path_of(row, one.line)
        numbers = {
            name: _add(body, file, Asset.Kind.IMAGE, actor, alt=alt) for name, (file, alt) in one.pictures.items()
        }
        one.numbers.update(numbers)
        for name, file, words in one.files:
            is_picture = file.name.lower().endswith(PICTURES)
            one.numbers[name] = _add(
                body, file, Asset.Kind.ATTACHMENT, actor, title=words, alt=words or file.name if is_picture else ""
            )
        revision = save_revision(body, place_pictures(one.html, numbers.get), actor=actor, note="由旧网站迁移")
        written[path] = (one, revision)
        cases.append(_case_of(one.line, column, body.pk, path, row.pk))
    bulk_load("publication", cases, actor=actor, recorded_at=at, reason=f"旧稿迁移：{row.name}"[:200])
    items = list(Item.objects.filter(path__in=written).select_related("case", "column"))
    Publication.objects.bulk_create([_publication_of(item, *written[str(item.path)]) for item in items])
    FormerFile.objects.bulk_create([row for item in items for row in _former_files(item, written[str(item.path)][0])])
    numbers_here = [item.pk for item in items]
    enqueue(index_items, item_ids=numbers_here)
    publish_after_commit([item_ref(number) for number in numbers_here])


def _former_files(item: Item, one: _Ready) -> Iterator[FormerFile]:
    """Return where the files of an old article stood, as its page or the list named them beside its own address."""
    for name, address in one.addresses.items():
        if not address:
            continue
        whole = urljoin(item.former_address, address)
        is_place = whole.startswith(("/", "http://", "https://"))
        if is_place and name in one.numbers and (key := key_of(whole)) and len(whole) <= LONGEST_KEY:
            yield FormerFile(item=item, asset_id=one.numbers[name], address=whole, key=key)


def _add(body: Any, file: StoredFile, kind: str, actor: Actor, *, title: str = "", alt: str = "") -> int:
    return add_asset(body, file, kind=kind, actor=actor, title=title, alt=alt).pk


def _case_of(line: Mapping[str, Any], column: Column, body_id: int, path: str, migration_id: int) -> BulkCase:
    values, moment = line["values"], datetime.fromisoformat(line["published"])
    item_class = values.get("item_class") or CLASS_OF_KIND.get(column.kind, ItemClass.OTHER)
    given = {
        "title": line["title"],
        "column": column.code,
        "item_class": str(item_class),
        "formed_on": moment.date().isoformat(),
        "disclosure_kind": "general",
    }
    detail: dict[str, Any] = {name: values.get(name, "") for name in TEXTS}
    detail |= {name: date.fromisoformat(values[name]) for name in DAYS if values.get(name)}
    detail |= {
        "column_id": column.pk,
        "body_id": body_id,
        "path": path,
        "published_at": moment,
        "mode": str(Mode.ACTIVE),
        "is_migrated": True,
        "former_address": str(values.get("url", ""))[:500],
        "former_key": key_of(str(values.get("url", ""))),
        "migration_id": migration_id,
    }
    unit = int(values.get("unit") or column.owner_unit_id)
    return BulkCase(str(line["title"]), unit, (BulkAct("draft", moment.date(), given, to="published"),), detail=detail)


def _publication_of(item: Item, one: _Ready, revision: Any) -> Publication:
    moment = datetime.fromisoformat(one.line["published"])
    manifest = sign_manifest(revision, list_assets(item.body_id or 0), shown_fields(item, item.case.title), TEMPLATE)
    return Publication(
        item=item,
        version=1,
        path=item.path or "",
        revision=revision,
        manifest=manifest.as_json(),
        manifest_digest=manifest.digest,
        title=item.case.title,
        unit_id=item.case.origin_unit_id,
        author_name=str(one.line["values"].get("author", ""))[:60],
        index_number=item.index_number,
        is_migrated=True,
        published_at=moment,
        updated_at=moment,
        **{name: getattr(item, name) for name in SHOWN},
    )
