"""Compare a stamped scan with the approved text, and let it out as an attachment when they say the same."""

import re
import unicodedata

from mingzheng.casework.public import EffectContext, Refusal, Refused
from mingzheng.documents.reading import UnreadableDocument, read_document
from mingzheng.domains.publishing.facts import STAMPED
from mingzheng.domains.publishing.manifesting import manifest_of, reviewed_digest
from mingzheng.domains.publishing.models import Item
from mingzheng.domains.publishing.services.signing import item_of
from mingzheng.platform.content.public import (
    Asset,
    Change,
    Run,
    add_asset,
    compare,
    difference,
    find_revision,
    printed_text,
    read_manifest,
    shorten,
)
from mingzheng.platform.files.public import StoredFile, read_bytes

_PAGE_NUMBER = re.compile(r"^[ \t]*[-—–－―][ \t]*\d+[ \t]*[-—–－―][ \t]*$", re.MULTILINE)
_SPACE = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """Return a text without what layout puts in: spaces, line ends, page numbers between dashes; one form of each sign.

    Files from scanners and printers often hold look-alikes of a character (⼀ for 一) and marks of another width.
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", _PAGE_NUMBER.sub("", text)))


def missing_words(approved: str, scanned: str) -> list[Run]:
    """Return what the approved text and a scan do not share; a letterhead before and an imprint after it do not count."""
    wanted, printed = squeeze(approved), squeeze(scanned)
    if wanted in printed:
        return []
    runs = difference(wanted, printed)
    while runs and runs[0].change is Change.ADDED:
        runs = runs[1:]
    while runs and runs[-1].change is Change.ADDED:
        runs = runs[:-1]
    return [run for run in runs if run.change is not Change.KEPT]


def compare_stamped(context: EffectContext) -> None:
    """Compare a scan's words with the approved text. Raises Refused with what differs.

    The approval must stand. The scan joins the attachments, and the approval covers it by name: act and digests are on record.
    """
    item = item_of(context)
    now = manifest_of(item, context.case)
    passed = item.secrecy_digest == reviewed_digest(item, context.case)
    if item.approved_manifest is None or now is None or compare(read_manifest(item.approved_manifest), now):
        raise Refused([Refusal("manifest_void", "审定已失效，不能比对", "请退回修改后重新审校")])
    revision = find_revision(item.body_id or 0)
    for number in context.given["scan"]:
        file = StoredFile.objects.get(pk=number)
        _judge(file, printed_text(revision.html) if revision else "", by_eye=bool(context.given.get("by_eye")))
        if item.body is not None:
            named = f"{context.case.title[:190]}{STAMPED}"
            add_asset(item.body, file, kind=Asset.Kind.ATTACHMENT, actor=context.actor, title=named)
    covered = manifest_of(item, context.case)
    Item.objects.filter(pk=item.pk).update(
        approved_manifest=covered.as_json() if covered else None,
        secrecy_digest=reviewed_digest(item, context.case) if passed else item.secrecy_digest,
    )


def _judge(file: StoredFile, approved: str, *, by_eye: bool) -> None:
    try:
        document = read_document(read_bytes(file), filename=file.name)
    except UnreadableDocument as error:
        raise Refused([Refusal("unreadable_scan", error.message_zh, error.advice_zh)]) from error
    if not squeeze(document.text):
        if by_eye:
            return
        raise Refused(
            [Refusal("no_text_layer", "扫描件没有文字层，软件不能比对", "请人工逐字核对后，勾选“已由人工逐字核对”")]
        )
    differing = missing_words(approved, document.text)
    if differing:
        shown = "、".join(
            f"{'少' if r.change is Change.REMOVED else '多'}“{r.text[:30]}”" for r in shorten(differing)[:5]
        )
        raise Refused(
            [
                Refusal(
                    "scan_differs",
                    f"盖章件与审定稿有 {len(differing)} 处不一致：{shown}",
                    "请核对后重新盖章或者重新送审",
                )
            ]
        )
