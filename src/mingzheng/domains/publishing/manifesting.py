"""What an approval covers: which fields a reader sees, and the manifest of an item as it is now or as it really lies there."""

import json
from typing import Any

from mingzheng.casework.public import Case
from mingzheng.domains.publishing.models import Item, Publication
from mingzheng.platform.content.public import (
    Asset,
    Manifest,
    Revision,
    assets_by_number,
    digest_of,
    find_manifest,
    find_revision,
    list_assets,
    sign_manifest,
)

TEMPLATE = "2026-1"
# What a page shows of an item, beside title and text. A publication keeps a copy of each.
SHOWN = (
    "column_id", "item_class", "summary", "issuer", "written_on", "document_number", "subject", "genre", "source",
    "contact", "in_force_from", "in_force_to", "abolished_on", "shown_until", "map_number", "mode_ground", "extra",
)  # fmt: skip


def shown_fields(row: Item | Publication, title: str) -> dict[str, Any]:
    """Return what a reader sees of an item beside its text."""
    return {"title": title, **{name: getattr(row, name) for name in SHOWN}}


def manifest_of(item: Item, case: Case) -> Manifest | None:
    """Return the manifest of an item as it is recorded now, or None while it has no text."""
    revision = find_revision(item.body_id) if item.body_id else None
    if revision is None:
        return None
    return sign_manifest(revision, list_assets(item.body_id or 0), shown_fields(item, case.title), TEMPLATE)


def reviewed_digest(item: Item, case: Case) -> str:
    """Return the digest of what a secrecy review looks at: title, summary, own fields, words, files; "" without a text.

    The ground of disclosure is decided beside it, and may be decided after it.
    """
    found = manifest_of(item, case)
    if found is None:
        return ""
    looked_at = [case.title, item.summary, item.extra, found.as_json() | {"fields_digest": ""}]
    return digest_of(json.dumps(looked_at, ensure_ascii=False, sort_keys=True))


def real_manifest_of(item: Item, case: Case) -> Manifest | None:
    """Return the manifest of an item with every word and byte digested anew."""
    revision = find_revision(item.body_id) if item.body_id else None
    if revision is None:
        return None
    return find_manifest(revision, list_assets(item.body_id or 0), shown_fields(item, case.title), TEMPLATE)


def real_manifest_of_publication(row: Publication) -> Manifest:
    """Return the manifest of a published version as it really lies there: its revision, its files, its copied fields."""
    revision: Revision = row.revision
    named = [entry["number"] for entry in row.manifest["assets"]]
    held = assets_by_number(named)
    assets: list[Asset] = [held[number] for number in named if number in held]
    return find_manifest(revision, assets, shown_fields(row, row.title), row.manifest["template"])
