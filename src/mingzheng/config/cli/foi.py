"""`mingzheng foi`: the annual disclosure report in every format, and an audit of anybody's published one.

The report is `domains.foi.annual`, judging is `proofing.disclosure`. The audit starts without the database.
"""

import importlib
import json
from pathlib import Path

import click

from mingzheng.documents.reading import UnreadableDocument
from mingzheng.proofing.disclosure.report import audit_report
from mingzheng.proofing.intake import read_text

FORMATS = ("json", "docx", "pdf", "html", "xlsx", "csv")
BINARY = frozenset({"docx", "pdf", "xlsx"})


@click.group()
def foi() -> None:
    """依申请公开：年度报告三张表，核对已公布的报告。"""


@foi.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--previous", metavar="上年报告", type=click.Path(path_type=Path), help="与上年报告对照结转数。")
@click.pass_context
def check(ctx: click.Context, *, file: Path, previous: Path | None) -> None:
    """读出报告 FILE 的三张表并核对勾稽关系，输出 JSON；有错误或者一张表也没有读到的，以状态 2 结束。"""
    try:
        found = audit_report(read_text(file), read_text(previous) if previous else None)
    except UnreadableDocument as error:
        click.echo(f"{error.message_zh}{error.advice_zh}", err=True)
        ctx.exit(2)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    wrong = any(item["severity"] == "error" for item in found["findings"])
    ctx.exit(2 if wrong or not found["tables"] else 0)


@foi.command(name="annual-report")
@click.option("--year", required=True, type=click.IntRange(2008, 2100), help="年度。")
@click.option("--unit", "unit_code", default="", help="单位代码或者名称；不写为全区汇总。")
@click.option("--consolidated", is_flag=True, help="含隶属单位；派驻、垂管单位不并入。")
@click.option("--format", "form", type=click.Choice(FORMATS), default="json", help="输出格式。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="写到文件；docx、pdf、xlsx 必须指定。")
@click.option("--base-url", default="", help="网页中溯源链接的站点地址。")
@click.pass_context
def annual_report(
    ctx: click.Context, *, year: int, unit_code: str, consolidated: bool, form: str, out: Path | None, base_url: str
) -> None:
    """出年度报告：已签发的按签发内容，起草中的按现在的数；没有布置的出三张表。有差错时以状态 1 结束。"""
    if form in BINARY and out is None:
        raise click.UsageError(f"{form} 请用 --out 指定文件。")
    importlib.import_module("mingzheng.config.cli").prepare_django()
    unit = None
    if unit_code:
        org = importlib.import_module("mingzheng.platform.org.public")
        unit = org.find_unit_by_code(unit_code) or org.find_unit_by_name(unit_code).unit
        if unit is None:
            raise click.BadParameter(f"没有代码或者名称为“{unit_code}”的单位。", param_hint="--unit")
    room = importlib.import_module("mingzheng.domains.foi.annual.building")
    built = room.build_report(year, unit, consolidated=consolidated)
    content = room.render(built, form, base_url=base_url)
    if out is not None:
        out.write_bytes(content)
        click.echo(f"已写入 {out}")
    else:
        click.echo(content.decode())
    ctx.exit(1 if any(item["severity"] == "error" for item in built.findings) else 0)
