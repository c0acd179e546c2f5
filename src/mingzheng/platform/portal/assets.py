"""The site's own style sheet and script: one file each, named by their contents, kept beside the pages.

The style sheet is put together from the tokens of the design system: light, dark and high contrast by the reader's
surroundings, or by his choice. No other file of the desk reaches the site.
"""

import functools
import hashlib
from pathlib import Path

from mingzheng.platform import design

FOLDER = "/site-assets/"
_DESIGN = Path(design.__file__).parent / "static" / "design"
_OWN = Path(__file__).parent / "static" / "portal"
STYLES = ("frame.css", "home.css", "reading.css", "lists.css", "forms.css", "elder.css")
MEDIA_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def asset_address(name: str) -> str:
    """Return the address of an asset ("site.css"), which changes with its contents."""
    return _assets()[name][0]


def find_asset(address: str) -> tuple[bytes, str] | None:
    """Return bytes and media type of the asset at an address of today, or None."""
    for name, (held, body) in _assets().items():
        if held == address:
            return body, MEDIA_TYPES[Path(name).suffix]
    return None


def list_assets() -> list[tuple[str, bytes, str]]:
    """Return (address, bytes, media type) of every asset of today."""
    return [(address, body, MEDIA_TYPES[Path(name).suffix]) for name, (address, body) in _assets().items()]


@functools.cache
def _assets() -> dict[str, tuple[str, bytes]]:
    bodies = {
        "site.css": _style_sheet().encode(),
        "site.js": (_OWN / "site.js").read_bytes(),
        "mark.svg": (_DESIGN / "mark.svg").read_bytes(),
        "icons.svg": (_DESIGN / "icons.svg").read_bytes(),
    }
    return {name: (_address(name, body), body) for name, body in bodies.items()}


def _address(name: str, body: bytes) -> str:
    stem, _, suffix = name.partition(".")
    return f"{FOLDER}{stem}.{hashlib.sha256(body).hexdigest()[:12]}.{suffix}"


def _style_sheet() -> str:
    tokens = (_DESIGN / "css" / "tokens.css").read_text("utf-8")
    dark = (_DESIGN / "css" / "tokens-dark.css").read_text("utf-8")
    contrast = (_DESIGN / "css" / "tokens-contrast.css").read_text("utf-8")
    unchosen = ":root:not([data-theme])"
    parts = [
        tokens,
        f"@media (prefers-color-scheme: dark) {{\n{dark.replace(':root', unchosen)}\n}}",
        dark.replace(":root", ':root[data-theme="dark"]'),
        f"@media (prefers-contrast: more) {{\n{contrast.replace(':root', unchosen)}\n}}",
        contrast.replace(":root", ':root[data-theme="contrast"]'),
        *((_OWN / name).read_text("utf-8") for name in STYLES),
        f"@media print {{\n{(_OWN / 'print.css').read_text('utf-8')}\n}}",
    ]
    return "\n".join(parts)
