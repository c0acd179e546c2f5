"""Make the name of an uploaded file safe to keep, show and hand out. Whether it carries a mark is `secrecy`."""

import re
import unicodedata

_LONGEST = 150
# Controls, bidi overrides and invisible characters let a name show another extension than it has.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


def safe_name(given: str) -> str:
    """Return the last part of a name without what is unsafe, at most 150 characters with its extension; may be empty."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    clean = _FORBIDDEN.sub("_", _UNSEEN.sub("", last)).strip().strip(".").strip()
    stem, dot, extension = clean.rpartition(".")
    if not dot:
        return clean[:_LONGEST]
    return f"{stem[: _LONGEST - len(extension) - 1]}.{extension}" if len(extension) <= 10 else clean[:_LONGEST]


def extension_of(name: str) -> str:
    """Return the extension in lower case without its dot, or an empty string."""
    _, dot, extension = name.rpartition(".")
    return extension.lower() if dot else ""
