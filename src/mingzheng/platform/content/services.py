"""Write texts: begin one, save a revision, put files to it and take them away. Whether that is allowed is the owner's.

Legal basis: 政府信息公开条例 第二十六条 (what is published must be what was decided).
"""

from mingzheng.platform.access.public import Actor
from mingzheng.platform.content.bodies import canonical_text, clean_body
from mingzheng.platform.content.manifests import digest_of
from mingzheng.platform.content.models import Asset, Body, Revision
from mingzheng.platform.content.selectors import find_revision
from mingzheng.platform.files.public import StoredFile, attach
from mingzheng.platform.ledger.public import now


def begin_body(owner: str) -> Body:
    """Begin an empty text for a room; it has no revision yet."""
    return Body.objects.create(owner=owner, created_at=now())


def save_revision(body: Body, html: str, *, actor: Actor, note: str = "") -> Revision:
    """Keep a text as its next revision, cleaned; the same words again return the revision that is there.

    The caller holds a transaction; two writers at once collide on the sequence and one is refused by the database.
    """
    cleaned = clean_body(html)
    last = find_revision(body)
    if last is not None and last.digest == digest_of(cleaned):
        return last
    text = canonical_text(cleaned)
    return Revision.objects.create(
        body=body,
        sequence=last.sequence + 1 if last else 1,
        html=cleaned,
        text=text,
        digest=digest_of(cleaned),
        text_digest=digest_of(text),
        note=note[:200],
        person_id=actor.person_id,
        author=actor.ref,
        created_at=now(),
    )


def add_asset(
    body: Body,
    file: StoredFile,
    *,
    kind: str,
    actor: Actor,
    title: str = "",
    alt: str = "",
    map_number: str = "",
    is_map: bool = False,
) -> Asset:
    """Put a stored file to a text as its last image or attachment; the same file again returns what is there."""
    held = Asset.objects.filter(body=body, file=file, removed_at=None).first()
    if held is not None:
        return held
    attach(file, subject=subject_of(body), actor=actor, role=kind)
    last = Asset.objects.filter(body=body).order_by("-order").first()
    return Asset.objects.create(
        body=body,
        kind=kind,
        file=file,
        digest=file.sha256,
        title=(title or file.name)[:200],
        alt=alt[:300],
        is_map=is_map,
        map_number=map_number[:60],
        order=last.order + 1 if last else 1,
        added_at=now(),
    )


def describe_asset(asset: Asset, *, title: str, alt: str, is_map: bool, map_number: str, order: int) -> None:
    """Say what an image or attachment is called, shows, and where it stands."""
    asset.title, asset.alt, asset.is_map, asset.map_number, asset.order = title, alt, is_map, map_number, order
    asset.save(update_fields=["title", "alt", "is_map", "map_number", "order"])


def remove_asset(asset: Asset) -> None:
    """Take a file from a text. The row and the bytes stay for revisions that show it."""
    asset.removed_at = now()
    asset.save(update_fields=["removed_at"])


def seal_body(body: Body) -> None:
    """Empty every revision and description of a text whose words the owner has sealed elsewhere; digests stay.

    The only change a revision ever sees. Legal basis: 保守国家秘密法; 个人信息保护法 第四十七条
    """
    Revision.objects.filter(body=body).update(html="", text="", note="已封存")
    Asset.objects.filter(body=body).update(title="〔已封存〕", alt="")


def subject_of(body: Body) -> str:
    """Return how files name a text they belong to."""
    return f"content:{body.pk}"
