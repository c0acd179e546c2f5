"""`mingzheng procedures`: which versions were released, and that none of them has changed since.

A release writes the digests of all registered versions into `config/released_procedures.json`; from then on a change to
one of them needs a new version. What a digest covers is `casework.digests`.
"""

import json
import sys
from pathlib import Path

import click

from mingzheng.casework.digests import procedure_digest
from mingzheng.casework.registry import list_versions

RELEASED = Path(__file__).resolve().parents[1] / "released_procedures.json"


def read_released(path: Path = RELEASED) -> dict[str, str]:
    """Return the released digests by `name@version`."""
    released: dict[str, str] = json.loads(path.read_text("utf-8"))
    return released


def current_digests() -> dict[str, str]:
    """Return the digest of every registered version by `name@version`."""
    return {f"{procedure.name}@{procedure.version}": procedure_digest(procedure) for procedure in list_versions()}


def list_broken_releases(released: dict[str, str], current: dict[str, str]) -> list[str]:
    """Return a sentence per released version that changed or is gone."""
    changed = [
        f"{key}：发布后有改动，请改用新的版本号" for key in released if current.get(key, released[key]) != released[key]
    ]
    gone = [f"{key}：已发布，但程序中没有了" for key in released if key not in current]
    return sorted([*changed, *gone])


@click.group()
def procedures() -> None:
    """规程的版本与发布。"""


@procedures.command()
def check() -> None:
    """核对已发布的规程版本没有改动；有改动的逐一列出，并以状态码 1 结束。"""
    broken = list_broken_releases(read_released(), current_digests())
    for line in broken:
        click.echo(line, err=True)
    if broken:
        sys.exit(1)
    click.echo(f"已发布 {len(read_released())} 个规程版本，均未改动。")


@procedures.command()
@click.option("--file", "path", type=click.Path(dir_okay=False, path_type=Path), default=RELEASED, show_default=False)
def release(*, path: Path) -> None:
    """发布程序中现有的全部规程版本；已发布的版本有改动时拒绝。"""
    released, current = (read_released(path) if path.exists() else {}), current_digests()
    broken = [line for line in list_broken_releases(released, current) if "改动" in line]
    if broken:
        raise click.ClickException("\n".join(broken))
    path.write_text(json.dumps({**released, **current}, indent=2, sort_keys=True) + "\n", "utf-8")
    click.echo(f"新发布 {len(set(current) - set(released))} 个规程版本。")
