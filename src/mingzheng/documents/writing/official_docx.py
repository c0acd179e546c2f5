"""Sets an official document as Word file on the page of GB/T 9704-2012, with real styles and the official font names.

Answers for: which element stands where in a .docx. Does not belong here: OOXML details (`docx_parts`), tables
(`docx_tables`), the PDF (`official_pdf`).
"""

from io import BytesIO

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from mingzheng.documents.fonts import FontRole
from mingzheng.documents.writing import docx_parts as parts
from mingzheng.documents.writing.docx_grids import add_grid
from mingzheng.documents.writing.docx_imprint import add_imprint
from mingzheng.documents.writing.docx_tables import add_table, add_table_style
from mingzheng.documents.writing.official import (
    CHARACTERS_PER_LINE,
    Block,
    Grid,
    Heading,
    Layout,
    OfficialDocument,
    Paragraph,
    Table,
    clean_document,
)
from mingzheng.documents.writing.official_pdf import JOINT_MARK_POINTS, fit_mark, spread_name
from mingzheng.documents.writing.text import break_title, format_date, measure_width

_HEADING_ROLES = (FontRole.HEI, FontRole.KAI, FontRole.BODY, FontRole.BODY)
_CORE_WIDTH = Mm(156)
_FOUR_MM = 11
# A last paragraph up to this long goes to the next page with the sign-off; LibreOffice would move a longer one whole.
_KEPT_LINES = 12


def render_docx(document: OfficialDocument) -> bytes:
    """Return the document as .docx bytes. The fonts are named, not embedded."""
    source = clean_document(document)
    word = parts.new_document(
        title="".join(source.title_lines), author="、".join(source.issuers), dated=source.issued_on
    )
    _add_styles(word)
    _set_page(word, source)
    _add_head(word, source)
    _add_title(word, source.title_lines)
    if source.layout is Layout.PLAIN and source.doc_number and not source.signers:
        parts.add_paragraph(word, source.doc_number, "发文字号")
    _add_empty(word, 1)
    if source.recipients and not source.has_recipients_in_imprint:
        parts.add_paragraph(word, source.recipients + "：", "主送机关")
    _add_blocks(word, source.body)
    _add_tail(word, source)
    _add_attachments(word, source)
    add_imprint(word, source)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _add_styles(word: Document) -> None:
    parts.add_style(word, "Body Text", role=FontRole.BODY, first_line_chars=2)
    for level, role in enumerate(_HEADING_ROLES, start=1):
        parts.add_style(word, f"Heading {level}", role=role, first_line_chars=2, keep_with_next=True)
    parts.add_style(word, "Title", role=FontRole.TITLE, points=22, alignment=parts.CENTER, on_grid=False)
    parts.add_style(word, "发文机关标志", role=FontRole.TITLE, alignment=parts.CENTER, color=parts.RED, on_grid=False)
    parts.add_style(word, "发文字号", role=FontRole.BODY, alignment=parts.CENTER)
    parts.add_style(word, "紧急程度", role=FontRole.HEI, alignment=parts.LEFT)
    parts.add_style(word, "主送机关", role=FontRole.BODY, alignment=parts.LEFT)
    parts.add_style(word, "附件说明", role=FontRole.BODY, alignment=parts.LEFT, keep_with_next=True)
    parts.add_style(word, "署名", role=FontRole.BODY, alignment=parts.RIGHT, keep_with_next=True)
    parts.add_style(word, "成文日期", role=FontRole.BODY, alignment=parts.RIGHT)
    parts.add_style(word, "附注", role=FontRole.BODY, first_line_chars=2)
    parts.add_style(word, "附件标记", role=FontRole.HEI, alignment=parts.LEFT, keep_with_next=True)
    parts.add_style(word, "版记", role=FontRole.BODY, points=14, line_points=21, alignment=parts.LEFT, on_grid=False)
    add_table_style(word)


def _set_page(word: Document, source: OfficialDocument) -> None:
    section = word.sections[0]
    parts.set_page(section)
    word.settings.odd_and_even_pages_header_footer = True
    is_letter = source.layout is Layout.LETTER
    lift = 14.0 if is_letter else 0.0
    parts.write_page_number(section.footer, side=parts.RIGHT, space_after=lift)
    parts.write_page_number(section.even_page_footer, side=parts.LEFT, space_after=lift)
    if not is_letter:
        return
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    header = section.first_page_header.paragraphs[0]
    _write_mark(word, header, source.mark_text)
    _stretch(header)
    parts.add_rule(header, side="bottom", kind="thickThinSmallGap", eighths=24, space=_FOUR_MM)
    footer = section.first_page_footer.paragraphs[0]
    footer.paragraph_format.line_spacing = Pt(4)
    _stretch(footer)
    parts.add_rule(footer, side="bottom", kind="thinThickSmallGap", eighths=24)


