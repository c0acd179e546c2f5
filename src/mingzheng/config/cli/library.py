"""`mingzheng library`: bring laws and titles into the policy library, and its search index in line."""

from pathlib import Path

import click

from mingzheng.domains.normative.public import import_folder, rebuild_index
from mingzheng.platform.ledger.public import now

SHOWN = 30


@click.group()
def library() -> None:
    """政策文件库：导入法律法规，重建检索。"""


@library.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def import_command(folder: Path) -> None:
    """导入一个文件夹：.jsonl（title、date、category、text）、.md、.txt 全文，或一行一个标题的 .txt。"""
    report = import_folder(folder, at=now())
    click.echo(
        f"新入库文件 {report.documents} 件，文本 {report.texts} 个（{report.articles} 条），只有题名的 {report.titles} 件；"
        f"已有 {report.known} 件未重复导入。"
    )
    for note in report.notes[:SHOWN]:
        click.echo(f"  {note}")
    if len(report.notes) > SHOWN:
        click.echo(f"  另有 {len(report.notes) - SHOWN} 条提示")


@library.command("index")
def index_command() -> None:
    """重建政策文件库的检索。"""
    click.echo(f"已写入 {rebuild_index()} 项。")
