"""Our own normative documents for a city's library: a workbook of the fields, or JSON with the text by article."""

import json
from datetime import date
from typing import Any

from mingzheng.documents.writing.sheets import CellKind, Sheet, SheetColumn, write_xlsx
from mingzheng.domains.normative.models import Document
from mingzheng.domains.normative.selectors import (
    interpretations_of,
    list_articles,
    list_texts,
    own_documents,
    related_to,
    text_as_of,
    validity_of,
)
from mingzheng.kit.text import in_book_marks

COLUMNS = (
    SheetColumn("reg_number", "统一登记编号", width=18),
    SheetColumn("doc_number", "文号", width=22),
    SheetColumn("title", "文件名称", width=50),
    SheetColumn("kind", "类别", width=18),
    SheetColumn("issuer", "制定单位", width=24),
    SheetColumn("issued_on", "成文日期", CellKind.DATE),
    SheetColumn("published_on", "公布日期", CellKind.DATE),
    SheetColumn("effective_on", "施行日期", CellKind.DATE),
    SheetColumn("expires_on", "有效期至", CellKind.DATE),
    SheetColumn("validity", "有效性", width=20),
    SheetColumn("ended_on", "失效、废止日期", CellKind.DATE),
    SheetColumn("theme", "主题分类", width=16),
    SheetColumn("relations", "与其他文件的关系", width=40),
    SheetColumn("interpretation", "解读", width=40),
    SheetColumn("address", "网页", width=30),
)


def _fields(document: Document, on: date) -> dict[str, Any]:
    related = "；".join(f"{item.words}{in_book_marks(item.document.title)}" for item in related_to(document))
    return {
        "reg_number": document.reg_number,
        "doc_number": document.doc_number,
        "title": document.title,
        "kind": document.get_kind_display(),
        "issuer": document.issuer,
        "issued_on": document.issued_on,
        "published_on": document.published_on,
        "effective_on": document.effective_on,
        "expires_on": document.expires_on,
        "validity": validity_of(document, on).label,
        "ended_on": document.ended_on,
        "theme": document.theme,
        "relations": related,
        "interpretation": "；".join(item.title for item in interpretations_of(document)),
        "address": f"/library/{document.slug}/",
    }


def write_workbook(on: date) -> bytes:
    """Return the workbook of all our own documents as they stand on a day."""
    rows = ([fields[column.key] for column in COLUMNS] for fields in _all(on))
    note = f"截至 {on.year}年{on.month}月{on.day}日"
    return write_xlsx([Sheet("规范性文件", COLUMNS, rows, title="行政规范性文件库", note=note)])


def _all(on: date) -> list[dict[str, Any]]:
    return [_fields(document, on) for document in own_documents().order_by("doc_number", "pk")]


def write_json(on: date) -> bytes:
    """Return all our own documents with their text by article as of a day."""
    found = []
    for document in own_documents().order_by("doc_number", "pk"):
        fields = _fields(document, on)
        plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in fields.items()}
        articles = list_articles(text_as_of(list_texts(document), on))
        plain["articles"] = [{"label": one.label, "path": one.path, "text": one.text} for one in articles]
        found.append(plain)
    return json.dumps({"as_of": on.isoformat(), "documents": found}, ensure_ascii=False, indent=1).encode()
