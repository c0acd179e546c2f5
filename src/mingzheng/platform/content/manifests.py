"""What a signature covers: the words, the markup, every image and attachment, the fields, the template's version. Pure.

A manifest is built when a text is approved and again from what is there when it is published and every night. Who is
told of a difference is the matter of the room that owns the text.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


def digest_of(value: str | bytes) -> str:
    """Return the SHA-256 of words or bytes, in hexadecimal."""
    return hashlib.sha256(value.encode() if isinstance(value, str) else value).hexdigest()


def digest_of_fields(fields: Mapping[str, Any]) -> str:
    """Return the digest of named values, whatever their order."""
    return digest_of(json.dumps(dict(fields), ensure_ascii=False, sort_keys=True, default=str))


@dataclass(frozen=True, slots=True)
class SignedAsset:
    """An image or attachment as signed: its number, kind, place, name, description, map number and bytes' digest."""

    number: int
    kind: str
    order: int
    title: str
    alt: str
    map_number: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was signed. Two are equal when a reader could not tell what they stand for apart."""

    text_digest: str
    html_digest: str
    fields_digest: str
    template: str
    assets: tuple[SignedAsset, ...] = ()

    @property
    def digest(self) -> str:
        """Return the digest of the whole."""
        return digest_of_fields(self.as_json())

    def as_json(self) -> dict[str, Any]:
        """Return the manifest as plain data."""
        return {**asdict(self), "assets": [asdict(asset) for asset in self.assets]}


def read_manifest(data: Mapping[str, Any]) -> Manifest:
    """Read a manifest from what `as_json` wrote."""
    assets = tuple(SignedAsset(**asset) for asset in data["assets"])
    return Manifest(data["text_digest"], data["html_digest"], data["fields_digest"], data["template"], assets)


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which what is there is not what was signed."""

    code: str
    message: str


def compare(signed: Manifest, found: Manifest) -> list[Difference]:
    """Return every difference between what was signed and what was found; none when they are the same."""
    differences = []
    if signed.text_digest != found.text_digest:
        differences.append(Difference("text", "正文文字与审定稿不一致"))
    elif signed.html_digest != found.html_digest:
        differences.append(Difference("markup", "正文的标题、表格或者链接与审定稿不一致"))
    if signed.fields_digest != found.fields_digest:
        differences.append(Difference("fields", "标题、文号等公开要素与审定稿不一致"))
    if signed.template != found.template:
        differences.append(Difference("template", "页面样式版本与审定时不同"))
    return differences + _compare_assets(signed, found)


def _compare_assets(signed: Manifest, found: Manifest) -> list[Difference]:
    before = {asset.number: asset for asset in signed.assets}
    after = {asset.number: asset for asset in found.assets}
    differences = [
        Difference("asset_missing", f"“{before[number].title}”不在了") for number in before if number not in after
    ]
    differences += [
        Difference("asset_added", f"“{after[number].title}”是审定后加入的") for number in after if number not in before
    ]
    for number in before:
        if number in after and before[number] != after[number]:
            changed = "内容" if before[number].digest != after[number].digest else "名称、说明或者顺序"
            differences.append(Difference("asset_changed", f"“{before[number].title}”的{changed}与审定稿不一致"))
    return differences
