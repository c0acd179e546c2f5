"""Clear away what nobody needs: files never attached, bytes no row knows, drafts and uploads a crash left behind."""

from datetime import datetime, timedelta

from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.files.models import Blob, FileState, StoredFile
from mingzheng.platform.files.services import erase, remove_unused_blob
from mingzheng.platform.files.storage import get_store
from mingzheng.platform.files.uploads import quarantine_folder
from mingzheng.platform.parameters.public import get_value

# Younger bytes may belong to a transaction that has not committed yet.
_GRACE = timedelta(hours=24)


def sweep(*, at: datetime) -> dict[str, int]:
    """Sweep everything once and return how many of each went. Safe to repeat and to run beside uploads."""
    before = (at - _GRACE).timestamp()
    return {
        "unattached": _sweep_unattached(at=at),
        "blobs": _sweep_blobs(),
        "bytes": _sweep_bytes(before),
        "drafts": get_store().sweep_drafts(older_than=before),
        "uploads": sweep_quarantine(older_than=before),
    }


def _sweep_unattached(*, at: datetime) -> int:
    too_old = at - timedelta(days=get_value("files.unattached_days"))
    waiting = StoredFile.objects.filter(state=FileState.CLEAN, stored_at__lt=too_old, references=None)
    count = 0
    for file in waiting.order_by("pk")[:1000]:
        erase(file, actor=SYSTEM, reason="未挂接，超过保留天数")
        count += 1
    return count


def _sweep_blobs() -> int:
    unused = Blob.objects.filter(files=None).values_list("pk", flat=True)[:1000]
    return sum(remove_unused_blob(digest) for digest in list(unused))


def _sweep_bytes(before: float) -> int:
    store = get_store()
    old = [digest for digest, put_at in store.list_blobs() if put_at < before]
    gone = 0
    for start in range(0, len(old), 500):
        part = old[start : start + 500]
        known = set(Blob.objects.filter(pk__in=part).values_list("pk", flat=True))
        for digest in part:
            if digest not in known:
                store.remove(digest)
                gone += 1
    return gone


def sweep_quarantine(*, older_than: float) -> int:
    """Remove named files in the quarantine folder, which only a crash or another program leaves; returns how many."""
    left = [path for path in quarantine_folder().iterdir() if path.is_file() and path.stat().st_mtime < older_than]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
