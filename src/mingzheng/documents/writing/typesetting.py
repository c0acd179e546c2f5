"""The one door to Typst: a template of this room and data in, an archival PDF and what became of its characters out.

Answers for: passing user text as JSON data (never as markup), fonts, missing characters, PDF/A-2b, repeatable bytes.
Does not belong here: which fonts (`documents.fonts`), what a page looks like (`templates/*.typ`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from mingzheng.documents.fonts import FontPlan, plan_fonts
from mingzheng.documents.writing.glyphs import MISSING_MARK, Coverage, assess_coverage
from mingzheng.documents.writing.official import iter_texts

_TEMPLATES = Path(__file__).parent / "templates"
_SECONDS_PER_DAY = 86_400
_EPOCH = date(1970, 1, 1)
_UNDATED = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A PDF and what it says about its fonts.

    `borrowed` maps a character the chosen font lacks to the family that shows it; `missing` ones print as 〓.
    """

    data: bytes
    substituted: tuple[str, ...]
    borrowed: dict[str, str]
    missing: frozenset[str]


def typeset(
    template: str,
    data: dict[str, Any],
    *,
    title: str,
    author: str = "",
    dated: date | None = None,
    fonts: FontPlan | None = None,
) -> RenderedPdf:
    """Set `templates/<template>.typ` with `data` (JSON values only) and return a PDF/A-2b.

    The same data, fonts and date give the same bytes. Raises typst.TypstError only for a defect of a template.
    """
    plan = fonts or plan_fonts()
    coverage = assess_coverage(iter_texts([data, title, author]), plan)
    day = dated or _UNDATED
    meta = _describe_meta(plan, coverage, day) | {"title": title, "author": author}
    compiler = typst.Compiler(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=plan.fonts,
        sys_inputs={"data": _encode(data, coverage), "meta": _encode(meta, coverage)},
    )
    pdf = compiler.compile(format="pdf", pdf_standards="a-2b", timestamp=_at(day))
    if not isinstance(pdf, bytes):
        raise TypeError("typst returned no PDF")
    return RenderedPdf(pdf, plan.substituted, coverage.borrowed, coverage.missing)


def typeset_pictures(pages: Sequence[Mapping[str, Any]], *, title: str) -> bytes:
    """Return a PDF/A-2b of drawn pages, one picture each, with the words that stay set invisibly over them.

    A page is {width, height (points), picture (PNG bytes, empty for a page left out), lines [{text, x, y, size}]}.
    """
    plan = plan_fonts()
    files: dict[str, bytes] = {}
    described = []
    for number, page in enumerate(pages, start=1):
        name = f"page{number}.png" if page["picture"] else ""
        if name:
            files[name] = page["picture"]
        lines = [{key: line[key] for key in ("text", "x", "y", "size")} for line in page["lines"]]
        described.append({"width": page["width"], "height": page["height"], "picture": name, "lines": lines})
    data = {"pages": described, "title": title}
    coverage = assess_coverage(iter_texts([data]), plan)
    families = {role.value: font.families for role, font in plan.roles.items()}
    inputs = {"data": _encode(data | {"fonts": families}, coverage)}
    return typeset_with_files("drawn_pages", inputs, files, fonts=plan, standard="a-2b")


def describe_inputs(
    data: dict[str, Any], *, plan: FontPlan, coverage: Coverage, title: str, dated: date
) -> dict[str, str]:
    """Return the inputs of a template of the house: its data, and fonts, day and title of the paper."""
    meta = _describe_meta(plan, coverage, dated) | {"title": title, "author": ""}
    return {"data": _encode(data, coverage), "meta": _encode(meta, coverage)}


def typeset_with_files(
    template: str,
    inputs: dict[str, str],
    files: Mapping[str, bytes],
    *,
    fonts: FontPlan,
    standard: Literal["a-2b", "a-3b"],
    dated: date | None = None,
) -> bytes:
    """Set a template beside files it draws or attaches, in a folder of its own that is gone afterwards."""
    with TemporaryDirectory(prefix="mingzheng-set-") as folder:
        root = Path(folder)
        for name in (f"{template}.typ", "house.typ", "blocks.typ"):
            (root / name).write_bytes((_TEMPLATES / name).read_bytes())
        for name, content in files.items():
            (root / name).write_bytes(content)
        compiler = typst.Compiler(str(root / f"{template}.typ"), root=folder, font_paths=fonts.fonts, sys_inputs=inputs)
        pdf = compiler.compile(format="pdf", pdf_standards=standard, timestamp=_at(dated or _UNDATED))
    if not isinstance(pdf, bytes):
        raise TypeError("typst returned no PDF")
    return pdf


def _at(day: date) -> int:
    return (day - _EPOCH).days * _SECONDS_PER_DAY


def _describe_meta(plan: FontPlan, coverage: Coverage, day: date) -> dict[str, Any]:
    return {
        "date": [day.year, day.month, day.day],
        "statement": _state_fonts(plan, coverage),
        "fonts": {
            role.value: {"families": font.families, "weight": font.face.weight, "outline": font.imitates_bold}
            for role, font in plan.roles.items()
        },
    }


def _encode(value: Any, coverage: Coverage) -> str:
    table = {ord(character): MISSING_MARK for character in coverage.missing}
    return json.dumps(_replace_missing(value, table), ensure_ascii=False)


def _replace_missing(value: Any, table: dict[int, str]) -> Any:
    if not table:
        return value
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {key: _replace_missing(item, table) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replace_missing(item, table) for item in value]
    return value


def _state_fonts(plan: FontPlan, coverage: Coverage) -> str:
    parts = [plan.statement()] if plan.substituted else []
    if coverage.borrowed:
        helpers = "、".join(dict.fromkeys(coverage.borrowed.values()))
        parts.append(f"生僻字借用{helpers}。")
    if coverage.missing:
        parts.append(f"有{len(coverage.missing)}个字无字形，以{MISSING_MARK}代。")
    return "".join(parts)
