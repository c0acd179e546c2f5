"""The door of the content room: what other rooms may call."""

from mingzheng.platform.content.bodies import (
    Fault,
    canonical_text,
    clean_body,
    find_faults,
    list_asset_ids,
    printed_text,
    render_body,
    spoken_text,
)
from mingzheng.platform.content.differences import Change, Run, count_changed, difference, shorten
from mingzheng.platform.content.manifests import Difference, Manifest, compare, digest_of, read_manifest
from mingzheng.platform.content.models import Asset, Body, Revision
from mingzheng.platform.content.previews import document_as_html
from mingzheng.platform.content.selectors import (
    assets_by_number,
    find_manifest,
    find_revision,
    list_all_assets,
    list_assets,
    list_revisions,
    sign_manifest,
)
from mingzheng.platform.content.services import (
    add_asset,
    begin_body,
    describe_asset,
    remove_asset,
    save_revision,
    seal_body,
    subject_of,
)
from mingzheng.platform.content.widgets import BodyInput

__all__ = [
    "Asset",
    "Body",
    "BodyInput",
    "Change",
    "Difference",
    "Fault",
    "Manifest",
    "Revision",
    "Run",
    "add_asset",
    "assets_by_number",
    "begin_body",
    "canonical_text",
    "clean_body",
    "compare",
    "count_changed",
    "describe_asset",
    "difference",
    "digest_of",
    "document_as_html",
    "find_faults",
    "find_manifest",
    "find_revision",
    "list_all_assets",
    "list_asset_ids",
    "list_assets",
    "list_revisions",
    "printed_text",
    "read_manifest",
    "remove_asset",
    "render_body",
    "save_revision",
    "seal_body",
    "shorten",
    "sign_manifest",
    "spoken_text",
    "subject_of",
]
