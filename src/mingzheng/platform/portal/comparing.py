"""Compares the files of the site with the manifest: changed, missing, strange. Every difference is an alarm.

Repairing is an administrator's act (publish again); evidence is not overwritten here.
"""

import datetime as dt
import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import structlog

from mingzheng.platform.portal.models import Difference, SiteFile
from mingzheng.platform.portal.paths import OURS, file_of, relative_file
from mingzheng.platform.portal.storing import digest_of, site_folder

log = structlog.get_logger("mingzheng.portal")
BATCH = 1000


def compare_site(*, at: dt.datetime) -> int:
    """Look at every file; keep what differs, settle what no longer does; return how many differences are open."""
    folder = site_folder()
    found = {*_find_changed(folder), *_find_strange(folder)}
    held = {(row.path, row.kind): row.pk for row in Difference.objects.filter(settled_at=None)}
    Difference.objects.filter(pk__in=[pk for one, pk in held.items() if one not in found]).update(settled_at=at)
    fresh = sorted(found - set(held))
    Difference.objects.bulk_create(Difference(path=path, kind=kind, found_at=at) for path, kind in fresh)
    if found:
        log.error("site files differ from the manifest", count=len(found))
    return len(found)


def list_differences(most: int = 100) -> list[Difference]:
    """Return the differences that are open, the newest first."""
    return list(Difference.objects.filter(settled_at=None).order_by("-found_at", "path")[:most])


def _find_changed(folder: Path) -> Iterator[tuple[str, str]]:
    after = ""
    while rows := list(SiteFile.objects.filter(path__gt=after).order_by("path")[:BATCH]):
        for row in rows:
            kind = _judge(folder, row)
            if kind:
                yield row.path, kind
        after = rows[-1].path


def _judge(folder: Path, row: SiteFile) -> str:
    file = file_of(folder, row.path)
    try:
        body = file.read_bytes()
    except OSError:
        return Difference.Kind.MISSING
    status = _read(file.with_name(f"{file.name}.status"))
    wanted = b"" if row.status == 200 else (f"301 {row.target}" if row.status == 301 else str(row.status)).encode()
    packed = _read(file.with_name(f"{file.name}.gz"))
    same = digest_of(body) == row.sha256 and status == wanted and (not packed or _unpack(packed) == body)
    return "" if same else Difference.Kind.CHANGED


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _unpack(packed: bytes) -> bytes | None:
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error):
        return None


def _find_strange(folder: Path) -> Iterator[tuple[str, str]]:
    names: list[str] = []
    for place, _, files in os.walk(folder):
        names += [str((Path(place) / name).relative_to(folder)) for name in files]
        if len(names) >= BATCH:
            yield from _strange_among(names)
            names = []
    yield from _strange_among(names)


def _strange_among(names: list[str]) -> Iterator[tuple[str, str]]:
    wanted = {name: _address(name) for name in names if not name.endswith(".part")}
    held = set(SiteFile.objects.filter(path__in=set(wanted.values())).values_list("path", flat=True))
    for name, path in wanted.items():
        if path not in held:
            yield f"/{name}"[:300], Difference.Kind.STRANGE


def _address(name: str) -> str:
    for ending in OURS:
        name = name.removesuffix(ending)
    path = f"/{name}"
    return path.removesuffix("index.html") if relative_file(path.removesuffix("index.html")) == name else path
