"""Writes and removes the files of the site on disk: whole or not at all, compressed beside, one writer at a time.

Which files there must be is the manifest (`models.SiteFile`), kept by `services`. A file's `.gz` holds the same bytes
compressed; its `.status` says that it is a tombstone ("410") or a redirect ("301 /where").
"""

import contextlib
import fcntl
import gzip
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from mingzheng.platform.portal.paths import file_of
from mingzheng.platform.portal.sections import StaticPage

WORTH_COMPRESSING = 400
COMPRESSIBLE = ("text/", "application/xml", "application/json", "application/atom", "application/rss", "image/svg")


def site_folder() -> Path:
    """Return the folder the site lies in."""
    return Path(settings.SITE_DIR)


def digest_of(body: bytes) -> str:
    """Return the digest the manifest keeps."""
    return hashlib.sha256(body).hexdigest()


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Hold the site's one pen: two writers of the same page cannot overtake each other."""
    folder = site_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_file(page: StaticPage) -> None:
    """Write a page's file, its compressed twin and its status; each one by renaming a finished draft."""
    path = file_of(site_folder(), page.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    status = f"301 {page.target}" if page.status == 301 else str(page.status)
    _set(path.with_name(f"{path.name}.status"), status.encode() if page.status != 200 else None)
    small = len(page.body) < WORTH_COMPRESSING or not page.media_type.startswith(COMPRESSIBLE)
    # The old twin goes first: a reader in between gets the new text plain, never the old one compressed.
    _set(path.with_name(f"{path.name}.gz"), None)
    _set(path, page.body)
    if not small:
        _set(path.with_name(f"{path.name}.gz"), gzip.compress(page.body, 6, mtime=0))


def remove_file(path: str) -> None:
    """Remove a page's file with its twin and its status, and folders that are left empty."""
    folder = site_folder()
    file = file_of(folder, path)
    for name in (f"{file.name}.gz", file.name, f"{file.name}.status"):
        file.with_name(name).unlink(missing_ok=True)
    for parent in file.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()
        except OSError:
            break


def _set(path: Path, body: bytes | None) -> None:
    if body is None:
        path.unlink(missing_ok=True)
        return
    draft = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
            file.write(body)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
