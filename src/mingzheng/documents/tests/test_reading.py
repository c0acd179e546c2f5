"""Every format is read into the same blocks: words in order, merged cells, printed numbers, joined pages."""

import io
import zipfile

import docx
import pytest
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from mingzheng.documents.reading import Paragraph, Table, read_document
from mingzheng.documents.reading.list_numbers import chinese_number
from mingzheng.documents.reading.wrapping import join_wrapped


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(document):
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def table_of(document):
    return next(b for b in document.blocks if isinstance(b, Table))


def words(table):
    return [[c.text for c in row] for row in table.rows]


def test_docx_keeps_body_order_levels_and_merged_cells():
    document = docx.Document()
    document.add_heading("一、依法决策", level=1)
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "纵"
    table.cell(2, 0).merge(table.cell(2, 2)).text = "横"
    document.add_paragraph("尾")
    result = read_document(saved(document), filename="a.docx")
    assert [type(b).__name__ for b in result.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert result.blocks[0].level == 1
    rows = table_of(result).rows
    assert (rows[0][0].rowspan, rows[1][0].merged_from, rows[1][0].text) == (2, (0, 0), "纵")
    assert (rows[2][0].colspan, rows[2][2].merged_from) == (3, (2, 0))


def _numbered_document():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in [(0, "甲"), (1, "乙"), (2, "丙"), (2, "丁"), (0, "戊"), (1, "己")]:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        properties.append(parse_xml(number))
    return document


def test_docx_automatic_numbers_stand_in_the_text_as_printed():
    result = read_document(saved(_numbered_document()), filename="a.docx")
    assert texts(result) == ["一、甲", "（一）乙", "1.丙", "2.丁", "二、戊", "（一）己"]


def test_docx_page_headers_and_text_boxes_are_read_and_deleted_words_are_not():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "云山区文件"
    paragraph = document.add_paragraph("正文")._p
    box = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    paragraph.append(parse_xml(box))
    gone = f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    paragraph.append(parse_xml(gone))
    result = read_document(saved(document), filename="a.docx")
    assert texts(result) == ["云山区文件", "框内", "正文"]
    assert result.blocks[0].style == "header"


def test_docx_footers_notes_and_comments_are_read_and_page_numbers_are_not():
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].footer.paragraphs[0].text = "— 3 —"
    source = zipfile.ZipFile(io.BytesIO(saved(document)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        for part, words in (("footnotes", "脚注的话"), ("comments", "批注的话"), ("footer9", "内部资料")):
            target.writestr(
                f"word/{part}.xml", f"<w:{part} {nsdecls('w')}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{part}>"
            )
    result = read_document(made.getvalue(), filename="a.docx")
    assert [(block.text, block.style) for block in result.blocks][1:] == [
        ("批注的话", "note"),
        ("内部资料", "note"),
        ("脚注的话", "note"),
    ]


def test_xlsx_reads_visible_sheets_dates_numbers_and_merged_cells():
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "任务"
    sheet.merge_cells("A1:B2")
    sheet["A3"], sheet["B3"] = 12, 3.5
    sheet["C3"] = 45838
    sheet["C3"].number_format = "yyyy/m/d"
    hidden = book.create_sheet("隐藏")
    hidden["A1"], hidden.sheet_state = "不读", "hidden"
    book.create_sheet("第二")["A1"] = "也读"
    result = read_document(saved(book), filename="a.xlsx")
    assert [t.name for t in result.blocks] == ["Sheet", "第二"]
    first = result.blocks[0]
    assert words(first)[2] == ["12", "3.5", "2025年6月30日"]
    assert (first.rows[0][0].rowspan, first.rows[1][1].merged_from) == (2, (0, 0))


def test_html_spans_lists_hidden_parts_and_line_breaks():
    page = """<body><script>x</script><p style="display:none">藏</p><h2>标题</h2>
    <p>第一行<br>第二行</p><ol start="3"><li>甲</li><li>乙</li></ol>
    <table><tr><td rowspan="2">纵</td><td colspan="2">横</td></tr><tr><td>1</td><td>2</td></tr></table></body>"""
    result = read_document(page.encode(), filename="a.html")
    assert texts(result) == ["标题", "第一行\n第二行", "3.甲", "4.乙"]
    assert words(table_of(result)) == [["纵", "横", "横"], ["纵", "1", "2"]]


def test_markdown_tables_may_hold_raw_html_and_printed_numbers_stay():
    source = "# 标题\n\n3. 甲\n5. 乙\n\n| 任务 | 单位 |\n|---|---|\n| <p>一</p> <p>二</p> | 甲局 |\n| | 乙局 |\n"
    result = read_document(source.encode(), filename="a.md")
    assert "3. 甲" in result.text
    assert "5. 乙" in result.text
    assert words(table_of(result)) == [["任务", "单位"], ["一\n二", "甲局"], ["", "乙局"]]


def test_hard_wrapped_text_is_joined_and_meant_breaks_stay():
    long = "各单位要认真贯彻落实本方案提出的各项要求切实加强组织领导明确责任"
    lines = ["关于方案的通知", long, long, long, "完。", "一、甲", "责任单位：区水务局"]
    assert join_wrapped(lines) == ["关于方案的通知", long * 3 + "完。", "一、甲", "责任单位：区水务局"]
    assert join_wrapped(["一二三", "四五六", "七八九"]) == ["一二三", "四五六", "七八九"]


SETUP = '#set page(paper: "a5", margin: 2cm, numbering: "- 1 -"); #set text(font: "Noto Serif CJK SC", size: 11pt)\n'


def test_pdf_joins_wrapped_lines_drops_page_numbers_and_continues_tables():
    sentence = "各单位要认真贯彻落实本方案提出的各项要求，切实加强组织领导，明确责任分工。" * 12
    rows = ",\n".join(f"[{n}], [第{n}项任务要按时完成。], [区水务局]" for n in range(1, 61))
    source = f"{SETUP}{sentence}\n\n#table(columns: 3, table.header([序号], [任务], [责任单位]),\n{rows})"
    result = read_document(typst.compile(source.encode()), filename="a.pdf")
    assert texts(result) == [sentence]
    (table,) = [b for b in result.blocks if isinstance(b, Table)]
    assert [row[0].text for row in table.rows] == ["序号", *map(str, range(1, 61))]
    assert result.page_count > 2


def test_pdf_words_in_a_cell_cut_open_by_the_page_stay_in_their_row():
    """A merged cell that goes on overleaf has no lower edge; its words are neither lost nor moved."""
    open_cell = "table.cell(rowspan: 2, stroke: (bottom: none, left: 1pt, top: 1pt, right: 1pt))[办理结果]"
    rest = "[予以公开], [41], [部分公开], [19]"
    source = f"{SETUP}#table(columns: 3, stroke: 1pt, [项], [目], [数], {open_cell}, {rest})"
    blocks = read_document(typst.compile(source.encode()), filename="a.pdf").blocks
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[1]] == ["办理结果", "予以公开", "41"]


def test_a_pdf_without_a_text_layer_is_said_to_be_unchecked():
    result = read_document(typst.compile(b"#rect(width: 5cm, height: 3cm, fill: red)"), filename="a.pdf")
    assert not result.text_layer
    assert [f.message for f in result.findings] == ["无文字层，未核查"]


@pytest.mark.parametrize(
    ("n", "printed"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (105, "一百零五")]
)
def test_list_numbers_in_chinese(n, printed):
    assert chinese_number(n) == printed
