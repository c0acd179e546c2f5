"""How long a file is kept, how it is numbered, when its period ends, and what the four checks say. Pure.

Legal basis: 机关文件材料归档范围和文书档案保管期限规定; DA/T 22 (件的编号) and DA/T 70 (四性检测) in their sense, to be
confirmed with the local archive [CFG].
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

DEFAULT = "D30"
YEARS: Mapping[str, int | None] = {"Y": None, "D30": 30, "D10": 10}
LASTING = frozenset(
    {"application/pdf", "application/ofd", "image/jpeg", "image/png", "image/tiff", "text/plain", "text/csv"}
)


@dataclass(frozen=True, slots=True)
class PaperFact:
    """One paper as the checks see it: whether its bytes are there and as recorded, and how it was examined."""

    name: str
    media_type: str
    is_there: bool
    is_unchanged: bool
    was_scanned: bool
    was_searched: bool
    is_encrypted: bool = True


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One case as the checks see it."""

    is_closed: bool
    acts: int
    recorded: int
    ledger_faults: Sequence[str]
    missing: Sequence[str]
    papers: Sequence[PaperFact]
    bundle_reads: bool = True
    bundle_embeds: int = 0
    dangers: Sequence[str] = ()
    erased: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One of the four checks: passed or not, what was found, and what could only be noted."""

    code: str
    title: str
    passed: bool
    findings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the check as plain values."""
        return asdict(self)


def retention_of(schedule: Mapping[str, Any], procedure: str, state: str) -> str:
    """Return the period of a case by the schedule: of its procedure and last state, else of its procedure, else thirty years."""
    entry = schedule.get(procedure, schedule.get("*", DEFAULT))
    if isinstance(entry, Mapping):
        return str(entry.get(state, entry.get("*", DEFAULT)))
    return str(entry)


def expires_after(closed_on: date, retention: str) -> date | None:
    """Return the last day of a period: it runs from the first of January after the case was closed. None for permanent."""
    years = YEARS[retention]
    return None if years is None else date(closed_on.year + years, 12, 31)


def code_of(fonds: str, year: int, retention: str, item: int) -> str:
    """Return the number of a file 档号: 全宗号-门类·年度-期限-件号."""
    return f"{fonds}-WS·{year}-{retention}-{item:04d}"


def judge_file(facts: FileFacts) -> list[Check]:
    """Return the four checks in order: authentic, complete, usable, safe."""
    return [_authentic(facts), _complete(facts), _usable(facts), _safe(facts)]


def _authentic(facts: FileFacts) -> Check:
    changed = [f"“{paper.name}”与登记时不一致" for paper in facts.papers if paper.is_there and not paper.is_unchanged]
    faults = [*facts.ledger_faults, *changed]
    if facts.acts != facts.recorded:
        faults.append(f"办理过程 {facts.acts} 条，记录 {facts.recorded} 条，两者不等")
    return Check("authentic", "真实性", not faults, tuple(faults))


def _complete(facts: FileFacts) -> Check:
    faults = [f"“{paper.name}”的内容不在了" for paper in facts.papers if not paper.is_there]
    faults += [f"缺：{name}" for name in facts.missing]
    if not facts.is_closed:
        faults.append("本件尚未办结")
    return Check("complete", "完整性", not faults, tuple(faults))


def _usable(facts: FileFacts) -> Check:
    faults = [] if facts.bundle_reads else ["归档包读不出来"]
    if facts.bundle_reads and facts.bundle_embeds != len(facts.papers) + 1:
        faults.append(f"归档包内应有 {len(facts.papers) + 1} 个文件，实有 {facts.bundle_embeds} 个")
    notes = [f"“{paper.name}”不是长期保存格式，原样存入" for paper in facts.papers if paper.media_type not in LASTING]
    return Check("usable", "可用性", not faults, tuple(faults), tuple(notes))


def _safe(facts: FileFacts) -> Check:
    """Hold that papers still pass today's rules and that what is encrypted opens with the keys at hand.

    Values whose key was destroyed on record, as after a silent take-down, are meant to stay closed: that is only noted.
    """
    notes = [f"“{paper.name}”未查毒" for paper in facts.papers if not paper.was_scanned]
    notes += [f"“{paper.name}”有图片或无文字层，这部分未查密级标志" for paper in facts.papers if not paper.was_searched]
    notes += [f"“{paper.name}”在启用加密以前收下，原处未加密" for paper in facts.papers if not paper.is_encrypted]
    notes += [f"{facts.erased} 条办理记录的加密登记项已依规销毁，不再可读"] if facts.erased else []
    return Check("safe", "安全性", not facts.dangers, tuple(facts.dangers), tuple(notes))
