"""`mingzheng site`: write the public site anew, compare its files with the manifest, say how it stands."""

import time

import click

from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import compare_site, count_files, find_rebuild, list_differences, rebuild_site


@click.group()
def site() -> None:
    """门户网站的文件。"""


@site.command()
@click.option("--wait/--no-wait", default=False, help="等待后台任务办完，并显示进度。")
def rebuild(*, wait: bool) -> None:
    """在后台重写全站；不影响新发布的页面先行写出。中断后再执行即接着写。"""
    rebuild_site()
    run = find_rebuild()
    while wait and run is not None and run.finished_at is None:
        click.echo(f"\r已写 {run.done} 页（约 {run.total} 页）", nl=False)
        time.sleep(1)
        run = find_rebuild()
    click.echo("已列入后台任务。" if not wait else "\n全站已重写。")


@site.command()
def compare() -> None:
    """逐个核对网站文件与登记是否一致；有差异时以状态 1 结束。"""
    count = compare_site(at=now())
    for one in list_differences():
        click.echo(f"{one.get_kind_display()}  {one.path}")
    click.echo(f"共 {count_files()} 个文件，{count} 处差异。")
    if count:
        raise SystemExit(1)
