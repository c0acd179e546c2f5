"""`mingzheng patrol`: inspects a site against the indicators and prints the findings. The rules are `domains/patrol`.

Needs no database. The exit status: 0 nothing found, 1 findings, 2 a single veto, 3 the site did not open.
"""

import json
import time
from dataclasses import replace
from datetime import datetime

import click

from mingzheng.domains.patrol.crawling.addresses import normalise
from mingzheng.domains.patrol.crawling.walking import Limits, MemoryBook, Seen, Target, Visit, Walker, walk
from mingzheng.domains.patrol.judging.indicators import HARMFUL_WORDS
from mingzheng.domains.patrol.judging.model import Settings
from mingzheng.domains.patrol.judging.pages import PageReader
from mingzheng.domains.patrol.judging.public import judge
from mingzheng.domains.patrol.judging.scoring import score
from mingzheng.domains.patrol.judging.site import Walked
from mingzheng.domains.patrol.reporting import as_text, as_values
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
) -> None:
    """Walk, judge, print."""
    start = normalise(url)
    if start is None:
        raise click.BadParameter("应为 http:// 或 https:// 开头的网址", param_hint="网址")
    limits = replace(USUAL, pages=max_pages, links=max_links, seconds=max_seconds, delay=delay)
    day = as_of.date() if as_of else _moment().date()
    walker = Walker(Target(start, allowed=frozenset(allow)), limits, PageReader(day, HARMFUL_WORDS), _moment)
    target = walker.settle()
    book = MemoryBook(Visit(target.start), limits)
    through = walk(walker, book, until=time.monotonic() + max_seconds, told=lambda seen: _tell(seen, book))
    settings = Settings(has_services=not no_services)
    walked = Walked(target, book.seen, day, settings=settings)
    found = judge(walked)
    result = score(found, settings, was_read=walked.front is not None)
    values = as_values(walked, found, result, is_cut=book.counts.is_cut or not through)
    click.echo(json.dumps(values, ensure_ascii=False, indent=2) if as_json else as_text(target, values))
    ctx.exit(3 if walked.front is None else 2 if values["points"] is None else 1 if found else 0)


def _moment() -> datetime:
    """Return the present moment; the application's clock needs Django, which this command does without."""
    return datetime.fromtimestamp(time.time(), SHANGHAI)


def _tell(seen: Seen, book: MemoryBook) -> None:
    if len(book.seen) % 50 == 0:
        click.echo(f"已核查 {len(book.seen)} 个网址，待核查 {len(book.queue) - len(book.seen)} 个", err=True)
