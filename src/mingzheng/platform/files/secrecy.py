"""Find secrecy marks in a file or in typed text, and say whether its words could be checked at all.

What counts as a mark is `kit.secrecy_marks`; refusing, and keeping nothing, is `services`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingzheng.documents.reading import Document, Paragraph, UnreadableDocument, read_document
from mingzheng.kit.secrecy_marks import find_secrecy_marks
from mingzheng.platform.files.containers import Container
from mingzheng.platform.files.errors import Rejected, rejected_as_read
from mingzheng.platform.files.hidden_words import (
    packed_objects,
    words_in_bytes,
    words_in_markup,
    words_in_pdf,
    words_in_picture,
)
from mingzheng.platform.files.kinds import IMAGES, FileKind

NO_TEXT = "未查密：无文字层"
SOME_PAGES = "未查密：部分页无文字层"
SOME_PICTURES = "未查密：内含图片，图片须人工核看"
UNREADABLE = "未查密：文字无法读取"

_LINE_ENDS = re.compile(
    r"</(?:w:p|a:p|si|text|ofd:TextObject|TextObject|[a-z]*(?:Header|Footer)|p|div|li|h[1-6]|td|th|tr)>"
    r"|<(?:w:br|w:tab|br)\b[^>]*>"
)
_TAGS = re.compile(r"<[^>]*>")
_PARTS = re.compile(r"^(?:word|xl|ppt|Doc_\d+)/.*\.xml$")
_MARKUP = (".xml", ".rels", ".vml", ".htm", ".html", ".xhtml", ".mht")
# What an author typed as properties of a document stands alone, as a mark at the head of a page does.
_PROPERTIES = frozenset({"docProps/core.xml", "docProps/custom.xml"})
_SHEET_HEADS = re.compile(r"<((?:odd|even|first)(?:Header|Footer))>(.*?)</\1>", re.DOTALL)
_SHEET_CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|\d+|[A-Z])")
_IN_A_NAME = re.compile(
    r"[(（【\[〔《]\s*(?:绝密|机密|秘密|工作秘密)\s*[)）】\]〕》]|(?:绝密|机密|秘密)[_\-]\d+(?:年|个?月)"
)
# Pictures kept as parts of an office document, in a PDF's own objects, or written into a page; a thumbnail is of its text.
_PICTURE = re.compile(r"^(?!docProps/).*\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|jb2)$", re.IGNORECASE)
_PDF_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_PAGE_PICTURE = re.compile(rb"data:image/", re.IGNORECASE)
_NESTED = 2
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
    """Say whether the text carries a mark of the kinds refused ("all" or "state_secret"), also between tags."""
    readings = [text] if "<" not in text and "&" not in text else [text, _words(text)]
    return any(refused == "all" or mark.kind == refused for reading in readings for mark in find_secrecy_marks(reading))


def is_name_marked(name: str, *, refused: str) -> bool:
    """Say whether a file or folder name carries a mark: with and without its ending, or a level in brackets."""
    pieces = [piece for part in re.split(r"[/\\]", name) if part for piece in (part, part.rpartition(".")[0]) if piece]
    return any(is_marked(piece, refused=refused) or _IN_A_NAME.search(piece) for piece in pieces)


def is_archive_labelled(container: Container, *, refused: str) -> bool:
    """Say whether the comments of an archive, or the name of any file or folder in it, carry a mark."""
    words = (words for raw in container.comments for words in words_in_bytes(raw))
    return any(is_name_marked(label, refused=refused) for label in container.labels) or any(
        is_marked(_NOT_THE_HEAD + piece, refused=refused) for piece in words
    )


def check_text(data: bytes, *, name: str, kind: FileKind, container: Container | None, refused: str) -> TextCheck:
    """Read the words of one file and look for marks, in its name too.

    Raises Rejected for a file that cannot be opened at all (damaged, encrypted, macros, too large inside).
    """
    parts = "" if container is None else _words_of_parts(container)
    beside = _words_beside(data, kind=kind, container=container)
    if is_name_marked(name, refused=refused) or is_marked(_NOT_THE_HEAD + parts, refused=refused):
        return TextCheck(marked=True, checked=True)
    if any(is_marked(words, refused=refused) for words in beside):
        return TextCheck(marked=True, checked=True)
    if kind.family in IMAGES:
        return TextCheck(marked=False, checked=False, note=NO_TEXT)
    if kind.family == "ole" and _marked_in_bytes(data, refused=refused):
        return TextCheck(marked=True, checked=True)
    if kind.family in {"ofd", "pptx"}:
        has_words = bool(parts.strip())
        found = TextCheck(marked=False, checked=has_words, note="" if has_words else NO_TEXT)
    else:
        found = _check_read(data, name=name, kind=kind, refused=refused)
    if not found.marked and found.checked and _holds_pictures(data, kind=kind, container=container):
        return TextCheck(marked=False, checked=False, note=SOME_PICTURES)
    return found


def _holds_pictures(data: bytes, *, kind: FileKind, container: Container | None) -> bool:
    """Say whether a document shows pictures beside its words: what stands in them nobody has read."""
    if container is not None:
        return any(_PICTURE.match(name) for name in container.names)
    if kind.family == "pdf":
        return _PDF_PICTURE.search(data) is not None
    return kind.media_type == "text/html" and _PAGE_PICTURE.search(data) is not None


def _words_beside(data: bytes, *, kind: FileKind, container: Container | None) -> Iterator[str]:
    """Yield what a file carries beside its text; only what stands alone as a property is yielded as a page's head."""
    if container is not None:
        yield from _beside_parts(container, depth=0)
    elif kind.family == "pdf":
        yield from (_NOT_THE_HEAD + words for words in words_in_pdf(data))
    elif kind.family in IMAGES:
        yield from (_NOT_THE_HEAD + words for words in words_in_picture(data))
    elif kind.media_type == "text/html":
        yield from (_NOT_THE_HEAD + words for words in words_in_bytes(data))


