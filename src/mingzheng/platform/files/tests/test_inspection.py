"""What is taken and what is not: name and content agree, limits hold, and what cannot be checked is said so."""

import struct
import zipfile
import zlib

import pytest

from mingzheng.platform.files.errors import Rejected
from mingzheng.platform.files.inspection import InspectionRules, inspect
from mingzheng.platform.files.limits import FileLimits
from mingzheng.platform.files.names import safe_name
from mingzheng.platform.files.tests.conftest import (
    EICAR,
    PNG,
    add_entries,
    make_blank_pdf,
    make_docx,
    make_xlsx,
    make_zip,
)

RULES = InspectionRules(
    limits=FileLimits(file_bytes=400_000, expanded_bytes=40_000_000, entries=5),
    marks_refused="all",
    virus_scan_required=False,
    secrecy_contact="区委保密办",
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600

WITH_PICTURE = add_entries(make_docx("来文扫描件如下"), {"word/media/image1.png": PNG})
LITERAL = "机密★1年".encode("utf-16-be").replace(b"\\", b"\\\\")


def make_chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def look(data, filename):
    return inspect(data, filename=filename, rules=RULES)


def code(data, filename):
    with pytest.raises(Rejected) as caught:
        look(data, filename)
    assert caught.value.message_zh
    assert caught.value.advice_zh
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "filename", "media_type"),
    [
        (make_docx(), "通知.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (make_xlsx(["序号", "事项"], [1, "办结"]), "台账.xlsx", None),
        ("第一条 总则".encode(), "办法.txt", "text/plain"),
        (b"a,b\n1,2", "表.CSV", "text/csv"),
        (b"<html><body><p>x</p></body></html>", "page.html", "text/html"),
        (make_zip({"内/通知.docx": make_docx(), "说明.txt": "说明".encode()}), "材料.zip", "application/zip"),
    ],
)
def test_a_readable_file_is_taken_and_its_text_checked(data, filename, media_type):
    found = look(data, filename)
    assert found.text.checked
    assert found.virus_checked is False
    assert media_type is None or found.kind.media_type == media_type


@pytest.mark.parametrize(
    ("data", "filename", "note"),
    [
        (PNG, "扫描.png", "未查密：无文字层"),
        (make_blank_pdf(), "扫描.pdf", "未查密：无文字层"),
        (make_zip({"a.png": PNG}), "图.zip", "未查密：包内有文件未查，须人工核看"),
        (WITH_PICTURE, "来文扫描.docx", "未查密：内含图片，图片须人工核看"),
        (make_zip({"来文.docx": WITH_PICTURE}), "来文.zip", "未查密：包内有文件未查，须人工核看"),
        (b'<p>x</p><img src="data:image/png;base64,iVBO">', "page.html", "未查密：内含图片，图片须人工核看"),
    ],
)
def test_a_file_without_text_is_taken_but_said_to_be_unchecked(data, filename, note):
    found = look(data, filename)
    assert (found.text.checked, found.text.note) == (False, note)


@pytest.mark.parametrize(
    ("data", "filename", "expected"),
    [
        (b"", "空.docx", "empty"),
        (b"\x00" * 100, "空.txt", "empty"),
        (b"x" * 400_001, "大.txt", "too_large"),
        (b"MZ\x90\x00", "程序.exe", "not_allowed"),
        (b"MZ\x90\x00", "程序.pdf", "misnamed"),
        (PNG, "图片.pdf", "misnamed"),
        (make_docx(), "表格.xlsx", "misnamed"),
        (make_docx(), "宏.docm", "macros"),
        (add_entries(make_docx(), {"word/vbaProject.bin": b"x"}), "宏.docx", "macros"),
        (make_docx()[:800], "残.docx", "truncated"),
        (b"some text", "假.pdf", "truncated"),
        (b"\xff\xfe\xfa\x80\x81" * 3 + b"\x80", "乱码.docx", "truncated"),
        (b"%PDF-1.7\n1 0 obj<</Type/Filespec/EF<</F 2 0 R>>>> /EmbeddedFile", "附件.pdf", "active_content"),
        (EICAR, "测试.txt", "virus"),
        (make_zip({"a.txt": EICAR}), "包.zip", "virus"),
        (make_zip({f"{n}.txt": b"x" for n in range(6)}), "多.zip", "too_many_entries"),
        (make_zip({"内.zip": make_zip({"a.txt": b"x"})}), "套.zip", "nested_archive"),
        (make_zip({"内.txt": make_zip({"a.txt": b"x"})}), "套.zip", "nested_archive"),
        (make_zip({"../a.txt": b"x"}), "径.zip", "unsafe_path"),
        (make_zip({"a.exe": b"MZ"}), "程序.zip", "not_allowed"),
        (make_zip({"a.txt": b"0" * 39_000_000}), "弹.zip", "bomb"),
        (add_entries(make_docx(), {"word/media/x.xml": b"0" * 41_000_000}), "弹.docx", "bomb"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密.docx", "encrypted"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密.doc", "encrypted"),
        (b"x", "", "no_name"),
        (b"x", "没有扩展名", "not_allowed"),
    ],
)
def test_a_bad_file_is_refused_with_a_reason_and_advice(data, filename, expected):
    assert code(data, filename) == expected