def _stretch(paragraph: WordParagraph) -> None:
    """Let a paragraph reach 170 mm, 7 mm into each margin."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-7)


def _write_mark(
    word: Document,
    paragraph: WordParagraph,
    text: str,
    *,
    size: float | None = None,
    scale: float = 1.0,
    spread: float = 0.0,
) -> None:
    if size is None:
        size, scale = fit_mark(text)
    parts.apply_style(paragraph, "发文机关标志")
    paragraph.paragraph_format.line_spacing = Pt(size * 1.1)
    run = paragraph.add_run(text)
    run.font.size = Pt(round(size * 2) / 2)
    if scale < 1:
        parts.add_element(run._r.get_or_add_rPr(), "w:w", {"w:val": str(int(scale * 100))})
    if spread:
        parts.add_element(run._r.get_or_add_rPr(), "w:spacing", {"w:val": str(round(spread * size * scale * 20))})


def _add_head(word: Document, source: OfficialDocument) -> None:
    if source.layout is Layout.LETTER:
        line = parts.add_paragraph(word, "", "紧急程度")
        line.paragraph_format.space_before = Pt(6)
        parts.add_right_tab(line, _CORE_WIDTH)
        line.add_run(source.urgency.value + "\t")
        number = line.add_run(source.doc_number)
        parts.set_typeface(number._r.get_or_add_rPr(), FontRole.BODY)
        _add_empty(word, 2)
    elif source.layout is Layout.PLAIN or not source.mark_text:
        if source.urgency:
            parts.add_paragraph(word, source.urgency.value, "紧急程度")
        if source.signers:
            _write_signers(parts.add_paragraph(word, "", "发文字号"), source)
            _add_empty(word, 2)
    else:
        _add_red_head(word, source)


def _add_red_head(word: Document, source: OfficialDocument) -> None:
    """Set the mark 35 mm under the core's edge, the number two lines below it, the rule 4 mm below that."""
    parts.add_paragraph(word, source.urgency.value, "紧急程度")
    _add_empty(word, 2)
    if source.layout is Layout.FILE and not source.mark and len(source.issuers) > 1:
        _add_joint_mark(word, source.issuers)
    else:
        mark = word.add_paragraph()
        _write_mark(word, mark, source.mark_text)
        mark.paragraph_format.space_before = Pt(12)
    _add_empty(word, 2)
    number = parts.add_paragraph(word, "", "发文字号")
    if source.signers:
        _write_signers(number, source)
    else:
        number.add_run(source.doc_number)
    if source.layout is Layout.MINUTES:
        number = parts.add_paragraph(word, "", "主送机关")
        parts.set_indent(number._p.get_or_add_pPr(), first_line=1)
        parts.add_right_tab(number, Mm(150))
        number.add_run(f"{(source.issuers or ('',))[0]}\t{format_date(source.issued_on)}")
    parts.add_rule(number, side="bottom", space=_FOUR_MM)
    _add_empty(word, 2)


def _add_joint_mark(word: Document, names: tuple[str, ...]) -> None:
    """Set the names one under the other, equally wide, and 文件 beside their middle."""
    longest = max(names, key=measure_width)
    size, scale = fit_mark(longest + "　文件")
    size = min(size, JOINT_MARK_POINTS)
    grid = word.add_table(rows=1, cols=2)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    left, right = grid.rows[0].cells
    widths = Pt((measure_width(longest) + 0.8) * size * scale), Pt(2.9 * size * scale)
    for column, cell, width in zip(grid.columns, (left, right), widths, strict=True):
        column.width = cell.width = width
    left.vertical_alignment = right.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for position, name in enumerate(names):
        line = left.paragraphs[0] if position == 0 else left.add_paragraph()
        _write_mark(word, line, name, size=size, scale=scale, spread=spread_name(name, longest))
    _write_mark(word, right.paragraphs[0], "文件", size=size, scale=scale)


def _write_signers(line: WordParagraph, source: OfficialDocument) -> None:
    line.alignment = parts.LEFT
    parts.set_indent(line._p.get_or_add_pPr(), first_line=1)
    parts.add_right_tab(line, Mm(150))
    line.add_run(f"{source.doc_number}\t签发人：")
    names = line.add_run("　".join(source.signers))
    parts.set_typeface(names._r.get_or_add_rPr(), FontRole.KAI)


def _add_empty(word: Document, count: int, *, keep_with_next: bool = False) -> None:
    for _ in range(count):
        word.add_paragraph().paragraph_format.keep_with_next = keep_with_next


def _add_title(word: Document, lines: tuple[str, ...]) -> None:
    paragraph = parts.add_paragraph(word, "", "Title")
    for position, line in enumerate(lines):
        run = paragraph.add_run(line)
        if position < len(lines) - 1:
            run.add_break()


