"""Cleaned text knows where each of its characters stood, whatever was stripped around it."""

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.run import NO_TEXT_LAYER, check_file, check_text

NOISE = st.sampled_from(
    ["\n", "\n\n", " ", "　", "— 7 —", "**", "# ", "４", "\u200b", "|", "，", "。", "（", "”", "12", "万余件", "一是"]
)
WORDS = st.text(alphabet="全年办理来信共计件项占比的增长率其中0123456789.%，。、：；", max_size=30)
MIXED = st.lists(st.one_of(WORDS, NOISE), max_size=25).map("".join)


def passages(words):
    return [passage.clean for passage in text_from_string(words).passages]


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_every_cleaned_character_is_a_raw_one(words):
    text = text_from_string(words)
    for passage in text.passages:
        for at, char in enumerate(passage.clean):
            raw = passage.quote(at, at + 1)
            assert unicodedata.normalize("NFKC", raw).strip() == unicodedata.normalize("NFKC", char).strip()


@settings(max_examples=100, deadline=None)
@given(MIXED)
def test_findings_and_quantities_point_at_their_quotes(words):
    text = text_from_string(words)
    report = check_text(text, Context(strict=True), only={"numbers", "periods", "input"})
    for found in (*report.findings, *report.quantities):
        assert text.paragraphs[found.paragraph][found.start : found.end] == found.quote


def test_hard_wrapped_lines_are_one_passage_and_keep_their_paragraph_numbers():
    line = "全区各级各部门深入学习贯彻上级决策部署坚持把法治建设摆在突出"
    text = text_from_string(
        "\n\n".join([line] * 8 + ["并且加强组织领导压实各方责任严格考核问效全年共办理来信 30", "件。"])
    )
    assert len(text.passages) == 1
    at = text.passages[0].clean.index("30件")
    assert text.passages[0].place(at, at + 2).paragraph == 8
    assert text.passages[0].quote(at, at + 3) == "30"


def test_lines_of_one_paragraph_are_passages_when_they_are_not_wrapped():
    assert passages("一、总体情况\n全年办理来信30件。\n二、存在问题\n学习不够。") == [
        "一、总体情况",
        "全年办理来信30件。",
        "二、存在问题",
        "学习不够。",
    ]


def test_a_page_number_inside_a_sentence_is_stripped_and_told():
    text = text_from_string("持续整改84个问题—5—的落实情况。")
    assert text.passages[0].clean == "持续整改84个问题的落实情况。"
    assert [(d.kind, d.quote) for d in text.debris] == [("page", "—5—")]


def test_a_dash_between_years_or_in_a_slogan_is_no_page_number():
    assert passages("实施规划（2021—2025年），坚持以人民为中心——把实事办实。") == [
        "实施规划（2021—2025年），坚持以人民为中心——把实事办实。"
    ]


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("全年办理 ３２ 件", "全年办理32件"),
        ("占比 81 . 1 %。", "占比81.1%。"),
        ("共 1 2 3 件", "共123件"),
        ("共发布信息4 415条", "共发布信息4415条"),
        ("图1 12个镇街分布，100 200 300", "图1 12个镇街分布，100 200 300"),
        ("**共办理**来信`30`件", "共办理来信30件"),
        ("共办理<br>来信30件", "共办理来信30件"),
    ],
)
def test_spaces_widths_and_marks_are_stripped(words, clean):
    assert passages(words) == [clean]


def test_cells_of_a_markdown_table_are_passages_with_their_place():
    text = text_from_string("| 单位 | 件数 |\n|---|---|\n| 甲镇 | 12 |")
    cell = text.tables[0].rows[1][1]
    assert (cell.clean, cell.cell) == ("12", (0, 1, 1))
    assert cell.quote(0, 2) == "12"


@pytest.mark.parametrize(
    ("words", "signed", "year"),
    [
        ("云山区2023年工作总结\n\n全年工作。\n\n云山区司法局\n\n2024年1月5日", date(2024, 1, 5), 2023),
        ("云山区2023年工作总结\n\n全年工作。\n\n云山区司法局\n\n二〇二四年一月五日", date(2024, 1, 5), 2023),
        ("云山区2023年工作总结\n\n全年工作。\n\n云山区司法局办公室2024年1月5日印发", date(2024, 1, 5), 2023),
        (
            "政府工作报告\n\n（2025年1月8日在云山区第五届人民代表大会第四次会议上）\n\n各位代表：",
            date(2025, 1, 8),
            None,
        ),
        ("5月31日召开了会议，12月9日再次研究。", None, None),
    ],
)
def test_the_day_of_signing_is_found_at_the_end_or_below_the_title(words, signed, year):
    text = text_from_string(words)
    assert text.signing_date == signed
    if year:
        assert text.year == year


def test_a_file_without_text_is_reported_as_unchecked_never_as_clean(tmp_path):
    report = check_file(tmp_path / "missing.docx")
    assert [(f.code, f.severity) for f in report.findings] == [("INP-UNREADABLE", "error")]
    assert not report.text_layer
    text = text_from_string("")
    unread = check_text(type(text)(paragraphs=(), passages=(), text_layer=False))
    assert [f.message for f in unread.findings] == [NO_TEXT_LAYER]


def test_a_long_line_of_numbers_is_checked_in_bounded_time():
    words = "，".join(f"第{n}类{n}件" for n in range(3000)) + "，共5件。"
    before = time.process_time()
    report = check_text(text_from_string(words), Context(strict=True), only={"numbers", "periods"})
    assert report.text_layer
    assert time.process_time() - before < 3