def test_an_archive_under_a_password_is_refused():
    data = bytearray(make_zip({"a.txt": b"x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    assert code(bytes(data), "密.zip") == "encrypted"


def test_the_declared_size_of_an_entry_is_not_believed():
    data = bytearray(make_zip({"a.txt": b"0" * 50_000_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    assert code(bytes(data), "谎.zip") in {"bomb", "truncated"}


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (make_docx("机密★1年"), "通知.docx"),
        (make_docx(header="秘密★10年"), "通知.docx"),
        (make_docx(textbox="绝密★长期"), "通知.docx"),
        (make_xlsx(["秘密★1年"], ["台账"]), "台账.xlsx"),
        ("秘密★\n关于……的通知".encode(), "通知.txt"),
        ("机密★1年".encode("gb18030") + "\n关于做好有关工作的通知，请各单位认真落实。".encode("gb18030"), "旧.txt"),
        (b"<html><body><p>\xe6\x9c\xba\xe5\xaf\x86\xe2\x98\x855\xe5\xb9\xb4</p></body></html>", "a.html"),
        ("正常内容".encode(), "机密★1年通知.txt"),
        (make_zip({"OFD.xml": "<x/>", "Doc_0/Pages/P/Content.xml": "<ofd:TextCode>机密★1年</ofd:TextCode>"}), "件.ofd"),
        (make_zip({"内/a.docx": make_docx("机密★1年")}), "包.zip"),
        (make_zip({"机密★1年.txt": b"x"}), "包.zip"),
        (OLE + "机密★1年".encode("utf-16-le") + b"\x00" * 64, "旧.doc"),
        (OLE + b"\x01" + "机密★1年".encode("utf-16-le") + b"\x00" * 64, "旧.doc"),
        (make_docx("内部资料 注意保存"), "参阅.docx"),
        (b"x", "机密★1年"),
        (b"x", "通知.机密★1年"),
        (b"x", "【机密】通知.txt"),
        (make_zip({"机密★1年/": b"", "a.txt": b"x"}), "包.zip"),
        (make_zip({"a.png": PNG + "机密★1年".encode()}), "包.zip"),
        (PNG + "机密★1年".encode("utf-16-le"), "图.png"),
        (PNG[:33] + make_chunk(b"zTXt", b"Title\x00\x00" + zlib.compress("机密★1年".encode())) + PNG[33:], "图.png"),
        (add_entries(make_docx(), {"docProps/custom.xml": "<p><vt:lpwstr>机密</vt:lpwstr></p>"}), "a.docx"),
        (add_entries(make_docx(), {"word/a.xml": "<wp:docPr descr='机密★1年'/>"}), "a.docx"),
        (add_entries(make_docx(), {"word/embeddings/b.xlsx": make_xlsx(["机密★1年"])}), "a.docx"),
        (
            add_entries(make_xlsx(["序号"]), {"xl/worksheets/s9.xml": "<oddHeader>&amp;C&amp;12秘密</oddHeader>"}),
            "表.xlsx",
        ),
        (make_blank_pdf() + b"<FEFF" + "机密★1年".encode("utf-16-be").hex().encode() + b">", "件.pdf"),
        (
            make_blank_pdf() + b"1 0 obj<</Type/ObjStm>>stream\n" + zlib.compress(b"(\\376\\377" + LITERAL + b")"),
            "件.pdf",
        ),
        ("<html><body><!-- 机密★1年 --><p>正文</p></body></html>".encode(), "a.html"),
    ],
)
def test_a_secrecy_mark_anywhere_refuses_the_file_and_names_whom_to_report_to(data, filename):
    with pytest.raises(Rejected) as caught:
        look(data, filename)
    assert caught.value.code == "secrecy_mark"
    assert "区委保密办" in caught.value.advice_zh
    assert "★" not in caught.value.message_zh + caught.value.advice_zh + str(caught.value)


def test_prose_about_secrets_is_no_mark():
    assert look("各单位要严守国家秘密和工作秘密。".encode(), "通知.txt").text.checked


def test_marks_of_work_secrets_can_be_let_through_by_parameter():
    rules = InspectionRules(RULES.limits, "state_secret", virus_scan_required=False, secrecy_contact="x")
    assert inspect(make_docx("内部资料 注意保存"), filename="a.docx", rules=rules).text.checked


def test_without_a_scanner_nothing_is_taken_where_one_is_required():
    rules = InspectionRules(RULES.limits, "all", virus_scan_required=True, secrecy_contact="x")
    with pytest.raises(Rejected) as caught:
        inspect(b"x", filename="a.txt", rules=rules)
    assert caught.value.code == "virus_unchecked"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("..\\..\\a/b/通知.docx", "通知.docx"),
        ("\u202excod.exe", "xcod.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("...", ""),
        ("长" * 300 + ".docx", "长" * 145 + ".docx"),
    ],
)
def test_names_are_made_safe(given, expected):
    assert safe_name(given) == expected


def test_gbk_names_in_an_archive_are_read():
    stream = make_zip({"placeholder.txt": b"x"}, compression=zipfile.ZIP_STORED)
    name = "机密★年年.txt".encode("gb18030")
    data = stream.replace(b"placeholder.txt", name.ljust(15, b" ")[:15])
    assert code(data, "包.zip") in {"secrecy_mark", "not_allowed"}
