"""`mingzheng ledger`: check the record, take and print the root of a day. The work is done in `platform.ledger`."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.db import DatabaseError

from mingzheng.config.cli._usage import WrongCall
from mingzheng.platform.ledger import public

SIGNED = ("hash", "public_key", "signature")


@click.group()
def ledger() -> None:
    """办理台账记录（防篡改）的核验与每日根。"""


def _statements(files: tuple[Path, ...]) -> list[dict[str, Any]]:
    """Return the root statements of files kept outside. Raises a ClickException that says which file is none."""
    statements = []
    for file in files:
        try:
            statement = json.loads(file.read_text("utf-8"))
            held = {"number": int(statement["number"]), **{name: str(statement[name]) for name in SIGNED}}
        except (OSError, ValueError, TypeError, KeyError) as error:
            message = f"“{file}”不是每日根的文件；每日根用 mingzheng ledger root 输出，存为 JSON 后原样使用。"
            raise WrongCall(message, click.get_current_context()) from error
        statements.append(held)
    return statements


@ledger.command()
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
@click.option(
    "--published",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="外部留存的每日根（JSON 文件），可多次给出。",
)
def verify(*, as_json: bool, files: tuple[Path, ...]) -> None:
    """逐条核验记录；发现改动、删除、换序、插入的逐一列出，并以状态码 1 结束。"""
    statements = _statements(files)
    try:
        report = public.verify_ledger(published=statements)
    except DatabaseError as error:
        message = "数据库还没有建立，或者不能读取；请先运行 ./bin/serve 建立，或检查 DATABASE_URL。"
        raise WrongCall(message, click.get_current_context()) from error
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        click.echo(f"共核验 {report.streams} 条流、{report.entries} 条记录、{report.roots} 个每日根。")
        for finding in report.findings:
            place = f"{finding.stream}:{finding.stream_id}" + (f" 第 {finding.seq} 条" if finding.seq else "")
            click.echo(f"{place}  {finding.message}（{finding.code}）")
        click.echo("未发现异常。" if report.ok else f"发现 {report.found} 处异常。")
    sys.exit(0 if report.ok else 1)


@ledger.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="日期，默认今天。")
@click.option("--new", is_flag=True, help="今天已有根时再取一个。")
def root(*, day: datetime | None, new: bool) -> None:
    """输出某日的签名根（JSON），供公布或留存在系统之外；今天尚无时即取一个。"""
    today = public.today()
    wanted = day.date() if day else today
    if wanted == today:
        taken = (public.take_root if new else public.seal_day)(today, at=public.now())
    else:
        held = public.find_root(wanted)
        if held is None:
            raise click.ClickException(f"{wanted} 没有每日根。")
        taken = held
    click.echo(json.dumps(public.root_as_json(taken), ensure_ascii=False, indent=1))
