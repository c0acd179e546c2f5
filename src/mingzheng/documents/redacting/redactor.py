"""Carries a redaction out: draw in a child process, put the drawings together, prove, and only then hand the file over."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzheng.documents.redacting.proving import contains_words, find_light_places
from mingzheng.documents.writing.typesetting import typeset_pictures

MOST_PAGES = 200
_MEMORY, _SECONDS = 2 * 1024**3, 120
_SOURCE_ROOT = Path(__file__).resolve().parents[3]
_WORDS = {
    "not_pdf": "只能对 PDF 作区分处理，请先把文件转为 PDF",
    "encrypted": "文件有密码，请先解除密码",
    "unreadable": "文件读不出来，请核对后重新上传",
    "too_many_pages": f"文件超过 {MOST_PAGES} 页，请分开处理",
    "too_slow": "文件过大或者过于复杂，没有处理完，请分开处理",
    "nothing_marked": "没有写明要隐去的内容",
    "too_short": "要隐去的内容至少写两个字",
    "not_found": "文件里没有找到",
    "unsearchable": "含有图片或者无文字层的页，不能证明其中没有要隐去的内容",
    "not_proven": "处理后仍能查到要隐去的内容，没有生成文件",
}


class NotRedacted(Exception):
    """There is no redacted file; `message` says why, `pages` which pages it is about."""

    def __init__(self, code: str, detail: str = "", pages: Sequence[int] = ()) -> None:
        """Keep code, words and pages."""
        self.code, self.pages = code, tuple(pages)
        self.message = _WORDS[code] + (f"：{detail}" if detail else "")
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Spot:
    """Words at one place of a file, told by the words before and after them; the same words elsewhere stay."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What goes: phrases wherever they stand, words at single spots, whole pages. `seen` are pages with pictures looked through."""

    phrases: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    pages: frozenset[int] = frozenset()
    seen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Redacted:
    """A new PDF/A without the words, proven. `removed` counts places, `found` per phrase."""

    data: bytes
    pages: int
    removed: int
    found: dict[str, int]


def redact_pdf(data: bytes, marks: Marks) -> Redacted:
    """Return the file without the marked words. Raises NotRedacted whenever that is not proven."""
    phrases = tuple(dict.fromkeys(phrase.strip() for phrase in marks.phrases if phrase.strip()))
    _check_order(data, phrases, marks)
    drawn = _draw(data, phrases, marks)
    pages, found = drawn["pages"], drawn["found"]
    _check_drawn(drawn, marks)
    result = typeset_pictures(pages, title="区分处理后的文件")
    left = contains_words(result, phrases, kept=drawn["kept"])
    if left or find_light_places(result, [page["boxes"] for page in pages]):
        raise NotRedacted("not_proven", "、".join(left))
    return Redacted(result, len(pages), sum(found.values()) + len(marks.spots) + len(marks.pages), found)


def _check_order(data: bytes, phrases: Sequence[str], marks: Marks) -> None:
    if not data.startswith(b"%PDF"):
        raise NotRedacted("not_pdf")
    if not phrases and not marks.spots and not marks.pages:
        raise NotRedacted("nothing_marked")
    short = [phrase for phrase in phrases if len(phrase) < 2]
    if short:
        raise NotRedacted("too_short", "、".join(short))


def _check_drawn(drawn: dict[str, Any], marks: Marks) -> None:
    pages = drawn["pages"]
    missing = [*(phrase for phrase, count in drawn["found"].items() if not count), *drawn["lost"]]
    if missing:
        raise NotRedacted("not_found", "、".join(f"“{phrase}”" for phrase in missing))
    blind = [n for n, page in enumerate(pages, 1) if page["unsearchable"] and n not in marks.pages | marks.seen]
    if blind:
        raise NotRedacted("unsearchable", "第" + "、".join(map(str, blind)) + "页", blind)


def _draw(data: bytes, phrases: Sequence[str], marks: Marks) -> dict[str, Any]:
    order = {
        "phrases": list(phrases),
        "places": [[spot.before, spot.words, spot.after] for spot in marks.spots],
        "blank": sorted(marks.pages),
        "pages": MOST_PAGES,
        "memory": _MEMORY,
        "seconds": _SECONDS,
    }
    command = [sys.executable, "-m", "mingzheng.documents.redacting.process", json.dumps(order)]
    environment = {"PYTHONPATH": str(_SOURCE_ROOT), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command, input=data, capture_output=True, timeout=_SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise NotRedacted("too_slow") from error
    if done.returncode != 0:
        raise NotRedacted("too_slow" if done.returncode < 0 else "unreadable")
    drawn: dict[str, Any] = json.loads(done.stdout)
    if "error" in drawn:
        raise NotRedacted(drawn["error"])
    for page in drawn["pages"]:
        page["picture"] = base64.b64decode(page["picture"])
    return drawn
