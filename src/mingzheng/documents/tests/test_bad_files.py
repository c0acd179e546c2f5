"""Whatever is handed in, only a clear refusal or a whole document comes out."""

import contextlib
import io
import zipfile

import docx
import msoffcrypto
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from mingzheng.documents.reading import Limits, UnreadableDocument, read_document

MARKUP = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def small_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("关于印发方案的通知")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "任务", "区财政局"
    return saved(document)


def small_xlsx() -> bytes:
    book = Workbook()
    book.active["A1"], book.active["B2"] = "任务", "区财政局"
    return saved(book)


def repacked(data: bytes, **changes: bytes) -> bytes:
    """Return the container with parts replaced or added; `__` in a name stands for a slash, `_dot_` for a dot."""
    names = {k.replace("__", "/").replace("_dot_", "."): v for k, v in changes.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            if info.filename not in names:
                target.writestr(info.filename, source.read(info.filename))
        for name, content in names.items():
            target.writestr(name, content)
    return stream.getvalue()


def refused(data: bytes, filename: str, **limits: int) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, filename=filename, limits=Limits(**limits))
    error = caught.value
    assert error.message_zh.endswith("。")
    assert error.advice_zh.startswith("请") or "请" in error.advice_zh
    return error


@pytest.mark.parametrize("data", [b"", b"\x00" * 200, b" \r\n\t"])
@pytest.mark.parametrize("filename", ["方案.docx", "方案.pdf", "方案.txt"])
def test_an_empty_file_is_called_empty(data, filename):
    assert refused(data, filename).code == "empty"


def test_a_document_without_words_is_called_empty():
    assert refused(saved(docx.Document()), "方案.docx").code == "empty"


def test_a_huge_file_is_not_opened():
    assert refused(b"x" * 5000, "方案.txt", file_bytes=4000).code == "too_large"


@pytest.mark.parametrize(("data", "filename"), [(small_docx(), "方案.docx"), (small_xlsx(), "方案.xlsx")])
def test_a_truncated_container_is_called_damaged(data, filename):
    for length in (40, len(data) // 2, len(data) - 30):
        assert refused(data[:length], filename).code == "truncated"


def test_a_truncated_pdf_is_refused_whole():
    assert refused(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "方案.pdf").code == "truncated"


def test_an_encrypted_office_file_is_told_from_a_broken_one():
    envelope = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    assert refused(envelope, "方案.docx").code == "encrypted"


def test_a_docx_with_a_password_is_refused_as_encrypted():
    stream = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(small_docx())).encrypt("secret", stream)
    assert refused(stream.getvalue(), "方案.docx").code == "encrypted"


def test_an_encrypted_zip_entry_is_refused():
    data = bytearray(small_docx())
    data[6] |= 1
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data), "方案.docx").code == "encrypted"


def test_macros_are_refused_by_content_and_by_name():
    assert refused(repacked(small_docx(), word__vbaProject_dot_bin=b"x"), "方案.docx").code == "macros"
    assert refused(repacked(small_xlsx(), xl__vbaProject_dot_bin=b"x"), "方案.xlsx").code == "macros"
    assert refused(small_docx(), "方案.docm").code == "macros"


@pytest.mark.parametrize(
    ("data", "filename", "code", "word"),
    [
        (small_xlsx(), "方案.docx", "misnamed", "Excel"),
        (small_docx(), "方案.xlsx", "misnamed", "Word"),
        (small_docx(), "方案.pdf", "misnamed", "Word"),
        (b"<html><body>x</body></html>", "方案.doc", "misnamed", "网页"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "方案.docx", "unsupported", "图片"),
        (b"MZ" + b"x" * 100, "方案.pdf", "unsupported", "程序"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "方案", "unsupported", "图片"),
    ],
)
def test_a_misnamed_file_is_told_what_it_really_is(data, filename, code, word):
    error = refused(data, filename)
    assert error.code == code
    assert word in error.message_zh


def test_a_docx_without_a_name_ending_is_read():
    assert "区财政局" in read_document(small_docx(), filename="方案").text


def test_archives_that_expand_without_end_are_not_unpacked():
    bomb = repacked(small_docx(), word__media__a_dot_bin=b"\0" * (40 * 1024 * 1024))
    assert refused(bomb, "方案.docx").code == "bomb"
    assert refused(small_docx(), "方案.docx", archive_entries=3).code == "bomb"
    assert refused(small_docx(), "方案.docx", part_bytes=500).code == "bomb"


