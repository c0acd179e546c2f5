"""`mingzheng patrol`: inspects a site against the indicators and prints the findings. The rules are `domains/patrol`.

Needs no database; where this machine has one, pages are proofread with the office's own words. With `--resume` the walk is
kept in a file and goes on where it stood. The exit status: 0 nothing found, 1 findings, 2 a single veto, 3 the site did not open.
"""

import json
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from mingzheng.config.cli._lexicon import has_database, read_lexicon, stored_lexicon
from mingzheng.domains.patrol.crawling.addresses import normalise
from mingzheng.domains.patrol.crawling.filebook import BookRefused, FileBook, Head
from mingzheng.domains.patrol.crawling.walking import Limits, MemoryBook, Target, Visit, Walker, walk
from mingzheng.domains.patrol.judging.indicators import HARMFUL_WORDS
from mingzheng.domains.patrol.judging.model import Settings
from mingzheng.domains.patrol.judging.pages import PageReader
from mingzheng.domains.patrol.judging.public import judge
from mingzheng.domains.patrol.judging.scoring import score
from mingzheng.domains.patrol.judging.site import Walked
from mingzheng.domains.patrol.reporting import as_text, as_values
from mingzheng.kit.digests import sha256_hex
from mingzheng.worktime.public import SHANGHAI

USUAL = Limits()


@click.command(help="按政府网站检查指标巡检一个网站：可用性、更新、空白栏目、错链断链、表述、隐私、页面要素。")
@click.argument("url", metavar="网址")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--max-pages", metavar="N", default=USUAL.pages, type=click.IntRange(1, 100_000), help="最多检查的页数。")
@click.option(
    "--max-links", metavar="N", default=USUAL.links, type=click.IntRange(0, 100_000), help="最多核查的其他网址数。"
)
@click.option(
    "--max-seconds", metavar="N", default=USUAL.seconds, type=click.FloatRange(1, 86_400), help="最长用时（秒）。"
)
@click.option(
    "--delay", metavar="秒", default=USUAL.delay, type=click.FloatRange(0, 60), help="对同一主机两次访问的间隔。"
)
@click.option(
    "--allow", metavar="主机", multiple=True, help="允许访问的内网主机，如 10.0.0.8 或 10.0.0.8:8000，可多次。"
)
@click.option("--as-of", metavar="日期", type=click.DateTime(["%Y-%m-%d"]), help="按哪一天判断，默认今天。")
@click.option("--no-services", is_flag=True, help="没有对外服务职能的部门网站：不查办事服务，按 75 分制折算。")
@click.option(
    "--resume",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="进度文件：中断或到时后，用同一命令接着查；没有的新建。",
)
@click.option(
    "--lexicon",
    metavar="目录",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="本机关的词库（TOML、CSV）；不写的，本机有数据库就用库里的词库。",
)
@click.pass_context
def patrol(
    ctx: click.Context,
    *,
    url: str,
    as_json: bool,
    max_pages: int,
    max_links: int,
    max_seconds: float,
    delay: float,
    allow: tuple[str, ...],
    as_of: datetime | None,
    no_services: bool,
    resume: Path | None,
    lexicon: Path | None,
) -> None:
    """Walk, judge, print."""
    start = normalise(url)
    if start is None:
        raise click.BadParameter("应为 http:// 或 https:// 开头的网址", param_hint="网址")
    limits = replace(USUAL, pages=max_pages, links=max_links, seconds=max_seconds, delay=delay)
    target, until = Target(start, allowed=frozenset(allow)), time.monotonic() + max_seconds
    day = as_of.date() if as_of else None
    with ExitStack() as stack:
        book = stack.enter_context(_open(resume, limits)) if resume else None
        day = _day_of(book, start, day) if book else day or _moment().date()
        words, told = _words(lexicon, day)
        walker = Walker(target, limits, PageReader(day, HARMFUL_WORDS, words), _moment)
        held = _go_on(book, walker, start, day, words) if book else MemoryBook(Visit(walker.settle().start), limits)
        through = walk(walker, held, until=until, told=lambda seen: _tell(held))
        seen, is_cut = held.seen, held.counts.is_cut or not through
    settings = Settings(has_services=not no_services)
    walked = Walked(walker.target, seen, day, settings=settings)
    found = judge(walked)
    result = score(found, settings, was_read=walked.front is not None)
    values = as_values(walked, found, result, is_cut=is_cut) | {"lexicon": told}
    click.echo(json.dumps(values, ensure_ascii=False, indent=2) if as_json else as_text(walker.target, values))
    if resume and not through:
        click.echo(f"没有查完，用同一命令接着查：--resume {resume}", err=True)
    ctx.exit(3 if walked.front is None else 2 if values["points"] is None else 1 if found else 0)


def _open(path: Path, limits: Limits) -> FileBook:
    try:
        return FileBook(path, limits)
    except BookRefused as error:
        raise click.BadParameter(str(error), param_hint="--resume") from error


def _day_of(book: FileBook, start: str, day: date | None) -> date:
    """Return the day a walk is judged by: the one it began with. A file of another walk is refused."""
    if book.head is None:
        return day or _moment().date()
    if book.head.asked != start:
        raise click.BadParameter(f"这个文件是 {book.head.asked} 的巡检进度，请换一个文件", param_hint="--resume")
    if day not in {None, book.head.day}:
        raise click.BadParameter(f"这次巡检按 {book.head.day} 判断，不能中途改日期", param_hint="--as-of")
    return book.head.day


def _words(folder: Path | None, day: date) -> tuple[dict[str, Any], str]:
    """Return the office's words and where they are from: a folder, the office's database, or none but the shipped ones."""
    if folder is not None:
        return read_lexicon(folder), "folder"
    stored = stored_lexicon(day) if has_database() else None
    return (stored, "office") if stored is not None else ({}, "shipped")


def _go_on(book: FileBook, walker: Walker, start: str, day: date, words: dict[str, Any]) -> FileBook:
    """Let the walker go on where the book stands, or begin it."""
    digest = sha256_hex(repr(sorted(words.items())).encode())
    if book.head is None:
        settled = walker.settle()
        book.begin(Head(start, day, digest, settled.start, settled.aliases))
        return book
    walker.target = book.target(walker.target.allowed)
    done, waiting = book.progress
    click.echo(f"接着 {day} 的巡检：已核查 {done} 个网址，待核查 {waiting} 个。", err=True)
    if waiting == 0:
        click.echo("这次巡检已经查完，以下是当时的结果；要重新巡检，请换一个文件。", err=True)
    elif book.head.words != digest:
        click.echo("词库与开始时不同：已查过的网页按原词库，其余按现在的词库。", err=True)
    return book


def _moment() -> datetime:
    """Return the present moment; the application's clock needs Django, which this command does without."""
    return datetime.fromtimestamp(time.time(), SHANGHAI)


def _tell(book: MemoryBook | FileBook) -> None:
    done, waiting = book.progress
    if done % 50 == 0:
        click.echo(f"已核查 {done} 个网址，待核查 {waiting} 个", err=True)
