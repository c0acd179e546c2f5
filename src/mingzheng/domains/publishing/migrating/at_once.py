"""Bring a large set over from the command line: the list and the folder lie on this machine's disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mingzheng.domains.publishing.migrating.boxes import Box, FolderBox, NoBox, ZipBox
from mingzheng.domains.publishing.migrating.reading import read_old_articles
from mingzheng.domains.publishing.migrating.selectors import gather_known, ready_lines
from mingzheng.domains.publishing.migrating.services import load
from mingzheng.domains.publishing.models import Migration
from mingzheng.platform.access.public import SYSTEM
from mingzheng.worktime.public import SHANGHAI


@dataclass(frozen=True, slots=True)
class Checked:
    """A list as judged: how many lines, and what to tell."""

    row: Migration
    box: Box
    count: int
    ready: int
    known: int
    faulty: int
    notes: tuple[str, ...]


def check_list(sheet: Path, folder: Path | None, answers: Mapping[str, str], *, at: datetime) -> Checked:
    """Read a list and judge every line; nothing is kept. Raises NotOurSheet."""
    box: Box = NoBox()
    if folder is not None:
        box = FolderBox(folder) if folder.is_dir() else ZipBox(folder.read_bytes())
    known = gather_known(answers, at.astimezone(SHANGHAI).date())
    lines = [one.as_json() for one in read_old_articles(sheet.read_bytes(), box, known, filename=sheet.name)]
    row = Migration(name=sheet.name[:200], answers=dict(answers), lines=lines, made_name="系统", made_at=at)
    faulty = [line for line in lines if line["problems"]]
    notes = tuple(f"第 {line['line']} 行：{'；'.join(line['problems'])}" for line in faulty)
    here = sum(1 for line in lines if line["known"] and not line["problems"])
    return Checked(row, box, len(lines), len(ready_lines(row)), here, len(faulty), notes)


def bring_over(checked: Checked, *, at: datetime) -> tuple[int, list[str]]:
    """Bring the sound lines over and return how many came, and what could not with its reason."""
    checked.row.state = Migration.State.RUNNING
    checked.row.save()
    done = load(checked.row, checked.box, actor=SYSTEM, at=at)
    checked.row.refresh_from_db()
    return done, [f"第 {each['line']} 行：{each['reason']}" for each in checked.row.failed]
