"""`mingzheng figures`: list definitions, tell a value, recount, check a snapshot's file. All decisions are the room's."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.reconciling import rebuild, reconcile
from mingzheng.figures.registry import find_figure, list_figures
from mingzheng.figures.snapshots.drifting import check_here
from mingzheng.figures.snapshots.services import check_file
from mingzheng.figures.values import value_of
from mingzheng.platform.org.public import descendant_ids, find_unit_by_code

LARGEST_FILE = 50_000_000


@click.group()
def figures() -> None:
    """指标：目录、数值、复核、快照校验。"""


@figures.command(name="list")
@click.option("--room", default="", help="只列一项业务，如 services。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def list_all(*, room: str, as_json: bool) -> None:
    """列出全部指标定义。"""
    found = list_figures(room=room)
    if as_json:
        rows = [{"code": item.code, "version": item.version, "title": item.title, "unit": item.unit} for item in found]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for item in found:
        click.echo(f"{item.code}@{item.version}\t{item.title}\t{item.scale}{item.unit}\t{item.counts}")


@figures.command()
@click.argument("code")
@click.option("--period", required=True, help="year:2025、as_of:2025-10-31、range:起:止、standing。")
@click.option("--unit", default="", help="单位编码，含其下属；不填为全区。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def value(*, code: str, period: str, unit: str, as_json: bool) -> None:
    """查一个指标的数值。"""
    if find_figure(code) is None:
        _fail(f"没有指标 {code}。")
    try:
        when = Period.from_key(period)
    except ValueError:
        _fail("时段应写作 year:2025、as_of:2025-10-31、range:起:止 或 standing。")
    found = value_of(code, scope=Scope(_units(unit, when), when))
    if as_json:
        answer = {
            "figure": code,
            "version": found.version,
            "period": when.key,
            "value": None if found.value is None else str(found.value),
            "printed": found.printed,
            "state": found.state.value,
            "rows": found.rows_count,
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(
        f"{found.figure.title}　{when.label()}　{found.printed or '暂无'}（{found.state.label}）{found.why_missing}"
    )


@figures.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--alone", is_flag=True, help="只校验文件本身，不与本系统比对。")
def verify(*, file: Path, alone: bool) -> None:
    """校验数据快照文件：摘要、写法；在本系统时并报告定稿后的变化。有问题以状态码 1 结束。"""
    if file.stat().st_size > LARGEST_FILE:
        _fail("文件过大。")
    try:
        content = json.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError):
        _fail("不是 JSON 文件。")
    if not isinstance(content, dict):
        _fail("不是数据快照文件。")
    faults = check_file(content)
    if not faults and not alone:
        faults = check_here(content)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)
    click.echo(f"快照一致，共 {len(content['values'])} 个数值。")


@figures.command()
@click.option("--repair", is_flag=True, help="不一致的按复核重计，并记入台账。")
@click.option("--reason", default="", help="重计的理由。")
def recount(*, repair: bool, reason: str) -> None:
    """逐件复核累计的指标；不一致的逐一列出。"""
    found = reconcile()
    for code, differences in found.items():
        for item in differences:
            click.echo(f"{code}\t单位{item.unit_id}\t{item.year}\t累计{item.counted}\t复核{item.recounted}", err=True)
        figure = find_figure(code)
        if repair and figure is not None:
            rebuild(figure, actor="system", reason=reason or "命令行重计")
    if found and not repair:
        sys.exit(1)
    click.echo("已重计。" if found else "累计与复核一致。")


def _units(code: str, period: Period) -> frozenset[int] | None:
    if not code:
        return None
    unit = find_unit_by_code(code)
    if unit is None:
        _fail(f"没有单位 {code}。")
    return descendant_ids([unit.pk], period.last, kind="subordinate") | {unit.pk}


def _fail(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(2)