def _add_blocks(word: Document, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Heading):
            parts.add_paragraph(word, block.text, f"Heading {min(max(block.level, 1), 4)}")
        elif isinstance(block, Paragraph):
            paragraph = parts.add_paragraph(word, "", "Body Text")
            if block.lead:
                lead = paragraph.add_run(block.lead)
                role = _HEADING_ROLES[min(max(block.lead_level, 1), 4) - 1]
                parts.set_typeface(lead._r.get_or_add_rPr(), role)
            _add_text(paragraph, block)
        elif isinstance(block, Table):
            add_table(word, block)
        elif isinstance(block, Grid):
            add_grid(word, block)


def _add_text(paragraph: WordParagraph, block: Paragraph) -> None:
    """Write the text with its bookmarks; one that does not fit the text is left out."""
    end = 0
    for mark in sorted(block.bookmarks, key=lambda mark: mark.start):
        if not end <= mark.start <= mark.end <= len(block.text):
            continue
        if end < mark.start:
            paragraph.add_run(block.text[end : mark.start])
        identifier = str(_count_bookmarks(paragraph))
        parts.add_element(paragraph._p, "w:bookmarkStart", {"w:id": identifier, "w:name": mark.name})
        paragraph.add_run(block.text[mark.start : mark.end])
        parts.add_element(paragraph._p, "w:bookmarkEnd", {"w:id": identifier})
        end = mark.end
    if block.text[end:] or not block.bookmarks:
        paragraph.add_run(block.text[end:])


def _count_bookmarks(paragraph: WordParagraph) -> int:
    return len(paragraph._p.getroottree().findall(f".//{qn('w:bookmarkStart')}"))


def _add_tail(word: Document, source: OfficialDocument) -> None:
    """Set attachment note, attendance, sign-off and annotation, each kept with the next."""
    last = source.body[-1] if source.body else None
    if isinstance(last, Paragraph) and measure_width(last.lead + last.text) <= _KEPT_LINES * CHARACTERS_PER_LINE:
        word.paragraphs[-1].paragraph_format.keep_with_next = True
    several = len(source.attachments) > 1
    if source.attachments:
        _add_empty(word, 1, keep_with_next=True)
    for number, item in enumerate(source.attachments, start=1):
        prefix = f"{number}." if several else ""
        line = parts.add_paragraph(word, ("附件：" if number == 1 else "") + prefix + item.title, "附件说明")
        hang = 3 + measure_width(prefix)
        left = 2.0 if number == 1 else 5.0
        parts.set_indent(line._p.get_or_add_pPr(), left=left, hanging=hang if number == 1 else hang - 3)
    if source.attendance:
        _add_empty(word, 1, keep_with_next=True)
    for group in source.attendance:
        line = parts.add_paragraph(word, "", "Body Text")
        parts.set_typeface(line.add_run(group.label + "：")._r.get_or_add_rPr(), FontRole.HEI)
        line.add_run(group.names)
    if source.layout is not Layout.MINUTES:
        _add_sign_off(word, source)
    if source.annotation:
        parts.add_paragraph(word, f"（{source.annotation}）", "附注")


def _add_sign_off(word: Document, source: OfficialDocument) -> None:
    """Place name and date. Legal basis: GB/T 9704-2012 7.3.5."""
    day = format_date(source.issued_on)
    day_width = measure_width(day)
    _add_empty(word, 2 if source.is_sealed else 1, keep_with_next=True)
    day_right = 4.0
    for name in source.issuers:
        width = measure_width(name)
        if source.is_sealed:
            day_right = max(4.0, (width - day_width) / 2) if len(source.issuers) == 1 else 4.0
            name_right = max(day_right + (day_width - width) / 2, 0.0)
        else:
            day_right = max(2.0, width - day_width)
            name_right = day_right + day_width + 2 - width
        line = parts.add_paragraph(word, name, "署名")
        parts.set_indent(line._p.get_or_add_pPr(), right=name_right)
    if day:
        line = parts.add_paragraph(word, day, "成文日期")
        parts.set_indent(line._p.get_or_add_pPr(), right=day_right)
        line.paragraph_format.keep_with_next = bool(source.annotation)


def _add_attachments(word: Document, source: OfficialDocument) -> None:
    several = len(source.attachments) > 1
    for number, item in enumerate(source.attachments, start=1):
        if not item.blocks:
            continue
        mark = parts.add_paragraph(word, f"附件{number}" if several else "附件", "附件标记")
        mark.paragraph_format.page_break_before = True
        _add_empty(word, 1)
        _add_title(word, break_title(item.title))
        _add_empty(word, 1)
        _add_blocks(word, item.blocks)
