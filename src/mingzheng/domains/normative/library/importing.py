"""Bring a folder of laws and titles into the library: JSON lines with full texts, Markdown or text files, lists of titles.

Safe to repeat: a document is known by title and kind, a text by the day it begins. Two texts of one law on different
days are two versions of one document.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from mingzheng.documents.articles import ParsedText, find_effective_day, parse_text
from mingzheng.domains.normative.announcing import announce_documents
from mingzheng.domains.normative.library.keeping import keep_text, make_slug
from mingzheng.domains.normative.models import Document, TextVersion
from mingzheng.platform.org.public import find_unit_by_name

KIND_WORDS = (
    ("政府规范性文件", "own_government"),
    ("部门规范性文件", "own_department"),
    ("宪法", "law"),
    ("行政法规", "regulation"),
    ("地方", "local"),
    ("规章", "rule"),
    ("司法解释", "other"),
    ("法", "law"),
)
TITLE_KINDS = (
    (re.compile(r"^中华人民共和国.+法$"), "law"),
    (re.compile(r"条例(?:（.+）)?$"), "regulation"),
)
DATED = re.compile(r"^(?P<title>.+?)[（(](?P<day>\d{4}-\d{2}-\d{2})[)）]$")
# What a line may say of a document besides its text; days as 2026-03-19.
WORDS = ("issuer", "doc_number", "reg_number", "theme", "audience", "contact", "source")
DAYS = ("issued_on", "published_on", "effective_on", "expires_on")
LARGEST_FILE = 50 * 1024 * 1024


@dataclass(slots=True)
class ImportReport:
    """What an import did: documents new, texts new, titles without text, and what was left out with its reason."""

    documents: int = 0
    texts: int = 0
    titles: int = 0
    articles: int = 0
    known: int = 0
    notes: list[str] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)


def import_folder(folder: Path, *, at: datetime) -> ImportReport:
    """Read every .jsonl, .md and .txt file of a folder. Raises NotADirectoryError."""
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    report = ImportReport()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".jsonl", ".md", ".txt"} or not path.is_file():
            continue
        if path.stat().st_size > LARGEST_FILE:
            report.notes.append(f"{path.name}：文件过大，没有读取")
            continue
        _import_file(path, report, at=at)
    with transaction.atomic():
        announce_documents(sorted(set(report.touched)))
    return report


def import_texts(rows: Iterable[dict[str, Any]], *, at: datetime) -> ImportReport:
    """Bring documents with their texts in, as lines of a file would say them."""
    report = ImportReport()
    for number, given in enumerate(rows, start=1):
        _import_text(given, report, where=f"第 {number} 件", at=at)
    with transaction.atomic():
        announce_documents(sorted(set(report.touched)))
    return report


def _import_file(path: Path, report: ImportReport, *, at: datetime) -> None:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        report.notes.append(f"{path.name}：不是 UTF-8 文本，没有读取")
        return
    if path.suffix == ".jsonl":
        for number, given in _lines(text, path.name, report):
            _import_text(given, report, where=f"{path.name} 第 {number} 行", at=at)
    elif path.suffix == ".txt" and _is_list_of_titles(text):
        _import_titles(text.splitlines(), report, source=path.stem)
    else:
        found = DATED.match(path.stem)
        given = {"title": found["title"] if found else path.stem, "date": found["day"] if found else "", "text": text}
        _import_text({**given, "category": path.parent.name}, report, where=path.name, at=at)


def _lines(text: str, name: str, report: ImportReport) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except ValueError:
            given = None
        if isinstance(given, dict) and isinstance(given.get("title"), str) and isinstance(given.get("text"), str):
            yield number, given
        else:
            report.notes.append(f"{name} 第 {number} 行：不是带 title、text 的 JSON，没有读取")


def _is_list_of_titles(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and max(len(line) for line in lines) <= 200 and "第一条" not in text


def kind_of(category: str, title: str) -> str:
    """Return which kind of document a category or, without one, a title speaks of."""
    for word, kind in KIND_WORDS:
        if word in category:
            return kind
    for pattern, kind in TITLE_KINDS:
        if not category and pattern.search(title):
            return kind
    return "other" if category else "higher"


@transaction.atomic
def _import_text(given: dict[str, Any], report: ImportReport, *, where: str, at: datetime) -> None:
    title, kind = given["title"].strip()[:300], kind_of(str(given.get("category", "")), given["title"])
    parsed = parse_text(given["text"], title=title)
    if not title or not parsed.articles:
        report.notes.append(f"{where}：没有正文，没有入库")
        return
    dated = _day(str(given.get("date", "")))
    stated = find_effective_day(parsed)
    begins = stated if stated and (dated is None or stated >= dated) else dated
    document, is_new = Document.objects.get_or_create(
        slug=make_slug(title, kind), defaults={"title": title, "kind": kind, "dates_inferred": True}
    )
    report.documents += is_new
    first = begins or date(1949, 10, 1)
    if TextVersion.objects.filter(document=document, in_force_from=first).exists():
        report.known += 1
        return
    version = keep_text(document, parsed, in_force_from=first, at=at, note="；".join(parsed.history[-1:]))
    _note_dates(document, parsed, dated=dated, begins=begins, stated=stated)
    _note_given(document, given)
    report.texts += 1
    report.articles += version.article_count
    report.touched.append(document.pk)
    report.notes += [f"{title}：{fault}" for fault in parsed.faults[:3]]


def _note_dates(
    document: Document, parsed: ParsedText, *, dated: date | None, begins: date | None, stated: date | None
) -> None:
    """Keep the earliest day the document is in force from, the latest issue, and its history in words."""
    firsts = [day for day in (document.effective_on, stated, begins) if day is not None]
    issued = [day for day in (document.issued_on, dated) if day is not None]
    newest = not document.issued_on or (dated is not None and dated >= document.issued_on)
    Document.objects.filter(pk=document.pk).update(
        effective_on=min(firsts, default=None),
        issued_on=max(issued, default=None),
        published_on=max(issued, default=None),
        history="\n".join(parsed.history) if newest else document.history,
    )


def _note_given(document: Document, given: dict[str, Any]) -> None:
    """Keep what the line itself says: it stands above what was read out of the text."""
    said: dict[str, Any] = {name: str(given[name])[:80] for name in WORDS if given.get(name)}
    said |= {name: day for name in DAYS if (day := _day(str(given.get(name, ""))))}
    unit = find_unit_by_name(said["issuer"]).unit if said.get("issuer") else None
    if unit is not None:
        said["unit"] = unit
    if "effective_on" in said:
        said["dates_inferred"] = False
    if said:
        Document.objects.filter(pk=document.pk).update(**said)


def _import_titles(lines: Iterable[str], report: ImportReport, *, source: str) -> None:
    """Take titles without text into the library: found by name, their validity to be confirmed."""
    titles = list(dict.fromkeys(line.strip()[:300] for line in lines if line.strip()))
    held = set(Document.objects.filter(title__in=titles).values_list("title", flat=True))
    rows = [
        Document(slug=make_slug(title, kind), kind=kind, title=title, source=source[:300], dates_inferred=True)
        for title in titles
        if title not in held
        for kind in (kind_of("", title),)
    ]
    with transaction.atomic():
        made = Document.objects.bulk_create(rows, batch_size=500)
    report.known += len(titles) - len(rows)
    report.titles += len(made)
    report.touched += [document.pk for document in made]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
