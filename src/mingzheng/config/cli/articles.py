"""`mingzheng articles`: bring articles of an earlier site over, with their own days, from a list and a folder."""

from pathlib import Path

import click

from mingzheng.domains.publishing.public import bring_over, check_list, map_of_former
from mingzheng.platform.ledger.public import now

SHOWN = 30


@click.group()
def articles() -> None:
    """旧稿迁移：清单（xlsx、CSV）加正文和附件的文件夹。"""


@articles.command("import")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("--column", "answers", multiple=True, help="旧栏目名=本站栏目网址名，可写多次")
@click.option("--check", "is_only_checked", is_flag=True, help="只核对，不迁入")
def import_command(sheet: Path, folder: Path | None, answers: tuple[str, ...], *, is_only_checked: bool) -> None:
    """核对清单并迁入；发布时间保留原时间，标为迁移。FOLDER 可以是文件夹或 zip。"""
    pairs = dict(answer.split("=", 1) for answer in answers if "=" in answer)
    checked = check_list(sheet, folder, pairs, at=now())
    click.echo(
        f"共 {checked.count} 行，可迁入 {checked.ready} 行，已有 {checked.known} 行，有问题 {checked.faulty} 行。"
    )
    for note in checked.notes[:SHOWN]:
        click.echo(f"  {note}")
    if len(checked.notes) > SHOWN:
        click.echo(f"  另有 {len(checked.notes) - SHOWN} 行")
    if is_only_checked or not checked.ready:
        return
    done, failed = bring_over(checked, at=now())
    click.echo(f"已迁入 {done} 篇，未迁入 {len(failed)} 篇。")
    for note in failed[:SHOWN]:
        click.echo(f"  {note}")
    click.echo("原网址已能跳转到新网址；用 nginx 等另外的服务器的，请用 mingzheng articles addresses 生成对照表。")


@articles.command("addresses")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=False)
def addresses_command(file: Path | None) -> None:
    """原网址到新网址的对照表（nginx 的 map）。不写 FILE 即输出到屏幕。"""
    words = map_of_former(now())
    if file is None:
        click.echo(words)
        return
    file.write_text(words, "utf-8")
    click.echo(f"已写入 {file}。")
