"""The A3 ledger and the letters of supervision."""

from datetime import date
from io import BytesIO

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from mingzheng.documents.tests.writing_probe import read_docx_parts, read_pdf, read_pdf_pages, squeeze
from mingzheng.documents.writing.ledger_docx import render_ledger_docx
from mingzheng.documents.writing.ledger_tables import Lamp, LedgerGroup, LedgerTable, lay_rows, render_ledger_pdf
from mingzheng.documents.writing.letters import Letter, LetterKind, RankingEntry, build_ranking, compose_letter
from mingzheng.documents.writing.official import Column, Layout
from mingzheng.documents.writing.official_docx import render_docx
from mingzheng.documents.writing.official_pdf import render_pdf

WORDS = {"正常推进": Lamp.GOOD, "即将到期": Lamp.NEAR, "已逾期": Lamp.LATE, "已销号": Lamp.DONE}
COLUMNS = (Column("序号", 0.6, "center"), Column("任务", 2), Column("工作要求", 4), Column("状态", 1, "center"))


def make_ledger(rows: int) -> LedgerTable:
    words = list(WORDS)
    groups = tuple(
        LedgerGroup(
            heading, tuple((str(n), f"第{n // 3}项任务", f"完成第{n}项要求", words[n % 4]) for n in range(rows))
        )
        for heading in ("一、稳增长", "二、保民生")
    )
    return LedgerTable(
        "云山区2026年重点工作台账",
        COLUMNS,
        groups,
        as_of=date(2026, 4, 1),
        prepared_by="云山区人民政府办公室",
        merged_columns=(1,),
        lamp_column=3,
        lamps=WORDS,
    )


def test_the_ledger_is_a3_landscape_and_repeats_its_head() -> None:
    data = render_ledger_pdf(make_ledger(60))
    document = pypdfium2.PdfDocument(data)
    size = tuple(round(side / 72 * 25.4) for side in document[0].get_size())
    document.close()
    assert size == (420, 297)
    pages = [squeeze(page) for page in read_pdf_pages(data)]
    assert len(pages) > 2
    assert all("工作要求" in page for page in pages)
    assert f"第1页共{len(pages)}页" in pages[0]


def test_every_requirement_stands_in_both_formats_with_its_day() -> None:
    ledger = make_ledger(20)
    pdf, word = read_pdf(render_ledger_pdf(ledger)), "\n".join(read_docx_parts(render_ledger_docx(ledger)))
    for text in ("数据截至：2026年4月1日", "一、稳增长", "二、保民生", *(f"完成第{n}项要求" for n in range(20))):
        assert text in pdf
        assert text in word


def test_a_lamp_is_a_shape_and_a_word_not_only_a_colour() -> None:
    ledger = make_ledger(4)
    for text in (read_pdf(render_ledger_pdf(ledger)), "\n".join(read_docx_parts(render_ledger_docx(ledger)))):
        for shaped in ("●正常推进", "▲即将到期", "■已逾期", "○已销号"):
            assert shaped in text


def test_equal_neighbours_become_one_cell() -> None:
    ledger = make_ledger(7)
    spans = [cell.span for row in lay_rows(ledger, ledger.groups[0]) for cell in row if cell.column == 1]
    assert spans == [3, 3, 1]
    table = docx.Document(BytesIO(render_ledger_docx(ledger))).tables[0]
    merges = [merge.get(qn("w:val")) for merge in table._tbl.iter(qn("w:vMerge"))]
    assert merges == ["restart", "continue", "continue"] * 4


def test_an_inner_merged_column_does_not_cross_the_outer_one() -> None:
    rows = (("甲", "同"), ("甲", "同"), ("乙", "同"), ("乙", ""), ("乙", ""))
    ledger = LedgerTable(
        "表", (Column("一"), Column("二")), (LedgerGroup("", rows),), date(2026, 1, 1), merged_columns=(0, 1)
    )
    cells = [(cell.column, cell.span) for row in lay_rows(ledger, ledger.groups[0]) for cell in row]
    assert cells == [(0, 2), (1, 2), (0, 3), (1, 1), (1, 1), (1, 1)]


def test_rows_too_short_or_too_long_do_not_break_the_ledger() -> None:
    ledger = LedgerTable(
        "表",
        COLUMNS,
        (
            LedgerGroup(
                "组",
                ((), ("1",), ("2", "b", "c", "d", "e")),
            ),
        ),
        date(2026, 1, 1),
    )
    assert render_ledger_pdf(ledger).startswith(b"%PDF")
    assert render_ledger_docx(ledger)


def test_an_empty_ledger_still_prints_its_head() -> None:
    ledger = LedgerTable("表", COLUMNS, (), date(2026, 1, 1))
    assert "工作要求" in read_pdf(render_ledger_pdf(ledger))
    assert render_ledger_docx(ledger)


@pytest.mark.parametrize(
    ("kind", "layout"),
    [
        (LetterKind.URGING, Layout.PLAIN),
        (LetterKind.REMINDER, Layout.LETTER),
        (LetterKind.SUPERVISION, Layout.LETTER),
        (LetterKind.CIRCULAR, Layout.FILE),
    ],
)
def test_each_letter_has_its_layout_number_and_title(kind: LetterKind, layout: Layout) -> None:
    letter = Letter(
        kind=kind,
        doc_number="云府办督〔2026〕5号",
        subject="一季度重点工作进展情况",
        issuer="云山区人民政府办公室",
        issued_on=date(2026, 4, 8),
        recipients="区水务局",
        paragraphs=("截至4月1日，你单位下列事项逾期未报。",),
        closing=("请于4月15日前书面报送。",),
    )
    document = compose_letter(letter)
    assert document.layout is layout
    text = read_pdf(render_pdf(document))
    assert document.title.startswith("关于" if layout is Layout.PLAIN else "云山区人民政府办公室关于")
    assert f"关于一季度重点工作进展情况的{kind.value}" in text
    assert "云府办督〔2026〕5号" in text
    assert "请于4月15日前书面报送。" in read_docx_parts(render_docx(document))


def test_equal_scores_share_a_rank() -> None:
    entries = [
        RankingEntry(name, score, (str(score),)) for name, score in (("甲", 90), ("乙", 95), ("丙", 90), ("丁", 80))
    ]
    table = build_ranking(entries, name_title="单位", columns=(Column("得分"),))
    assert [row[:2] for row in table.rows] == [("1", "乙"), ("2", "甲"), ("2", "丙"), ("4", "丁")]
