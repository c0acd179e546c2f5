"""Find secrecy marks in a file or in typed text, and say whether its words could be checked at all.

What counts as a mark is `kit.secrecy_marks`; refusing, and keeping nothing, is `services`.
"""

import html
import re
from dataclasses import dataclass

from mingzheng.documents.reading import Document, Paragraph, UnreadableDocument, read_document
from mingzheng.kit.secrecy_marks import find_secrecy_marks
from mingzheng.platform.files.containers import Container
from mingzheng.platform.files.errors import Rejected, rejected_as_read
from mingzheng.platform.files.kinds import IMAGES, FileKind

NO_TEXT = "未查密：无文字层"
SOME_PAGES = "未查密：部分页无文字层"
UNREADABLE = "未查密：文字无法读取"

_LINE_ENDS = re.compile(r"</(?:w:p|a:p|si|text|ofd:TextObject|TextObject|oddHeader|oddFooter)>|<(?:w:br|w:tab)\b[^>]*>")
_TAGS = re.compile(r"<[^>]*>")
_PARTS = re.compile(r"^(?:word|xl|ppt|Doc_\d+)/.*\.xml$")
_PART_BYTES = 16 * 1024 * 1024
# A lone 「秘密」 counts at the head of a page only. Parts of a container have no pages; these lines keep them off the head.
_NOT_THE_HEAD = "·\n" * 11
# What stops a full reading but does not make the file unacceptable: it is kept and said to be unchecked.
_UNCHECKED = frozenset({"needs_office", "conversion", "too_many_rows", "too_many_pages", "too_slow", "unsupported"})


@dataclass(frozen=True, slots=True)
class TextCheck:
    """Whether a mark was found, and whether all the words of the file were read; `note` says what was not."""

    marked: bool
    checked: bool
    note: str = ""


def is_marked(text: str, *, refused: str) -> bool:
    """Say whether the text carries a mark of the kinds refused ("all" or "state_secret")."""
    return any(refused == "all" or mark.kind == refused for mark in find_secrecy_marks(text))


def check_text(data: bytes, *, name: str, kind: FileKind, container: Container | None, refused: str) -> TextCheck:
    """Read the words of one file and look for marks, in its name too.

    Raises Rejected for a file that cannot be opened at all (damaged, encrypted, macros, too large inside).
    """
    if is_marked(name.rpartition(".")[0] or name, refused=refused):
        return TextCheck(marked=True, checked=True)
    if kind.family in IMAGES:
        return TextCheck(marked=False, checked=False, note=NO_TEXT)
    if container is not None and is_marked(_NOT_THE_HEAD + _words_of_parts(container), refused=refused):
        return TextCheck(marked=True, checked=True)
    if kind.family == "ole" and _marked_in_bytes(data, refused=refused):
        return TextCheck(marked=True, checked=True)
    if kind.family in {"ofd", "pptx"} and container is not None:
        has_words = bool(_words_of_parts(container).strip())
        return TextCheck(marked=False, checked=has_words, note="" if has_words else NO_TEXT)
    return _check_read(data, name=name, kind=kind, refused=refused)


def _check_read(data: bytes, *, name: str, kind: FileKind, refused: str) -> TextCheck:
    as_read = name if kind.media_type != "text/csv" else f"{name}.txt"
    try:
        document = read_document(data, filename=as_read)
    except UnreadableDocument as error:
        if error.code == "empty":
            return TextCheck(marked=False, checked=False, note=NO_TEXT)
        if error.code not in _UNCHECKED:
            raise rejected_as_read(error) from None
        return TextCheck(marked=False, checked=False, note=UNREADABLE)
    if is_marked(_paged_text(document), refused=refused):
        return TextCheck(marked=True, checked=True)
    if not document.text_layer:
        return TextCheck(marked=False, checked=False, note=NO_TEXT)
    if any(finding.code == "page_without_text" for finding in document.findings):
        return TextCheck(marked=False, checked=False, note=SOME_PAGES)
    return TextCheck(marked=False, checked=True)


def _paged_text(document: Document) -> str:
    """Return the words with a form feed before each new page, so that a mark at any page's head is seen."""
    pieces: list[str] = []
    page = 0
    for block in document.blocks:
        if block.page != page and pieces:
            pieces.append("\f")
        page = block.page
        if isinstance(block, Paragraph):
            pieces.append(block.text + "\n")
        else:
            rows = ("\t".join(cell.text for cell in row if cell.merged_from is None) for row in block.rows)
            pieces.extend(row + "\n" for row in rows)
    return "".join(pieces)


def _words_of_parts(container: Container) -> str:
    """Return the words of every XML part: comments, footnotes, drawings and headers that reading leaves out."""
    pieces = []
    for name in sorted(container.names):
        if _PARTS.match(name):
            part = container.read(name)[:_PART_BYTES].decode("utf-8", errors="ignore")
            pieces.append(html.unescape(_TAGS.sub("", _LINE_ENDS.sub("\n", part))))
    return "\n".join(pieces)


def _marked_in_bytes(data: bytes, *, refused: str) -> bool:
    """Look for marks in the raw text runs of an old Office file, which are UTF-16 at either alignment, or GBK."""
    for offset, encoding in ((0, "utf-16-le"), (1, "utf-16-le"), (0, "gb18030")):
        text = re.sub(r"[\x00-\x1f]", "\n", data[offset:].decode(encoding, errors="ignore"))
        if is_marked(_NOT_THE_HEAD + text, refused=refused):
            return True
    return False


_PDF_ACTIVE = re.compile(rb"/(?:EmbeddedFiles?|JavaScript|Launch)\b")


def refuse_active_pdf(data: bytes) -> None:
    """Raise Rejected for a PDF that carries other files or does things by itself: those cannot be checked."""
    if _PDF_ACTIVE.search(data):
        raise Rejected("active_content")
