"""A case's archive bundle 归档包: one PDF/A-3 with cover, list of papers and course, and every paper inside it unaltered.

Answers for: setting the pages and embedding the files, and reading them out again. What stands in them is the caller's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mingzheng.documents.fonts import plan_fonts
from mingzheng.documents.writing.glyphs import assess_coverage
from mingzheng.documents.writing.official import iter_texts
from mingzheng.documents.writing.text import clean_lines
from mingzheng.documents.writing.typesetting import describe_inputs, typeset_with_files
from mingzheng.kit.lazy import lazy_module

pypdfium2 = lazy_module("pypdfium2")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside the bundle: `place` is its plain name in it (01.pdf), `name` what people call it."""

    place: str
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the bundle: its heading, columns with their shares of the line, and rows."""

    heading: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "无"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is set: title and facts of the cover, the sheets, a closing statement."""

    title: str
    code: str
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    statement: str
    dated: date


def write_bundle(bundle: Bundle, files: Sequence[Embedded]) -> bytes:
    """Return the bundle as PDF/A-3b; the same values give the same bytes."""
    plan = plan_fonts()
    data = {
        "title": bundle.title,
        "code": bundle.code,
        "facts": [[label, _clean(text)] for label, text in bundle.facts],
        "sheets": [
            {
                "heading": sheet.heading,
                "heads": [title for title, _ in sheet.columns],
                "widths": [width for _, width in sheet.columns],
                "rows": [[_clean(cell) for cell in row] for row in sheet.rows],
                "empty": sheet.empty,
            }
            for sheet in bundle.sheets
        ],
        "statement": bundle.statement,
        "files": [{"place": file.place, "name": file.name, "media_type": file.media_type} for file in files],
    }
    coverage = assess_coverage(iter_texts([data]), plan)
    inputs = describe_inputs(
        data, plan=plan, coverage=coverage, title=f"{bundle.code} {bundle.title}", dated=bundle.dated
    )
    content = {file.place: file.data for file in files}
    return typeset_with_files("archive_bundle", inputs, content, fonts=plan, standard="a-3b", dated=bundle.dated)


def _clean(text: str) -> str:
    return "\n".join(clean_lines(text))


def read_embedded(data: bytes) -> dict[str, bytes]:
    """Return the files inside a bundle by their plain names. Raises ValueError for what is no readable PDF."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError("not a readable PDF") from error
    try:
        found = [document.get_attachment(number) for number in range(document.count_attachments())]
        return {one.get_name(): bytes(one.get_data()) for one in found}
    finally:
        document.close()
