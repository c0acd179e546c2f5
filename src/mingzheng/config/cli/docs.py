"""`mingzheng docs`: writes the generated pages, or says which of them no longer match. The pages are `config.reference`'s."""

import sys
from pathlib import Path

import click

from mingzheng.config.reference import generated_files

TARGET = Path(__file__).resolve().parents[4] / "docs" / "generated"


@click.group()
def docs() -> None:
    """由声明和源码生成的资料页（docs/generated）。"""


def _stale(target: Path, wanted: dict[str, str]) -> list[str]:
    there = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    changed = [name for name in wanted if name not in there or (target / name).read_text("utf-8") != wanted[name]]
    return sorted([*changed, *(there - set(wanted))])


@docs.command()
@click.option("--target", type=click.Path(file_okay=False, path_type=Path), default=TARGET, show_default=False)
def build(*, target: Path) -> None:
    """写出全部资料页，删去不再有的。"""
    wanted = generated_files()
    stale = _stale(target, wanted)
    for name in stale:
        path = target / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], "utf-8")
        else:
            path.unlink()
    click.echo(f"共 {len(wanted)} 个文件，改动 {len(stale)} 个。")


@docs.command()
@click.option("--target", type=click.Path(file_okay=False, path_type=Path), default=TARGET, show_default=False)
def check(*, target: Path) -> None:
    """核对资料页与现有声明是否一致；不一致的逐一列出，并以状态码 1 结束。"""
    stale = _stale(target, generated_files())
    for name in stale:
        click.echo(f"不一致：docs/generated/{name}", err=True)
    if stale:
        click.echo("请运行 mingzheng docs build 并提交。", err=True)
        sys.exit(1)
    click.echo("资料页与声明一致。")
