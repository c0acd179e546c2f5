"""`mingzheng bench`: measures the engine on a database of its own and prints figures. The measuring is `config.bench`."""

import importlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import click
import psycopg

from mingzheng.config.secrets import create_secrets_file

DATABASE = "mingzheng_bench"


@click.group(short_help="性能测量。")
def bench() -> None:
    """在单独建立的数据库上测量，不触及现有数据。"""


COUNT = click.option(
    "--n", "count", default=10_000, show_default=True, type=click.IntRange(1, 10_000_000), help="库中件数。"
)
COPIES = click.option(
    "--copies", default=1, show_default=True, type=click.IntRange(1, 1000), help="装入 N/COPIES 件后在库内复制。"
)
FOLDER = click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), help="放数据的目录；再次使用即不重新装入。"
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


@bench.command(short_help="件的全过程与各清单。")
@COUNT
@click.option("--lives", default=200, show_default=True, type=click.IntRange(1, 100_000), help="测量多少件的全过程。")
@COPIES
@FOLDER
@AS_JSON
def cases(*, count: int, lives: int, copies: int, folder: Path | None, as_json: bool) -> None:
    """装入 N 件，测量登记、交办、签收、报送、核验、查找的速度与各清单耗时。

    设了 DATABASE_URL（postgres://…）时，在该服务器上另建数据库；否则用一个 SQLite 文件。
    """
    with _prepared(count, folder):
        result = importlib.import_module("mingzheng.config.bench.running").measure_cases(count, lives, copies)
    click.echo(json.dumps(result, ensure_ascii=False, indent=None if as_json else 2))


@bench.command(short_help="指标：一个单位的全部数值，任一数值的来源页。")
@COUNT
@COPIES
@FOLDER
@AS_JSON
def figures(*, count: int, copies: int, folder: Path | None, as_json: bool) -> None:
    """装入 N 件，测量一个单位全部指标的耗时（并与逐件复核比对）和来源页的耗时。

    设了 DATABASE_URL（postgres://…）时，在该服务器上另建数据库；否则用一个 SQLite 文件。
    """
    with _prepared(count, folder):
        result = importlib.import_module("mingzheng.config.bench.reporting").measure_figures(count, copies)
    click.echo(json.dumps(result, ensure_ascii=False, indent=None if as_json else 2))


@bench.command(short_help="门户网站：检索、发布、首页大小。")
@COUNT
@FOLDER
@AS_JSON
def site(*, count: int, folder: Path | None, as_json: bool) -> None:
    """发布 N 条信息，测量检索、一条信息从发布到网页文件写出的时间和首页大小；处理器时间与实际时间分列。

    设了 DATABASE_URL（postgres://…）时，在该服务器上另建数据库；否则用一个 SQLite 文件。
    """
    with _prepared(count, folder):
        result = importlib.import_module("mingzheng.config.bench.site").measure_site(count)
    click.echo(json.dumps(result, ensure_ascii=False, indent=None if as_json else 2))


@bench.command(short_help="核校：50页文件、每秒字数、内存。")
@click.option("--pages", default=50, show_default=True, type=click.IntRange(1, 2000), help="文件页数。")
@click.option("--runs", default=3, show_default=True, type=click.IntRange(1, 100), help="每项测量几次，取最短。")
@AS_JSON
def proofing(*, pages: int, runs: int, as_json: bool) -> None:
    """测量核校一份 docx（含读取）的时间、纯文本每秒字数和内存；不用数据库。"""
    result = importlib.import_module("mingzheng.config.bench.proofing").measure_proofing(pages, runs)
    click.echo(json.dumps(result, ensure_ascii=False, indent=None if as_json else 2))


@bench.command(short_help="错别字：查准率、查全率、F1。")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--everything", is_flag=True, help="测量全部句子（默认只测未参与训练的四分之一）。")
@AS_JSON
def wording(*, files: tuple[Path, ...], everything: bool, as_json: bool) -> None:
    """逐句测量错别字检查。FILES 每行为「标签、原句、正句」，以制表符分隔。"""
    result = importlib.import_module("mingzheng.config.bench.wording").measure_wording(files, everything=everything)
    click.echo(json.dumps(result, ensure_ascii=False, indent=None if as_json else 2))


@contextmanager
def _prepared(count: int, folder: Path | None) -> Iterator[None]:
    """Set the application up on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="mingzheng-bench-") as scratch:
        place = folder or Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        url = os.environ.get("DATABASE_URL", "")
        is_server = url.startswith(("postgres://", "postgresql://"))
        if is_server:
            url = _make_database(url, f"{DATABASE}_{count}", keep=folder is not None)
        os.environ.update(
            MINGZHENG_VAR=str(place),
            DATABASE_URL=url if is_server else f"sqlite:///{place / 'bench.sqlite3'}",
            DJANGO_SETTINGS_MODULE="mingzheng.config.bench.settings",
            MINGZHENG_PROCESS="bench",
        )
        create_secrets_file(place)
        importlib.import_module("django").setup()
        yield


def _make_database(url: str, name: str, *, keep: bool) -> str:
    """Make a database beside the named one and return its address; an earlier one stays only when asked for."""
    with psycopg.connect(url, autocommit=True) as server, server.cursor() as cursor:
        found = cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if found and not keep:
            cursor.execute(f'DROP DATABASE "{name}"')
        if not found or not keep:
            cursor.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
