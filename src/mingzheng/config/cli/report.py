"""Command `mingzheng report`: build the yearly report of a unit as Word, PDF, page or data.

What a report says is the room `domains.reports`; a report that was begun is built as it stands, else a draft is.
"""

import json
from pathlib import Path

import click

from mingzheng.documents.writing.official_docx import render_docx
from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.reports.building import NothingToBuild, build_report
from mingzheng.domains.reports.composition.composing import Composed
from mingzheng.domains.reports.output.as_document import as_document
from mingzheng.domains.reports.output.as_html import as_html
from mingzheng.domains.reports.output.as_json import composed_to_json
from mingzheng.domains.reports.profiles import list_profiles

FORMATS = ("docx", "pdf", "html", "json")


@click.group()
def report() -> None:
    """年度报告：生成文稿，列出版式。"""


@report.command()
@click.option("--unit", required=True, help="单位编码或名称。")
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="报告年度。")
@click.option("--profile", default="", help="版式；已布置的报告用它自己的版式。")
@click.option("--format", "form", type=click.Choice(FORMATS), default="docx", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="写到哪个文件。")
@click.option("--base-url", default="", help="网页中溯源链接的站点地址。")
def build(unit: str, year: int, profile: str, form: str, out: Path, base_url: str) -> None:
    """生成一个单位的年度报告；尚未布置的，按版式和现有的数生成草稿，不入库。"""
    try:
        built = build_report(unit, year, profile)
    except NothingToBuild as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(2) from error
    made = _render(built.composed, form, base_url=base_url, is_draft=not built.is_signed)
    try:
        out.write_bytes(made)
    except OSError as error:
        click.echo(f"写不进 {out}：请核对目录是否存在、是否有写入权限", err=True)
        raise click.exceptions.Exit(2) from error
    count = sum(1 for _ in built.composed.numbers())
    state = "已签发" if built.is_signed else "草稿"
    gaps, unverified = len(built.composed.gaps), len(built.composed.unverified)
    click.echo(f"{out}：{state}，引用 {count} 个数，缺数 {gaps}，未核 {unverified}")


def _render(composed: Composed, form: str, *, base_url: str, is_draft: bool) -> bytes:
    if form == "json":
        return json.dumps(composed_to_json(composed), ensure_ascii=False, indent=1).encode()
    if form == "html":
        return as_html(composed, base_url=base_url, is_draft=is_draft).encode()
    document = as_document(composed)
    return render_docx(document) if form == "docx" else render_pdf(document)


@report.command()
def profiles() -> None:
    """列出可用的版式。"""
    for profile in list_profiles():
        click.echo(f"{profile.code:16} {profile.title}：{profile.note}")
