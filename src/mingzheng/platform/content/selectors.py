"""Questions about texts: the newest revision, one by its number, the files, the manifest of what is there."""

from collections.abc import Iterable, Mapping
from typing import Any

from mingzheng.platform.content.manifests import Manifest, SignedAsset, digest_of, digest_of_fields
from mingzheng.platform.content.models import Asset, Body, Revision
from mingzheng.platform.files.public import FileUnavailable, read_bytes


def find_revision(body: Body | int) -> Revision | None:
    """Return the newest revision of a text, or None when nothing was written yet."""
    return Revision.objects.filter(body=body).order_by("-sequence").first()


def list_revisions(body: Body | int) -> list[Revision]:
    """Return the revisions of a text, newest first."""
    return list(Revision.objects.filter(body=body).order_by("-sequence"))


def list_assets(body: Body | int, kind: str = "") -> list[Asset]:
    """Return the images and attachments of a text that are there now, in order."""
    rows = Asset.objects.filter(body=body, removed_at=None).select_related("file")
    return list(rows.filter(kind=kind) if kind else rows)


def list_all_assets(body: Body | int) -> list[Asset]:
    """Return every file a text ever had, those taken away included."""
    return list(Asset.objects.filter(body=body).select_related("file").order_by("pk"))


def assets_by_number(numbers: Iterable[int]) -> dict[int, Asset]:
    """Return assets by their numbers, those taken away included: for showing what an earlier signature names."""
    return {asset.pk: asset for asset in Asset.objects.filter(pk__in=list(numbers)).select_related("file")}


def sign_manifest(revision: Revision, assets: Iterable[Asset], fields: Mapping[str, Any], template: str) -> Manifest:
    """Return what a signature covers: digests as they are recorded."""
    return Manifest(
        revision.text_digest,
        revision.digest,
        digest_of_fields(fields),
        template,
        tuple(_signed(asset, asset.digest) for asset in assets),
    )


def find_manifest(revision: Revision, assets: Iterable[Asset], fields: Mapping[str, Any], template: str) -> Manifest:
    """Return the manifest of what is really there: words and bytes are digested anew. Bytes that are gone have none."""
    return Manifest(
        digest_of(revision.text),
        digest_of(revision.html),
        digest_of_fields(fields),
        template,
        tuple(_signed(asset, _digest_now(asset)) for asset in assets),
    )


def _signed(asset: Asset, digest: str) -> SignedAsset:
    return SignedAsset(asset.pk, asset.kind, asset.order, asset.title, asset.alt, asset.map_number, digest)


def _digest_now(asset: Asset) -> str:
    try:
        return digest_of(read_bytes(asset.file))
    except FileUnavailable:
        return ""
