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
# How many characters before and after a place must be the ones given; the next is tried where the one before finds nothing.
_REACHES = ((24, 24), (12, 12), (6, 6), (12, 0), (0, 12), (4, 0), (0, 4), (0, 0))


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


@dataclass(frozen=True)
class Stream:
    """All characters of a file one after another, folded, and on which page and place each of them stands."""

    folded: str
    places: list[tuple[Page, int]]


def stream_of(pages: list[Page]) -> Stream:
    """Return the characters of all pages in reading order, over line and page ends."""
    folded, places = [], []
    for page in pages:
        for index, (letter, _) in enumerate(page.chars):
            for one in fold(letter):
                folded.append(one)
                places.append((page, index))
    return Stream("".join(folded), places)


def mark_words(stream: Stream, phrases: list[str]) -> dict[str, int]:
    """Mark every occurrence of the phrases; return how often each was found."""
    found = {}
    for phrase in phrases:
        starts = _occurrences(stream, fold(phrase))
        for at in starts:
            _mark(stream, at, len(fold(phrase)))
        found[phrase] = len(starts)
    return found


def mark_places(stream: Stream, places: list[list[str]]) -> list[str]:
    """Mark words only where the words around them are those given: [before, words, after]; return the words never found.

    Of the words around it as many are asked for as are to be found; a file that has none of them is searched for the
    words alone, for what is personal must not stay because a line was read in another order.
    """
    lost = []
    for before, words, after in places:
        wanted = fold(words)
        for reach_before, reach_after in _REACHES:
            left = fold(before)[-reach_before:] if reach_before else ""
            starts = _occurrences(stream, left + wanted + fold(after)[:reach_after])
            if starts:
                break
        for at in starts:
            _mark(stream, at + len(left), len(wanted))
        if not starts:
            lost.append(words)
    return lost


def count_kept(stream: Stream, phrases: list[str]) -> dict[str, int]:
    """Return how often each phrase stands where nothing of it is marked."""
    kept = {}
    for phrase in phrases:
        size = len(fold(phrase))
        kept[phrase] = sum(
            not any(index in page.gone for page, index in stream.places[at : at + size])
            for at in _occurrences(stream, fold(phrase))
        )
    return kept


def _occurrences(stream: Stream, wanted: str) -> list[int]:
    starts, at = [], 0
    while wanted and (at := stream.folded.find(wanted, at)) >= 0:
        starts.append(at)
        at += len(wanted)
    return starts


def _mark(stream: Stream, at: int, size: int) -> None:
    for page, index in stream.places[at : at + size]:
        page.gone.add(index)


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
    stream, blank = stream_of(read), set(order["blank"])
    found = mark_words(stream, order["phrases"])
    lost = mark_places(stream, order["places"])
    kept = count_kept(stream, [words for _, words, _ in order["places"]])
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
    return {"pages": pages, "found": found, "lost": lost, "kept": kept}


if __name__ == "__main__":
    main()
