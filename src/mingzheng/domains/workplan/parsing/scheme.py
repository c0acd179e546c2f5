"""What a division scheme 分工方案 says, as values: headings, tasks, requirements, duties, and how they are printed as JSON.

Finding these things in a document is the work of the other modules of this package; cases and tables are not known here.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from .time_phrases import Deadline, resolve_deadline


@dataclass(frozen=True, slots=True)
class SchemeFinding:
    """One thing the office must look at before it books the scheme."""

    code: str
    message: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class UnitReference:
    """A unit as the scheme names it; `sections` are the offices in brackets behind it 内设科室."""

    name: str
    sections: tuple[str, ...] = ()
    as_printed: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One numbered requirement 具体要求 with the units that owe it."""

    number: str | None
    title: str | None
    text: str
    deadline: str | None = None
    schedule: Deadline | None = None
    other_deadlines: tuple[Deadline, ...] = ()
    raw_units: str = ""
    lead_units: tuple[UnitReference, ...] = ()
    co_units: tuple[UnitReference, ...] = ()
    guide_units: tuple[UnitReference, ...] = ()
    all_units: bool = False
    remarks: tuple[tuple[str, str], ...] = ()
    findings: tuple[SchemeFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A task 具体任务; a heading without tasks has one whose number and title are None."""

    number: str | None
    title: str | None
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A main heading 工作要求 / 大类."""

    number: str | None
    title: str | None
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty stated outside the list, as 总体要求 before it or 保障措施 behind it."""

    title: str
    text: str
    raw_units: str = ""
    lead_units: tuple[UnitReference, ...] = ()
    all_units: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """抄报 or 抄送 and to whom."""

    kind: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme. `date` is ISO; `year` is the year its time phrases count in."""

    title: str = ""
    annex_title: str = ""
    doc_number: str = ""
    date: str = ""
    year: int | None = None
    issuer: str = ""
    recipients: tuple[str, ...] = ()
    publicity: str = ""
    copies: tuple[Copy, ...] = ()
    preamble: tuple[Duty, ...] = ()
    headings: tuple[Heading, ...] = ()
    findings: tuple[SchemeFinding, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Return all requirements in printed order."""
        return tuple(r for h in self.headings for t in h.tasks for r in t.requirements)

    def as_json(self) -> dict[str, Any]:
        """Return the tree of the command `plan parse --json`."""
        return {
            "title": self.title,
            "annex_title": self.annex_title,
            "doc_number": self.doc_number,
            "date": self.date,
            "year": self.year,
            "issuer": self.issuer,
            "recipients": list(self.recipients),
            "publicity": self.publicity,
            "copies": [{"kind": c.kind, "recipients": list(c.recipients)} for c in self.copies],
            "preamble": [_duty_json(d) for d in self.preamble],
            "findings": [asdict(f) for f in self.findings],
            "headings": [_heading_json(h, self.year) for h in self.headings],
        }


def _units(references: tuple[UnitReference, ...]) -> list[str]:
    return [r.as_printed or r.name for r in references]


def _duty_json(duty: Duty) -> dict[str, Any]:
    fields = {"title": duty.title, "text": duty.text, "raw_units": duty.raw_units}
    return {**fields, "lead_units": _units(duty.lead_units), "all_units": duty.all_units}


def _heading_json(heading: Heading, year: int | None) -> dict[str, Any]:
    return {
        "number": heading.number,
        "title": heading.title,
        "tasks": [
            {"number": t.number, "title": t.title, "requirements": [_requirement_json(r, year) for r in t.requirements]}
            for t in heading.tasks
        ],
    }


def _requirement_json(requirement: Requirement, year: int | None) -> dict[str, Any]:
    return {
        "number": requirement.number,
        "title": requirement.title,
        "text": requirement.text,
        "deadline": requirement.deadline,
        "schedule": _deadline_json(requirement.schedule, year),
        "other_schedules": [_deadline_json(d, year) for d in requirement.other_deadlines],
        "raw_units": requirement.raw_units,
        "lead_units": _units(requirement.lead_units),
        "co_units": _units(requirement.co_units),
        "guide_units": _units(requirement.guide_units),
        "all_units": requirement.all_units,
        "remarks": [list(r) for r in requirement.remarks],
        "findings": [asdict(f) for f in requirement.findings],
    }


def _deadline_json(deadline: Deadline | None, year: int | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    on = resolve_deadline(deadline, year)
    fields = {"kind": deadline.kind, "text": deadline.text, "on": on.isoformat() if on else None}
    return {**fields, "every": deadline.interval, "times": deadline.times}
