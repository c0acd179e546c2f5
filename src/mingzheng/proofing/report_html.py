"""Says reports as one page: the document as it reads, each finding marked in it and explained in the margin.

The page needs no script, no network and no other file; it prints. Its looks are `report_page.css`; cutting the document
at its findings is `marking`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from .marking import (
    SEVERITY_WORDS,
    Block,
    Cell,
    Grid,
    Marked,
    Outline,
    count_severities,
    lay_out,
    number_findings,
)
from .model import FileReport, Finding, Severity
from .report_text import summary_of

SHAPES = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.INFO: "●"}
_NOTE = "非涉密系统，严禁处理、存储、传输国家秘密"


@dataclass(frozen=True, slots=True)
class Page:
    """One file's report with what is needed to lay its document out."""

    report: FileReport
    outline: Outline = ()


def write_html(pages: Iterable[Page], *, checked_on: str = "") -> str:
    """Return the whole page for one file or many."""
    shown = list(pages)
    style = files(__package__).joinpath("report_page.css").read_text(encoding="utf-8")
    title = "核校结果" if len(shown) != 1 else f"核校结果 {_name(shown[0].report.path)}"
    parts = [
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>",
        *_contents(shown),
        *(part for number, page in enumerate(shown, start=1) for part in _file(page, number, checked_on)),
        f'<footer class="foot">{_NOTE}。核校意见供审核人参考，以审核人判断为准。</footer>',
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _contents(pages: Sequence[Page]) -> Iterator[str]:
    """Yield the list of files where there are several."""
    if len(pages) < 2:
        return
    yield f'<nav class="files" aria-label="文件"><h1>核校结果（{len(pages)}份文件）</h1><ol>'
    for number, page in enumerate(pages, start=1):
        link = f'<a href="#f{number}">{escape(_name(page.report.path))}</a>'
        yield f"<li>{link} <span>{escape(summary_of(page.report))}</span></li>"
    yield "</ol></nav>"


def _file(page: Page, file: int, checked_on: str) -> Iterator[str]:
    report = page.report
    numbered = number_findings(report.findings)
    yield f'<article class="file" id="f{file}">'
    yield from _head(report, numbered, file, checked_on)
    if not report.text_layer:
        words = summary_of(report)
        yield f'<p class="unread">{escape(words)}</p></article>'
        return
    outline = page.outline or [("p", 0, [[(n, 1, 1)]]) for n in range(len(report.paragraphs))]
    yield '<div class="doc">'
    for block in lay_out(report.paragraphs, outline, numbered):
        yield from _block(block, numbered, file)
    yield "</div></article>"


def _head(report: FileReport, numbered: dict[int, Finding], file: int, checked_on: str) -> Iterator[str]:
    heading = "h2" if file > 1 else "h1"
    yield f'<header class="head"><{heading}>{escape(_name(report.path))}</{heading}>'
    yield f'<p class="sum">{escape(summary_of(report))}{f"。核校日期 {escape(checked_on)}" if checked_on else ""}</p>'
    counts = count_severities(report.findings)
    chips = (
        f'<label class="chip {severity}"><input type="checkbox" checked name="{severity}">'
        f"<span>{SHAPES[severity]} {SEVERITY_WORDS[severity]} {number}</span></label>"
        for severity, number in counts.items()
        if number
    )
    if numbered and report.text_layer:
        yield f'<div class="chips" role="group" aria-label="显示">{"".join(chips)}</div>'
        yield f'<details class="index"><summary>意见一览（{len(numbered)}条）</summary><ol>'
        for number, finding in numbered.items():
            severity = finding.severity or Severity.INFO
            yield f'<li class="{severity}"><a href="#f{file}n{number}">{escape(finding.message)}</a></li>'
        yield "</ol></details>"
    yield "</header>"


def _block(block: Block, numbered: dict[int, Finding], file: int) -> Iterator[str]:
    notes = "".join(_note(number, numbered[number], file) for number in block.findings)
    place = (
        f"第{block.number + 1}段"
        if isinstance(block, Marked)
        else f"第{block.findings[0]}条所在表格"
        if notes
        else "表格"
    )
    aside = f'<aside class="notes" aria-label="{place}的意见">{notes}</aside>' if notes else ""
    if isinstance(block, Grid):
        rows = ("".join(_cell(cell, numbered, file) for cell in row) for row in block.rows)
        cells = (f"<tr>{row}</tr>" for row in rows)
        table = (
            f'<div class="grid" tabindex="0" role="region" aria-label="{place}"><table>{"".join(cells)}</table></div>'
        )
        yield f'<div class="row wide">{table}{aside}</div>'
        return
    tag = f"h{min(block.level + 1, 6)}" if block.level else "p"
    number = f'<span class="no" aria-hidden="true">{block.number + 1}</span>'
    yield f'<div class="row">{number}<{tag} class="para">{_words(block, numbered, file)}</{tag}>{aside}</div>'


def _cell(cell: Cell, numbered: dict[int, Finding], file: int) -> str:
    reach = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    reach += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    kind = ' class="n"' if cell.is_number else ""
    return f"<td{reach}{kind}>{_words(cell.marked, numbered, file)}</td>"


def _words(block: Marked, numbered: dict[int, Finding], file: int) -> str:
    parts = []
    for segment in block.segments:
        words = escape(segment.words).replace("\n", "<br>")
        if not segment.findings:
            parts.append(words)
            continue
        severity = min((numbered[n].severity or Severity.INFO for n in segment.findings), key=list(Severity).index)
        anchors = "".join(f'<a class="ref" href="#f{file}n{n}" id="f{file}m{n}">{n}</a>' for n in segment.begins)
        parts.append(f'<mark class="{severity}">{anchors}{words}</mark>')
    return "".join(parts)


def _note(number: int, finding: Finding, file: int) -> str:
    severity = finding.severity or Severity.INFO
    level = f" · {'一二三'[finding.level - 1]}级严重表述" if finding.level else ""
    reader = " · 第二读者" if finding.mark == "model" else ""
    lines = [
        f'<p class="kind"><a href="#f{file}m{number}" class="num">{number}</a>'
        f"{SHAPES[severity]} {SEVERITY_WORDS[severity]}{level}{reader}<span>{escape(finding.code)}</span></p>",
        f'<p class="say">{escape(finding.message)}</p>',
    ]
    if finding.computed and finding.stated:
        lines.append(
            f'<p class="pair"><span>原文</span> {escape(finding.stated)} <span>核算</span> <b>{escape(finding.computed)}</b></p>'
        )
    if finding.suggestion:
        lines.append(f'<p class="fix"><span>建议</span> {escape(finding.suggestion)}</p>')
    if finding.related:
        quotes = "、".join(f"「{escape(_short(related.quote))}」" for related in finding.related[:6] if related.quote)
        lines.append(f'<p class="with"><span>对照</span> {quotes}</p>' if quotes else "")
    basis = f"依据：{escape(finding.basis)}。" if finding.basis else ""
    lines.append(f'<p class="why">{basis}把握 {finding.confidence:.0%}</p>')
    return f'<section class="note {severity}" id="f{file}n{number}">{"".join(lines)}</section>'


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
