"""Masking hides what is personal, keeps length and layout, touches nothing else, and does nothing the second time."""

import io
import re
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mingzheng.config.cli import main
from mingzheng.documents.reading import read_document
from mingzheng.documents.redacting import contains_words
from mingzheng.documents.writing.official import Layout, OfficialDocument, Paragraph
from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.proofing.masking import MaskRules, NotMaskable, mask_file, mask_text
from mingzheng.proofing.personal import find_personal

OTHER_CARD = "4367421217231234566"
DOOR = "云山区青溪镇柳河村12组35号"
ROSTER = (("姓名", "身份证号", "银行卡号", "家庭住址"), ("张小三", "440105199003070014", OTHER_CARD, DOOR))
HIDDEN = ["张*三", "440***********0014", "***************4566", "云山区青溪镇柳河村" + "*" * 6]
ID = "440105199003070013"
CARD = "6222021234567890128"
PIECES = st.sampled_from(
    [
        ID,
        "13800138000",
        CARD,
        "姓名：张小三",
        "住址：云山区青溪镇柳河村12组35号",
        "粤C12345",
        "a.b@qq.com",
        "2025年",
        "，",
        "。\n",
        "办结",
    ]
)


@pytest.mark.parametrize(
    ("shown", "masked"),
    [
        (f"身份证号{ID}", "身份证号440***********0013"),
        ("手机13800138000", "手机138****8000"),
        ("家庭电话：020-83131234", "家庭电话：020-83******".replace("83******", "831*****")),
        ("银行卡6217 0012 3456 7890 122", "银行卡**** **** **** ***0 122"),
        ("号牌粤C·12345", "号牌粤C·***45"),
        ("邮箱zhang@example.cn", "邮箱z****@example.cn"),
        ("当事人住址：云山区青溪镇柳河村12组35号。", "当事人住址：云山区青溪镇柳河村******。"),
        (f"姓名：张小三，证件{ID}", "姓名：张*三，证件440***********0013"),
        ("统一社会信用代码11441700007280420Y", "统一社会信用代码11441700007280420Y"),
        ("联系电话0756-3612345", "联系电话0756-3612345"),
    ],
)
def test_each_kind_has_its_mask(shown, masked):
    assert mask_text(shown)[0] == masked


def test_an_office_sets_how_much_of_an_identity_number_stays():
    assert mask_text(ID, MaskRules(id_head=6, id_tail=2))[0] == "440105**********13"


@settings(deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=8).map("".join))
def test_masking_keeps_length_changes_only_what_is_personal_and_is_idempotent(text):
    masked, _ = mask_text(text)
    assert len(masked) == len(text)
    assert mask_text(masked)[0] == masked
    personal = set()
    at = 0
    for line in text.splitlines(keepends=True):
        for item in find_personal(line):
            personal.update(range(at + item.start, at + item.end))
        at += len(line)
    assert all(
        a == b or (place in personal and b == "*") for place, (a, b) in enumerate(zip(text, masked, strict=True))
    )


def docx_with_split_number():
    document = docx.Document()
    paragraph = document.add_paragraph("申请人身份证号")
    paragraph.add_run(ID[:7]).bold = True
    paragraph.add_run(ID[7:])
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip([c for r in table.rows for c in r.cells], ["姓名", "身份证号", "张小三", ID], strict=True):
        cell.text = words
    document.sections[0].header.paragraphs[0].text = "手机13800138000"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_keeps_runs_and_every_other_part():
    data = docx_with_split_number()
    result = mask_file(data, filename="名单.docx")
    before, after = docx.Document(io.BytesIO(data)), docx.Document(io.BytesIO(result.data))
    assert [run.text for run in after.paragraphs[0].runs] == ["申请人身份证号", "440****", "*******0013"]
    assert after.paragraphs[0].runs[1].bold
    assert [c.text for r in after.tables[0].rows for c in r.cells] == [
        "姓名",
        "身份证号",
        "张*三",
        "440***********0013",
    ]
    assert after.sections[0].header.paragraphs[0].text == "手机138****8000"
    assert [p.style.name for p in before.paragraphs] == [p.style.name for p in after.paragraphs]
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(result.data)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert all(name == "word/document.xml" or "header" in name for name in changed)
        assert all(len(old.read(name).decode()) == len(new.read(name).decode()) for name in changed)
    assert mask_file(result.data, filename="名单.docx").count == 0


def test_a_workbook_keeps_formulas_and_masks_numbers_typed_as_numbers():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["姓名", "手机", "金额", "身份证号"],
        ["张小三", 13800138000, 800, ID],
        ["李小四", 13900139000, 700, ID],
    ):
        sheet.append(row)
    sheet["C4"] = "=SUM(C2:C3)"
    sheet["B2"].number_format = "0"
    out = io.BytesIO()
    book.save(out)
    result = mask_file(out.getvalue(), filename="名单.xlsx")
    masked = openpyxl.load_workbook(io.BytesIO(result.data)).active
    assert [c.value for c in masked[2]] == ["张*三", "138****8000", 800, "440***********0013"]
    assert masked["A3"].value == "李*四"
    assert masked["C4"].value == "=SUM(C2:C3)"
    assert masked["B2"].number_format == "0"
    assert masked["A1"].value == "姓名"


