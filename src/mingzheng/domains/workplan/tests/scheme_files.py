"""Builds real docx, xlsx, html and pdf files of a scheme for tests: merged cells, repeated heads, page breaks."""

import html
import io
from dataclasses import dataclass, field
from itertools import groupby

import docx
import typst
from openpyxl import Workbook

from mingzheng.domains.workplan.parsing import Requirement, Scheme


@dataclass(frozen=True)
class Box:
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass
class Layout:
    """Paragraphs before, rows of a table, paragraphs behind; `head` says how many rows are the head of the list."""

    before: list[str] = field(default_factory=list)
    rows: list[list[Box]] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    width: int = 4


def lay_out(scheme: Scheme) -> Layout:
    """Return the scheme in the table form of three levels and a column of units."""
    recipients = "、".join(scheme.recipients) + "："
    notice_name = next(
        (f.quote.split("／")[0] for f in scheme.findings if f.code == "title_differs"), scheme.annex_title
    )
    body = f"《{notice_name}》已经领导同意，现印发给你们，请认真贯彻执行。"
    layout = Layout(
        before=[
            f"{scheme.issuer}文件",
            scheme.doc_number,
            scheme.title,
            recipients,
            body,
            scheme.issuer,
            _chinese_date(scheme.date),
            scheme.annex_title,
        ]
    )
    for duty in scheme.preamble:
        layout.rows.append([Box(duty.title, colspan=3), Box("牵头落实单位")])
        layout.rows.append([Box(duty.text, colspan=3), Box(duty.raw_units)])
    layout.rows.append([Box("工作要求"), Box("具体任务"), Box("具体要求"), Box("牵头落实单位")])
    for heading in scheme.headings:
        layout.rows.extend(_heading_rows(heading))
    layout.after = [f"公开方式：{scheme.publicity}"]
    layout.after += [f"{c.kind}：{'、'.join(c.recipients)}。" for c in scheme.copies]
    return layout


def _heading_rows(heading):
    rows, cells = [], [(task, list(_cells(task.requirements))) for task in heading.tasks]
    total = sum(len(c) for _, c in cells)
    for task, groups in cells:
        for position, group in enumerate(groups):
            row = []
            if not rows:
                row.append(Box(f"{heading.number}、{heading.title}", rowspan=total))
            if position == 0:
                row.append(Box(f"{task.number or ''}{task.title or ''}", rowspan=len(groups)))
            text = "\n".join(f"{r.number}.{r.text}" for r in group)
            rows.append([*row, Box(text), Box(group[0].raw_units)])
    return rows


def _cells(requirements):
    def is_shared(requirement: Requirement) -> str:
        shared = any(f.code == "shared_cell" for f in requirement.findings)
        return f"shared:{requirement.raw_units}" if shared else f"own:{requirement.number}"

    for _, group in groupby(requirements, key=is_shared):
        yield list(group)


def _chinese_date(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _positions(rows, width):
    """Yield (row, column, box) with boxes placed around what reaches down from above."""
    taken = set()
    for r, row in enumerate(rows):
        c = 0
        for box in row:
            while (r, c) in taken:
                c += 1
            taken |= {(r + i, c + j) for i in range(box.rowspan) for j in range(box.colspan)}
            yield r, c, box


def build_html(layout: Layout) -> bytes:
    out = ["<html><head><meta charset='utf-8'><title>x</title></head><body>"]
    out += [f"<p>{html.escape(t)}</p>" for t in layout.before]
    out.append("<table border=1>")
    for row in layout.rows:
        cells = "".join(
            f"<td rowspan={b.rowspan} colspan={b.colspan}>"
            + "".join(f"<p>{html.escape(t)}</p>" for t in b.text.split("\n"))
            + "</td>"
            for b in row
        )
        out.append(f"<tr>{cells}</tr>")
    out += ["</table>", *(f"<p>{html.escape(t)}</p>" for t in layout.after), "</body></html>"]
    return "\n".join(out).encode()


def build_docx(layout: Layout) -> bytes:
    document = docx.Document()
    for text in layout.before:
        document.add_paragraph(text)
    table = document.add_table(len(layout.rows), layout.width, style="Table Grid")
    for r, c, box in _positions(layout.rows, layout.width):
        cell = table.cell(r, c)
        if box.rowspan > 1 or box.colspan > 1:
            cell = cell.merge(table.cell(r + box.rowspan - 1, c + box.colspan - 1))
        cell.text = ""
        first, *others = box.text.split("\n")
        cell.paragraphs[0].text = first
        for text in others:
            cell.add_paragraph(text)
    for text in layout.after:
        document.add_paragraph(text)
    return _saved(document)


def build_xlsx(layout: Layout) -> bytes:
    book = Workbook()
    sheet = book.active
    lines = [*layout.before]
    for number, text in enumerate(lines, start=1):
        sheet.cell(number, 1, text)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=layout.width)
    offset = len(lines) + 1
    for r, c, box in _positions(layout.rows, layout.width):
        sheet.cell(offset + r, c + 1, box.text)
        if box.rowspan > 1 or box.colspan > 1:
            sheet.merge_cells(
                start_row=offset + r,
                end_row=offset + r + box.rowspan - 1,
                start_column=c + 1,
                end_column=c + box.colspan,
            )
    for number, text in enumerate(layout.after, start=offset + len(layout.rows)):
        sheet.cell(number, 1, text)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=layout.width)
    return _saved(book)


def build_pdf(layout: Layout, *, columns: str = "(2.2cm, 2.6cm, 1fr, 2.6cm)", size: str = "10.5pt") -> bytes:
    """Typeset with page breaks inside rows, a repeated head and page numbers."""

    def quote(text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return " #linebreak() ".join(f'#"{t}"' for t in escaped.split("\n"))

    head = next((i for i, row in enumerate(layout.rows) if len(row) == layout.width), 0)
    out = [
        f'#set page(paper: "a4", margin: 2.5cm, numbering: "- 1 -"); #set text(font: "Noto Serif CJK SC", size: {size}, lang: "zh")',
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)",
    ]
    out += [f"{quote(t)}\n" for t in layout.before]

    def cells(rows):
        return ",\n".join(
            f"table.cell(rowspan: {b.rowspan}, colspan: {b.colspan})[{quote(b.text)}]" for row in rows for b in row
        )

    for rows in (layout.rows[:head], layout.rows[head:]):
        if rows:
            repeated = f"table.header({cells(rows[:1])}),\n"
            out.append(
                f"#[#set par(first-line-indent: 0pt); #table(columns: {columns}, inset: 4pt,\n{repeated}{cells(rows[1:])})]"
            )
    out += [f"{quote(t)}\n" for t in layout.after]
    return typst.compile("\n".join(out).encode())


def _saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


BUILDERS = {"docx": build_docx, "xlsx": build_xlsx, "html": build_html, "pdf": build_pdf}
