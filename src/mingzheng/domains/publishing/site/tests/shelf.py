"""A shelf of published items for tests and measurements, put straight into the tables: nobody reviewed them."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mingzheng.casework.models import Case
from mingzheng.domains.publishing.models import Column, Item, Publication
from mingzheng.domains.publishing.words import ColumnKind, ItemClass
from mingzheng.platform.content.models import Body, Revision
from mingzheng.platform.content.public import canonical_text
from mingzheng.platform.org.models import Unit
from mingzheng.worktime.public import SHANGHAI


@dataclass
class Text:
    """What an invented item says."""

    title: str
    column: str
    html: str = "<p>正文。</p>"
    item_class: str = ItemClass.POLICY
    published_at: dt.datetime = dt.datetime(2026, 2, 1, 9, 0, tzinfo=SHANGHAI)
    fields: dict[str, Any] = field(default_factory=dict)


def make_unit(name: str = "云山区人民政府办公室") -> Unit:
    """Return a unit of that name."""
    code = hashlib.sha256(name.encode()).hexdigest()[:12]
    unit, _ = Unit.objects.get_or_create(
        code=code, defaults={"name": name, "kind": "organ", "valid_from": dt.date(2020, 1, 1)}
    )
    return unit


def make_column(
    code: str, name: str, *, parent: Column | None = None, kind: str = ColumnKind.POLICY, **values: Any
) -> Column:
    """Return a new column."""
    return Column.objects.create(code=code, name=name, parent=parent, kind=kind, owner_unit=make_unit(), **values)


def put_on_shelf(texts: Iterable[Text], *, unit: Unit | None = None) -> list[Publication]:
    """Publish invented items, many at once."""
    texts, unit = list(texts), unit or make_unit()
    columns = {column.code: column for column in Column.objects.all()}
    start = Item.objects.count()
    cases = Case.objects.bulk_create(
        [
            Case(
                number=f"信发〔{text.published_at.year}〕{start + place}号",
                procedure="publishing_item",
                procedure_version="1",
                title=text.title,
                state="published",
                is_open=False,
                closed_on=text.published_at.date(),
                origin_unit=unit,
                opened_on=text.published_at.date(),
                opened_at=text.published_at,
                last_act_at=text.published_at,
            )
            for place, text in enumerate(texts, 1)
        ],
        batch_size=500,
    )
    bodies = Body.objects.bulk_create([Body(owner="publishing.item", created_at=t.published_at) for t in texts], 500)
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                body=body,
                sequence=1,
                html=text.html,
                text=canonical_text(text.html)
                if len(texts) < 1000
                else text.html.replace("<p>", "").replace("</p>", "\n"),
                digest=str(body.pk).rjust(64, "0"),
                text_digest=str(body.pk).rjust(64, "0"),
                author="测试",
                created_at=text.published_at,
            )
            for body, text in zip(bodies, texts, strict=True)
        ],
        batch_size=500,
    )
    paths = [f"{text.column}/{text.published_at.year}/{start + place}" for place, text in enumerate(texts, 1)]
    Item.objects.bulk_create(
        [
            Item(
                case=case,
                column=columns[text.column],
                body=body,
                item_class=text.item_class,
                path=path,
                published_at=text.published_at,
            )
            for case, text, body, path in zip(cases, texts, bodies, paths, strict=True)
        ],
        batch_size=500,
    )
    return Publication.objects.bulk_create(
        [
            Publication(
                **{
                    "item_id": case.pk,
                    "version": 1,
                    "path": path,
                    "revision": revision,
                    "manifest": {"assets": []},
                    "manifest_digest": "0" * 64,
                    "title": text.title,
                    "column": columns[text.column],
                    "unit": unit,
                    "item_class": text.item_class,
                    "published_at": text.published_at,
                    "updated_at": text.published_at,
                    **text.fields,
                }
            )
            for case, text, revision, path in zip(cases, texts, revisions, paths, strict=True)
        ],
        batch_size=500,
    )
