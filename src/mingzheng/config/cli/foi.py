"""`mingzheng foi`: the tables of the annual disclosure report, and an audit of anybody's published one.

Counting is `domains.foi`, judging is `proofing.disclosure`. The audit starts without the database.
"""

import csv
import importlib
import io
import json
from pathlib import Path
from typing import Any

import click

from mingzheng.documents.reading import UnreadableDocument
from mingzheng.documents.writing.sheets import CellKind, Sheet, SheetColumn, write_xlsx
from mingzheng.proofing.disclosure.form import ROWS, TABLE_TITLES, CellKey, FormTable, columns_of, name_cell
from mingzheng.proofing.disclosure.report import audit_report
from mingzheng.proofing.intake import read_text

FORMATS = ("json", "xlsx", "csv")


@click.group()
def foi() -> None:
    """依申请公开：年度报告三张表，核对已公布的报告。"""


@foi.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--previous", metavar="上年报告", type=click.Path(path_type=Path), help="与上年报告对照结转数。")
@click.pass_context
def check(ctx: click.Context, *, file: Path, previous: Path | None) -> None:
    """读出报告 FILE 的三张表并核对勾稽关系，输出 JSON；有错误时以状态 2 结束。"""
    try:
        found = audit_report(read_text(file), read_text(previous) if previous else None)
    except UnreadableDocument as error:
        click.echo(f"{error.message_zh}{error.advice_zh}", err=True)
        ctx.exit(2)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    ctx.exit(2 if any(item["severity"] == "error" for item in found["findings"]) else 0)


@foi.command(name="annual-report")
@click.option("--year", required=True, type=click.IntRange(2008, 2100), help="年度。")
@click.option("--unit", "unit_code", default="", help="单位代码；不写为全区汇总。")
@click.option("--consolidated", is_flag=True, help="含隶属单位；派驻、垂管单位不并入。")
@click.option("--format", "form", type=click.Choice(FORMATS), default="json", help="输出格式。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="写到文件；xlsx 必须指定。")
@click.pass_context
def annual_report(
    ctx: click.Context, *, year: int, unit_code: str, consolidated: bool, form: str, out: Path | None
) -> None:
    """由办件数出年度报告的表；有未填报的数或不成立的关系时以状态 1 结束。"""
    if form == "xlsx" and out is None:
        raise click.UsageError("xlsx 请用 --out 指定文件。")
    importlib.import_module("mingzheng.config.cli").prepare_django()
    unit = None
    if unit_code:
        unit = importlib.import_module("mingzheng.platform.org.public").find_unit_by_code(unit_code)
        if unit is None:
            raise click.BadParameter(f"没有代码为 {unit_code} 的单位。", param_hint="--unit")
    room = importlib.import_module("mingzheng.domains.foi.annual_report")
    tables = room.annual_tables(year, unit, consolidated=consolidated)
    content = _WRITERS[form](tables)
    if out is not None:
        out.write_bytes(content)
        click.echo(f"已写入 {out}")
    else:
        click.echo(content.decode())
    ctx.exit(1 if tables.findings else 0)


def _rows(tables: Any, table: FormTable) -> list[tuple[str, list[Any]]]:
    return [
        (
            row.words,
            [tables.cells.get(CellKey(table, row.code, column.code)) for column in columns_of(table, row.code)],
        )
        for row in ROWS[table]
    ]


def _as_json(tables: Any) -> bytes:
    found = {
        table.value: {
            "title": TABLE_TITLES[table],
            "rows": {
                row.code: {
                    "label": row.words,
                    "values": {
                        column.code: _number(tables.cells.get(CellKey(table, row.code, column.code)))
                        for column in columns_of(table, row.code)
                    },
                }
                for row in ROWS[table]
            },
        }
        for table in FormTable
    }
    unit = tables.unit.name if tables.unit else ""
    whole = {"year": tables.year, "unit": unit, "tables": found, "findings": tables.findings}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _number(value: Any) -> Any:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else str(value)


def _as_xlsx(tables: Any) -> bytes:
    sheets = []
    for number, table in enumerate(FormTable, start=1):
        heads = max((columns_of(table, row.code) for row in ROWS[table]), key=len)
        columns = (
            SheetColumn("label", "项目", width=46),
            *(SheetColumn(c.code, c.label, CellKind.NUMBER if len(heads) == 1 else CellKind.INTEGER) for c in heads),
        )
        rows = [[label, *values, *[None] * (len(heads) - len(values))] for label, values in _rows(tables, table)]
        sheets.append(Sheet(f"表{number}", columns, rows, title=f"{tables.year}年{TABLE_TITLES[table]}"))
    return write_xlsx(sheets)


def _as_csv(tables: Any) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["表", "单元格", "名称", "值"])
    for table in FormTable:
        for row in ROWS[table]:
            for column in columns_of(table, row.code):
                cell = CellKey(table, row.code, column.code)
                writer.writerow([table.value, str(cell), name_cell(cell), _number(tables.cells.get(cell))])
    return ("\ufeff" + text.getvalue()).encode()


_WRITERS = {"json": _as_json, "xlsx": _as_xlsx, "csv": _as_csv}
