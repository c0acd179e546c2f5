"""Draws a PDF with the marked words painted over, in a child process with bounded memory and time; JSON on stdout.

Called by `redactor`. What cannot be searched (pictures, drawn outlines) is reported, not guessed.
"""

import base64
import io
import json
import resource
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ImageDraw

SCALE = 200 / 72
PADDING = 1.2
PICTURE_SHARE = 0.02
MANY_PATHS = 400


@dataclass
class Page:
    """One page as read: its characters with their boxes, and which of them go."""

    number: int
    width: float
    height: float
    chars: list[tuple[str, tuple[float, float, float, float]]]
    unsearchable: bool
    gone: set[int] = field(default_factory=set)


def fold(text: str) -> str:
    """Return text as it is compared: compatibility forms folded, no white space, no invisible marks between letters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if not one.isspace() and unicodedata.category(one) != "Cf")


def read_page(page: Any, number: int) -> Page:
    """Read the characters of a page and whether there may be words a search does not see."""
    width, height = page.get_size()
    text = page.get_textpage()
    chars = []
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if letter.strip():
            chars.append((letter, text.get_charbox(index, loose=True)))
    paths, shown = 0, 0.0
    for item in page.get_objects(max_depth=4):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
            shown += max(0.0, right - left) * max(0.0, top - bottom)
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
    pictured = shown > PICTURE_SHARE * width * height
    return Page(number, width, height, chars, pictured or (paths > MANY_PATHS and not chars))


def mark_words(pages: list[Page], phrases: list[str]) -> dict[str, int]:
    """Mark every occurrence of the phrases, over line and page ends; return how often each was found."""
    folded, places = "", []
    for page in pages:
        for index, (letter, _) in enumerate(page.chars):
            for one in fold(letter):
                folded += one
                places.append((page, index))
    found = {}
    for phrase in phrases:
        wanted, at, count = fold(phrase), 0, 0
        while wanted and (at := folded.find(wanted, at)) >= 0:
            for page, index in places[at : at + len(wanted)]:
                page.gone.add(index)
            at, count = at + len(wanted), count + 1
        found[phrase] = count
    return found


def boxes_of(page: Page) -> list[tuple[float, float, float, float]]:
    """Return the places to paint, in points from the upper left corner."""
    boxes = []
    for index in sorted(page.gone):
        left, bottom, right, top = page.chars[index][1]
        boxes.append((left - PADDING, page.height - top - PADDING, right + PADDING, page.height - bottom + PADDING))
    return boxes


def lines_of(page: Page) -> Iterator[dict[str, Any]]:
    """Yield the words that stay, line by line, with their places."""
    line: dict[str, Any] | None = None
    for index, (letter, (left, bottom, right, top)) in enumerate(page.chars):
        if index in page.gone:
            line, kept = None, line
            if kept:
                yield kept
            continue
        size = max(top - bottom, 1.0)
        joins = line is not None and abs(line["bottom"] - bottom) < size / 2 and -size < left - line["right"] < size
        if line is not None and not joins:
            yield line
            line = None
        if line is None:
            line = {"text": "", "x": left, "y": page.height - top, "bottom": bottom, "size": size, "right": right}
        line["text"] += letter
        line["right"] = right
    if line is not None:
        yield line


def draw(page: Any, read: Page, *, blank: bool) -> bytes | None:
    """Return the page drawn with the places painted black; None for a page that goes as a whole."""
    if blank:
        return None
    picture = page.render(scale=SCALE, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    brush = ImageDraw.Draw(picture)
    for box in boxes_of(read):
        brush.rectangle([edge * SCALE for edge in box], fill="black")
    out = io.BytesIO()
    red, green, blue = picture.split()
    is_grey = red.tobytes() == green.tobytes() == blue.tobytes()
    (red if is_grey else picture).save(out, "PNG")
    return out.getvalue()


def main() -> None:
    """Read the order and the PDF from stdin, write what was drawn."""
    order = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    json.dump(work(sys.stdin.buffer.read(), order), sys.stdout)


def work(data: bytes, order: dict[str, Any]) -> dict[str, Any]:
    """Do the order on a PDF's bytes."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "encrypted" if "assword" in str(error) else "unreadable"}
    if len(document) > order["pages"]:
        return {"error": "too_many_pages"}
    read = [read_page(document[number], number + 1) for number in range(len(document))]
    found, blank = mark_words(read, order["phrases"]), set(order["blank"])
    pages = []
    for page in read:
        picture = draw(document[page.number - 1], page, blank=page.number in blank)
        pages.append(
            {
                "width": page.width,
                "height": page.height,
                "unsearchable": page.unsearchable,
                "picture": base64.b64encode(picture).decode() if picture else "",
                "boxes": boxes_of(page) if picture else [],
                "lines": list(lines_of(page)) if picture else [],
            }
        )
    return {"pages": pages, "found": found}


if __name__ == "__main__":
    main()
