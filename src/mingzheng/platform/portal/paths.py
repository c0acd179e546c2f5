"""Which addresses a file of the site may have, and where it lies. Pure; hostile names end here.

Legal basis: none; a rule of this house.
"""

import re
from pathlib import Path

LONGEST = 300
INDEX = "index.html"
# First parts of addresses the application answers itself.
RESERVED = frozenset(
    {
        "desk",
        "api",
        "static",
        "healthz",
        "search",
        "leaving",
        "elder",
        "accounts",
        "files",
        "media",
        "apply",
        "preview",
        "first-run",
    }
)
_PART = r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*"
_PATH = re.compile(rf"/(?:{_PART}/)*(?:{_PART})?")
OURS = (".gz", ".status")


class BadPathError(ValueError):
    """A room asked for an address a file of the site may not have."""

    code = "bad_site_path"


def is_safe(path: str) -> bool:
    """Tell whether a path is made of plain names only: no dots at their ends, no blanks, no climbing."""
    return len(path) <= LONGEST and _PATH.fullmatch(path) is not None and not path.endswith(OURS)


def check_path(path: str) -> str:
    """Return the path when a file may stand there; raises BadPathError."""
    if not is_safe(path):
        raise BadPathError(f"not an address of the site: {path[:80]!r}")
    if path.split("/")[1] in RESERVED:
        raise BadPathError(f"this address belongs to the application: {path[:80]!r}")
    return path


def relative_file(path: str) -> str:
    """Return the file of an address, relative to the site's folder."""
    return (path + INDEX if path.endswith("/") else path).lstrip("/")


def file_of(folder: Path, path: str) -> Path:
    """Return the file of a checked address."""
    return folder / relative_file(path)
