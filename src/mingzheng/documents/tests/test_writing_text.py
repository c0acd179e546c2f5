"""What becomes of the text of a document: fonts, rare and forbidden characters, markup, titles, extremes."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.documents.fonts import plan_fonts
from mingzheng.documents.tests.writing_probe import (
    read_docx_parts,
    read_pdf,
    read_pdf_pages,
    squeeze,
)
from mingzheng.documents.tests.writing_samples import LETTER, NOTICE
from mingzheng.documents.writing.official import Layout, OfficialDocument, Paragraph, Urgency
from mingzheng.documents.writing.official_docx import render_docx
from mingzheng.documents.writing.official_pdf import compose_pdf, render_pdf
from mingzheng.documents.writing.text import break_title, clean_text, measure_width


def test_pdf_is_archival() -> None:
    data = render_pdf(NOTICE)
    assert b"pdfaid:part>2<" in data
    assert b"pdfaid:conformance>B<" in data


def test_a_document_says_which_fonts_stand_in() -> None:
    rendered = compose_pdf(LETTER, fonts=plan_fonts(use_system=False))
    assert any(part.startswith("仿宋_GB2312→Noto Serif SC") for part in rendered.substituted)
    assert "字体替代" in read_pdf(rendered.data)


def test_rare_characters_are_shown_by_another_font_and_reported() -> None:
    rendered = compose_pdf(replace(LETTER, recipients="陈㛃、李䶮、王𬭊"), fonts=plan_fonts(use_system=False))
    text = read_pdf(rendered.data)
    assert "陈㛃、李䶮、王𬭊" in text
    assert rendered.missing == frozenset()


def test_a_character_without_a_glyph_is_marked_and_reported() -> None:
    rendered = compose_pdf(replace(LETTER, recipients="区\U0001f600局"))
    assert rendered.missing == {"\U0001f600"}
    assert "区〓局" in read_pdf(rendered.data)


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x")',
        "*粗* _斜_ $x$ `#` @ref <label> \\u{41}",
        '#image("/etc/passwd")',
        '#include "house.typ"',
        "]#[",
        "// 注释",
    ],
)
def test_markup_in_text_stays_text(text: str) -> None:
    """User text reaches Typst as data: nothing in it is evaluated."""
    data = render_pdf(replace(LETTER, recipients=text, title=text, body=(Paragraph(text),)))
    assert read_pdf(data).count(squeeze(text)) >= 3


def test_control_characters_are_dropped() -> None:
    dirty = replace(LETTER, recipients="区\x00水\x0b务\u202e局\ud800", body=(Paragraph("甲\x08乙\ufffe"),))
    assert "区水务局：" in read_pdf(render_pdf(dirty))
    assert "甲乙" in read_docx_parts(render_docx(dirty))


def test_a_text_of_several_lines_becomes_several_paragraphs() -> None:
    parts = read_docx_parts(render_docx(replace(LETTER, body=(Paragraph("第一段。\r\n\n第二段。"),))))
    assert "第一段。" in parts
    assert "第二段。" in parts


@settings(max_examples=15, deadline=None)
@given(text=st.text(max_size=300), urgency=st.sampled_from(Urgency))
def test_no_text_breaks_a_document(text: str, urgency: Urgency) -> None:
    document = replace(LETTER, title=text, recipients=text, body=(Paragraph(text),), urgency=urgency, copies=text)
    assert render_pdf(document).startswith(b"%PDF")
    kept = [line for line in map(clean_text, text.splitlines()) if line]
    joined = "\n".join(read_docx_parts(render_docx(document)))
    assert all(line in joined for line in kept)


def test_very_long_texts_do_not_break() -> None:
    document = replace(
        NOTICE, title="长" * 400, doc_number="号" * 100, copies="甲" * 2000, body=(Paragraph("字" * 60_000),)
    )
    assert len(read_pdf_pages(render_pdf(document))) > 90
    assert render_docx(document)


def test_an_empty_document_can_be_set() -> None:
    empty = OfficialDocument(Layout.FILE, "", (), ())
    assert render_pdf(empty).startswith(b"%PDF")
    assert render_docx(empty)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于做好防汛工作的通知", 1),
        ("云山区人民政府办公室关于印发2026年区政府工作报告主要任务分工方案的通知", 2),
        (
            "云山区人民政府办公室转发省人民政府办公厅关于贯彻落实《国务院办公厅关于进一步优化营商环境的意见》实施方案的通知",
            4,
        ),
    ],
)
def test_a_title_breaks_between_words_into_a_sensible_shape(title: str, lines: int) -> None:
    broken = break_title(title)
    assert len(broken) == lines
    assert "".join(broken) == title
    assert max(map(measure_width, broken)) <= 19
    assert not any(line[0] in "的、》」）" for line in broken)


def test_a_title_keeps_the_breaks_it_was_given() -> None:
    assert break_title("关于\n防汛的通知") == ("关于", "防汛的通知")


def test_installed_official_fonts_need_no_statement(tmp_path: Path) -> None:
    plan = plan_fonts(folders=(tmp_path,), use_system=False)
    assert {font.is_official for font in plan.roles.values()} == {False}
    assert plan.statement().startswith("字体替代：")
