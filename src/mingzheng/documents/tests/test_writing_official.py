"""What official documents look like when they are measured: grid, order, sign-off, page numbers, text kept."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from mingzheng.documents.tests.writing_probe import (
    list_characters,
    list_lines,
    read_docx_parts,
    read_pdf,
    read_pdf_pages,
    squeeze,
)
from mingzheng.documents.tests.writing_samples import LETTER, MINUTES, NOTICE, REQUEST, SAMPLES, SENTENCE
from mingzheng.documents.writing.official import Layout, OfficialDocument, Paragraph, Urgency, iter_texts
from mingzheng.documents.writing.official_docx import render_docx
from mingzheng.documents.writing.official_pdf import render_pdf

POINTS_PER_MM = 72 / 25.4


def full_pages() -> bytes:
    words = Paragraph("云" * 28 * 60)
    return render_pdf(OfficialDocument(Layout.PLAIN, "测试", ("云山区人民政府办公室",), (words,)))


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    """GB/T 9704: every side 22 lines, every line 28 characters, filling 156 x 225 mm."""
    lines = [text for _, text in list_lines(full_pages(), 1) if text.startswith("云")]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


def test_the_text_stands_between_the_margins_of_the_standard() -> None:
    places = [place for place in list_characters(full_pages(), 1) if place[0] == "云"]
    left = min(place[1] for place in places) / POINTS_PER_MM
    right = max(place[2] for place in places) / POINTS_PER_MM
    bottom = max(place[3] for place in places) / POINTS_PER_MM
    assert left == pytest.approx(28, abs=0.5)
    assert right == pytest.approx(210 - 26, abs=0.5)
    assert 255 < bottom <= 297 - 35 + 1


def test_lines_of_a_page_are_evenly_spaced() -> None:
    heights = [height for height, text in list_lines(full_pages(), 1) if text.startswith("云")]
    steps = {round(b - a) for a, b in pairwise(heights)}
    assert steps <= {28, 29, 30}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.layout.value)
def test_pdf_text_is_the_text_given_and_has_no_private_characters(sample: OfficialDocument) -> None:
    text = read_pdf(render_pdf(sample))
    for given_text in iter_texts((sample.title, sample.doc_number, sample.recipients, sample.body, sample.copies)):
        for line in given_text.split("\n"):
            if len(line) < 60 and line not in {"left", "center", "right"}:
                assert squeeze(line) in text, line
    assert not [c for c in text if "\ue000" <= c <= "\uf8ff" or "\u2e80" <= c <= "\u2fdf"]


def test_every_sentence_survives_line_and_page_breaks() -> None:
    text = read_pdf(render_pdf(LETTER))
    assert squeeze(SENTENCE) in text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.layout.value)
def test_word_text_is_the_text_given(sample: OfficialDocument) -> None:
    parts = read_docx_parts(render_docx(sample))
    joined = "\n".join(parts)
    for given_text in iter_texts((sample.doc_number, sample.recipients, sample.body, sample.copies, sample.annotation)):
        if given_text not in {"left", "center", "right"}:
            assert given_text in joined, given_text
    assert sample.title in joined.replace("\n", "")


def test_word_and_pdf_hold_the_same_characters() -> None:
    """One description, two formats: sorted characters agree once page numbers and the font note are left out."""
    bare = replace(MINUTES, doc_number="", attendance=())
    word = squeeze("".join(read_docx_parts(render_docx(bare))))
    pdf = read_pdf(render_pdf(bare)).split("字体替代")[0]
    assert set(word) - set(pdf) == set()


def test_word_uses_real_styles_and_official_font_names() -> None:
    path = render_docx(NOTICE)
    document = docx.Document(BytesIO(path))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Body Text", "主送机关", "成文日期", "发文机关标志"} <= styles
    fonts = {
        style.name: style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for style in document.styles
        if style.name in {"Title", "Normal", "Heading 1", "Heading 2"}
    }
    assert fonts == {
        "Title": "方正小标宋简体",
        "Normal": "仿宋_GB2312",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
    }


def test_word_page_has_the_grid_of_22_lines() -> None:
    document = docx.Document(BytesIO(render_docx(NOTICE)))
    section = document.sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert [round(side.mm) for side in (section.top_margin, section.left_margin, section.right_margin)] == [37, 28, 26]
    assert document.settings.odd_and_even_pages_header_footer


@pytest.mark.long
def test_word_sets_22_lines_of_28_characters_too(tmp_path: Path) -> None:
    """Converted by LibreOffice, the one program here that lays out a .docx."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed: a .docx cannot be laid out here")
    words = Paragraph("云" * 28 * 60)
    plain = OfficialDocument(Layout.PLAIN, "测试", ("云山区人民政府办公室",), (words,))
    (tmp_path / "a.docx").write_bytes(render_docx(plain))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = [text for _, text in list_lines((tmp_path / "a.pdf").read_bytes(), 1) if text.startswith("云")]
    assert (len(lines), {len(line) for line in lines}) == (22, {28})