def test_a_web_page_keeps_its_tags_and_masks_what_links_carry():
    page = (
        f'<p class="a">手机<b>138</b>00138000 &amp; <a href="tel:13800138000">致电</a></p><script>var a="{ID}"</script>'
    )
    result = mask_file(page.encode(), filename="页.html").data.decode()
    assert re.sub(r"<[^>]*>", "", result).startswith("手机138****8000 &amp; 致电")
    assert 'href="tel:138****8000"' in result
    assert len(result) == len(page)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_keeps_its_charset_and_line_ends(charset):
    data = f"一、名单\r\n证件{ID}\r\n".encode(charset)
    assert mask_file(data, filename="a.txt").data == "一、名单\r\n证件440***********0013\r\n".encode(charset)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.doc", b"\xd0\xcf", "unsupported"),
        ("a.pdf", b"%PDF", "damaged_pdf"),
        ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0", "encrypted"),
    ],
)
def test_what_cannot_keep_its_layout_is_refused_with_advice(name, data, code):
    with pytest.raises(NotMaskable) as error:
        mask_file(data, filename=name)
    assert error.value.code == code
    assert error.value.advice_zh


def test_the_command_writes_a_masked_copy(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text(f"证件{ID}", encoding="utf-8")
    result = CliRunner().invoke(main, ["mask", str(source), "--out", str(tmp_path / "b.txt")])
    assert result.exit_code == 0, result.output
    assert "1处" in result.output
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "证件440***********0013"
    assert source.read_text(encoding="utf-8") == f"证件{ID}"


def as_word(rows):
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells_of(name, data):
    if name.endswith(".docx"):
        return [cell.text for cell in docx.Document(io.BytesIO(data)).tables[0].rows[1].cells]
    if name.endswith(".xlsx"):
        return [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data)).active[2]]
    if name.endswith(".html"):
        return re.findall("<td>(.*?)</td>", data.decode())[4:]
    line = data.decode().splitlines()[-1]
    return re.split(r"\s*[|,]\s*", line.strip("| "))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", as_word),
        ("a.xlsx", as_workbook),
        ("a.html", lambda rows: "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in r)}</tr>" for r in rows)),
        ("a.md", lambda rows: "\n".join(f"| {' | '.join(r)} |" for r in rows)),
        ("a.csv", lambda rows: "\n".join(",".join(r) for r in rows)),
    ],
)
def test_a_column_says_what_its_cells_hold(name, make):
    data = make(ROSTER)
    if isinstance(data, str):
        data = f"<table>{data}</table>".encode() if name.endswith("html") else data.encode()
    result = mask_file(data, filename=name)
    assert cells_of(name, result.data) == HIDDEN
    assert result.count == 4
    assert mask_file(result.data, filename=name).count == 0


def test_a_number_cut_by_a_line_end_and_a_name_beside_its_number_are_masked():
    text = f"申请人张小三，身份证号{ID}，由管理员，身份证核对。\r\n证件{ID[:9]}\r\n　　{ID[9:]}。\r\n第2026\r\n13800号"
    result = mask_file(text.encode(), filename="a.txt")
    assert result.data.decode() == (
        "申请人张*三，身份证号440***********0013，由管理员，身份证核对。\r\n"
        "证件440******\r\n　　*****0013。\r\n第2026\r\n13800号"
    )
    assert result.count == 3


def test_a_pdf_loses_its_words_for_good_and_keeps_the_others():
    body = f"申请人张小三，身份证号{ID}，家住云山区青溪镇柳河村12组35号，手机13800138000。补贴金额为三万元。"
    elsewhere = "评审会由局长张小三主持，工程编号13800138000号。"
    paragraphs = (Paragraph(body), Paragraph("会议纪要。" * 3), Paragraph(elsewhere))
    paper = OfficialDocument(Layout.PLAIN, "补贴发放名单", ("云山区住房局",), paragraphs, issued_on=date(2026, 3, 2))
    result = mask_file(render_pdf(paper), filename="名单.pdf")
    assert result.count >= 4
    assert contains_words(result.data, [ID, "12组35号"]) == []
    read = "".join(read_document(result.data, filename="名单.pdf").text.split())
    assert "申请人张小三" not in read
    assert "评审会由局长张小三主持" in read  # the same name where nothing else tells of a person
    assert "家住云山区青溪镇柳河村" in read
    assert "补贴金额为三万元。" in read


def test_a_pdf_without_words_is_never_taken_for_masked():
    picture = io.BytesIO()
    Image.new("RGB", (400, 600), "white").save(picture, "PDF")
    with pytest.raises(NotMaskable) as error:
        mask_file(picture.getvalue(), filename="扫描件.pdf")
    assert error.value.code == "no_text"