def _beside_parts(container: Container, *, depth: int) -> Iterator[str]:
    """Yield names, comments, properties, attributes, pictures and embedded files of a document that is a container."""
    yield from (_NOT_THE_HEAD + words for raw in container.comments for words in words_in_bytes(raw))
    yield from (_NOT_THE_HEAD + label.rpartition("/")[2] for label in container.labels)
    for name in sorted(container.names):
        data = container.read(name)
        if name.lower().endswith(_MARKUP):
            yield from _beside_markup(name, _decoded(data))
        elif data.startswith(b"PK") and depth < _NESTED:
            yield from _embedded(container.nested(data), depth=depth + 1)
        else:
            yield from (_NOT_THE_HEAD + words for words in words_in_picture(data))


def _embedded(container: Container, *, depth: int) -> Iterator[str]:
    yield _NOT_THE_HEAD + _words_of_parts(container)
    yield from _beside_parts(container, depth=depth)


def _beside_markup(name: str, text: str) -> Iterator[str]:
    yield from (_NOT_THE_HEAD + words for words in words_in_markup(text))
    if name in _PROPERTIES:
        yield from (html.unescape(value) for value in _TAGS.split(text))
    elif not _PARTS.match(name):
        yield _NOT_THE_HEAD + _words(text)
    elif name.startswith("xl/worksheets/"):
        for head in _SHEET_HEADS.finditer(text):
            yield _SHEET_CODES.sub("\n", html.unescape(head[2]))


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
            pieces.append(_words(_decoded(container.read(name))))
    return "\n".join(pieces)


def _decoded(part: bytes) -> str:
    is_wide = part.startswith((b"\xff\xfe", b"\xfe\xff"))
    return part[:_PART_BYTES].decode("utf-16" if is_wide else "utf-8", errors="ignore")


def _words(markup: str) -> str:
    """Return the words between tags, blocks on lines of their own."""
    return html.unescape(_TAGS.sub("", _LINE_ENDS.sub("\n", markup)))


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
    if any(_PDF_ACTIVE.search(objects) for objects in (data, *packed_objects(data))):
        raise Rejected("active_content")
