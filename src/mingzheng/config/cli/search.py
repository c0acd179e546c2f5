"""`mingzheng search rebuild`: bring the search index in line with every case."""

import click

from mingzheng.casework.searching import rebuild_index


@click.group()
def search() -> None:
    """查找索引。"""


@search.command()
def rebuild() -> None:
    """按现有全部事项重建查找索引。"""
    click.echo(f"已重建 {rebuild_index()} 件。")
