"""Masking hides what is personal, keeps length and layout, touches nothing else, and does nothing the second time."""

import io
import re
import zipfile

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.config.cli import main
from mingzheng.proofing.masking import MaskRules, NotMaskable, mask_file, mask_text
from mingzheng.proofing.personal import find_personal

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
    ("name", "data", "code"), [("a.pdf", b"%PDF", "unsupported"), ("a.docx", b"PK\x03\x04", "damaged")]
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