def test_a_sealed_date_stands_four_characters_from_the_right_with_the_name_centred_over_it() -> None:
    data = render_pdf(LETTER)
    places = list_characters(data, 0)
    text = "".join(place[0] for place in places)
    start = text.index("2026年3月5日", text.index("责任人员"))
    day = places[start : start + 9]
    name_start = text.rindex("云山区人民政府办公室", 0, start)
    name = places[name_start : name_start + 10]
    size = 156 / 28 * POINTS_PER_MM
    assert (210 - 26) * POINTS_PER_MM - day[-1][2] == pytest.approx(4 * size, abs=2)
    assert name[0][1] + name[-1][2] == pytest.approx(day[0][1] + day[-1][2], abs=3)


def test_an_unsealed_date_begins_two_characters_after_the_name() -> None:
    places = list_characters(render_pdf(replace(LETTER, layout=Layout.PLAIN, is_sealed=False)), 0)
    text = "".join(place[0] for place in places)
    start = text.index("2026年3月5日", text.index("责任人员"))
    name_start = text.rindex("云山区人民政府办公室", 0, start)
    size = 156 / 28 * POINTS_PER_MM
    assert places[start][1] - places[name_start][1] == pytest.approx(2 * size, abs=2)
    assert (210 - 26) * POINTS_PER_MM - places[name_start + 9][2] == pytest.approx(2 * size, abs=2)


@pytest.mark.parametrize("repeat", range(1, 13))
def test_a_sign_off_never_stands_on_a_page_without_body_text(repeat: int) -> None:
    body = (*(Paragraph(SENTENCE) for _ in range(repeat)), Paragraph("特此通知。" * (repeat % 3 + 1)))
    pages = [squeeze(page) for page in read_pdf_pages(render_pdf(replace(REQUEST, body=body)))]
    page = next(page for page in pages if "2026年11月15日" in page)
    assert "特此通知" in page


def test_page_one_shows_body_text() -> None:
    """GB/T 9704 7.3.3: 首页必须显示正文; too many recipients move to the imprint."""
    many = "，".join(f"云山区第{n}街道办事处" for n in range(60))
    data = render_pdf(replace(NOTICE, recipients=many))
    assert squeeze(SENTENCE[:20]) in squeeze(read_pdf_pages(data)[0])
    assert "主送：" in read_pdf(data)


def test_page_numbers_stand_outside_odd_right_even_left() -> None:
    data = full_pages()
    for page, side in ((0, "right"), (1, "left")):
        number = [place for place in list_characters(data, page) if place[0] in "—" and place[3] > 262 * POINTS_PER_MM]
        middle = sum(place[1] for place in number) / len(number)
        assert (middle > 300) == (side == "right")


def test_page_one_of_a_letter_has_no_number() -> None:
    pages = read_pdf_pages(render_pdf(replace(LETTER, body=(Paragraph(SENTENCE * 10),))))
    assert "— 1 —" not in pages[0]
    assert squeeze("— 2 —") in squeeze(pages[1])


def test_attachments_with_text_begin_a_page_of_their_own() -> None:
    pages = [squeeze(page) for page in read_pdf_pages(render_pdf(NOTICE))]
    assert pages[-1].startswith("附件1主要任务分工方案")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_pdf(NOTICE) == render_pdf(NOTICE)


def test_documents_name_no_secrecy_grade() -> None:
    assert not {"secrecy", "classification", "copy_number"} & set(OfficialDocument.__dataclass_fields__)
    assert [urgency.value for urgency in Urgency] == ["", "加急", "特急"]


def test_undated_documents_have_no_date_line() -> None:
    assert "2000年" not in read_pdf(render_pdf(replace(LETTER, issued_on=None, body=(Paragraph("文"),))))


def test_a_short_month_and_day_are_not_padded() -> None:
    assert "2026年1月5日" in read_pdf(render_pdf(replace(LETTER, issued_on=date(2026, 1, 5))))


def test_a_number_in_a_line_is_not_parted() -> None:
    text = "（编号YS-2026-000123）"
    document = replace(LETTER, body=(Paragraph("你单位承办的云岭河综合治理工程事项" + text + "应于近日办结。"),))
    assert any("YS-2026-000123" in line for _, line in list_lines(render_pdf(document), 0))