def test_entities_and_document_types_are_refused():
    bad = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"/>'
    assert refused(repacked(small_docx(), word__document_dot_xml=bad), "方案.docx").code == "entities"
    outside = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    assert refused(repacked(small_xlsx(), xl__workbook_dot_xml=outside), "方案.xlsx").code == "entities"
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;</body></html>'
    assert refused(page.encode(), "方案.html").code == "entities"


def test_a_sheet_of_a_million_empty_rows_is_refused_with_words_that_help():
    rows = b"".join(b'<row r="%d"/>' % n for n in range(1, 1_000_001))
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MARKUP.encode(), rows)
    error = refused(repacked(small_xlsx(), xl__worksheets__sheet1_dot_xml=sheet), "方案.xlsx")
    assert error.code == "too_many_rows"
    assert "空白行" in error.advice_zh


def test_a_merged_area_of_the_whole_sheet_costs_little():
    sheet = (
        f'<worksheet xmlns="{MARKUP}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>任务</t></is></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    ).encode()
    document = read_document(repacked(small_xlsx(), xl__worksheets__sheet1_dot_xml=sheet), filename="方案.xlsx")
    assert len(document.blocks[0].rows) <= 201


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_the_sets_chinese_offices_use(encoding):
    text = "关于做好防汛工作的通知\n各镇人民政府：\n一、落实责任。\n各单位要认真落实。\n"
    assert "各镇人民政府：" in read_document(text.encode(encoding), filename="方案.txt").text


def test_text_in_no_known_set_is_refused():
    assert refused(bytes(range(128, 256)) * 40, "方案.txt").code == "encoding"


def test_old_formats_say_how_to_go_on_without_an_office_program(monkeypatch):
    monkeypatch.setattr("mingzheng.documents.reading.legacy.find_office", lambda: None)
    error = refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "方案.doc")
    assert error.code == "needs_office"
    assert "另存为 docx" in error.advice_zh


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableDocument) as caught:
        read_document(tmp_path / "没有.docx", filename="没有.docx")
    assert caught.value.code == "not_found"


def read_or_refuse(data: bytes, filename: str) -> None:
    with contextlib.suppress(UnreadableDocument):
        read_document(data, filename=filename, limits=Limits(seconds=20))


MUTATION = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=30)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@QUIET
@given(MUTATION, st.sampled_from(["docx", "xlsx"]))
def test_damaged_containers_are_read_or_refused(mutation, kind):
    data = bytearray(small_docx() if kind == "docx" else small_xlsx())
    for position, value in mutation:
        data[position % len(data)] = value
    read_or_refuse(bytes(data), f"方案.{kind}")


PARTS = {
    "docx": ["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"],
    "xlsx": ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"],
}


@QUIET
@given(MUTATION, st.sampled_from([(k, p) for k, parts in PARTS.items() for p in parts]), st.integers(0, 10**6))
def test_damaged_parts_are_read_or_refused(mutation, where, cut):
    kind, part = where
    data = small_docx() if kind == "docx" else small_xlsx()
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        content = bytearray(source.read(part)) if part in source.namelist() else bytearray(b"<x/>")
    for position, value in mutation:
        content[position % len(content)] = value
    name = part.replace("/", "__").replace(".", "_dot_")
    read_or_refuse(repacked(data, **{name: bytes(content[: max(cut % len(content), 5)])}), f"方案.{kind}")


@QUIET
@given(st.binary(max_size=2000), st.sampled_from(["txt", "html", "md", "docx", "xlsx", "doc", ""]))
def test_arbitrary_bytes_are_read_or_refused(data, suffix):
    if suffix != "doc" or not data.startswith(b"\xd0\xcf"):
        read_or_refuse(data, f"方案.{suffix}")


@QUIET
@given(st.text("<>/=\"' tablerdspanowcoli1|-#\n\\&;!一（1.", max_size=600), st.sampled_from(["html", "md", "txt"]))
def test_arbitrary_markup_is_read_or_refused(text, suffix):
    read_or_refuse(text.encode(), f"方案.{suffix}")


def test_markup_nested_without_end_is_read_or_refused():
    for tag in ("div", "table><tr><td", "b", "ol><li"):
        read_or_refuse(f"<html>{f'<{tag}>' * 20_000}甲".encode(), "方案.html")
    deep = b"<w:document xmlns:w='w'><w:body>" + b"<w:p>" * 30_000
    read_or_refuse(repacked(small_docx(), word__document_dot_xml=deep), "方案.docx")
    read_or_refuse((">" * 50_000 + " 甲").encode(), "方案.md")
