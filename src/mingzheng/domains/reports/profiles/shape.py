"""What a profile is, and what is wrong with one. Data lives in `data/*.json`; a report keeps a copy of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingzheng.domains.reports.composition.numbering import FULL_WIDTH, HALF_WIDTH, Numbering

KINDS: Mapping[str, str] = {
    "study": "学习贯彻",
    "law_study": "学法用法",
    "first_responsible": "第一责任人职责",
    "measures": "主要举措和成效",
    "shortcomings": "存在的不足和原因",
    "next_year": "下一年度安排",
    "field": "业务领域",
    "other": "其他",
}
# Legal basis: 法治政府建设与责任落实督察工作规定 第二十四条 (what a yearly report tells).
REQUIRED_KINDS = ("study", "first_responsible", "measures", "shortcomings", "next_year")
RED_HEAD, BARE_HEAD = "red", "none"


class ProfileFaulty(ValueError):
    """A profile that cannot be used; says every fault."""


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section a report begins with. `heading` may name {year}, {next_year} and {theme}; `systems` the rows of figures
    offered in it; `holds` further mandatory contents it carries besides its own kind."""

    heading: str
    level: int
    kind: str
    run_in: bool = False
    items_run_in: bool = True
    holds: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one kind of issuer writes its report."""

    code: str
    title: str
    note: str
    report_title: str
    salutation: str
    lead_in: str
    closing: str
    head: str
    has_number: bool
    has_signer: bool
    has_signature: bool
    openness: str
    copies: str
    has_imprint: bool
    numbering: Numbering
    sections: tuple[SectionPlan, ...]
    self_name: str = "我单位"
    discussed_at: str = "党组会"

    def outline(self, *, year: int, theme: str) -> tuple[tuple[int, str], ...]:
        """Return level and heading of every section."""
        words = {"year": year, "next_year": year + 1, "theme": theme}
        return tuple((section.level, section.heading.format(**words)) for section in self.sections)

    @property
    def kinds(self) -> frozenset[str]:
        """Return the mandatory contents its sections hold."""
        return frozenset(kind for section in self.sections for kind in (section.kind, *section.holds))


def read_profile(data: Mapping[str, Any]) -> Profile:
    """Read a profile from JSON. Raises ProfileFaulty with every fault."""
    faults = list(_faults(data))
    if faults:
        raise ProfileFaulty(f"{data.get('code', '?')}: " + "; ".join(faults))
    sections = tuple(
        SectionPlan(
            heading=row["heading"],
            level=row["level"],
            kind=row["kind"],
            run_in=row.get("run_in", False),
            items_run_in=row.get("items_run_in", True),
            holds=tuple(row.get("holds", ())),
            systems=tuple(row.get("systems", ())),
            text=row.get("text", ""),
        )
        for row in data["sections"]
    )
    plain = {name: data[name] for name in _PLAIN if name in data}
    return Profile(numbering=Numbering(**data.get("numbering", {})), sections=sections, **plain)


_PLAIN = (
    "code",
    "title",
    "note",
    "report_title",
    "salutation",
    "lead_in",
    "closing",
    "head",
    "has_number",
    "has_signer",
    "has_signature",
    "openness",
    "copies",
    "has_imprint",
    "self_name",
    "discussed_at",
)


def _faults(data: Mapping[str, Any]) -> list[str]:
    optional = {"self_name", "discussed_at"}
    found = [f"no {name}" for name in _PLAIN if name not in data and name not in optional]
    if data.get("head") not in {RED_HEAD, BARE_HEAD}:
        found.append(f"unknown head {data.get('head')}")
    if data.get("numbering", {}).get("brackets", FULL_WIDTH) not in {FULL_WIDTH, HALF_WIDTH}:
        found.append("unknown width of brackets")
    sections = data.get("sections", [])
    held = {kind for row in sections for kind in (row.get("kind"), *row.get("holds", ()))}
    found += [f"no section of kind {kind}" for kind in REQUIRED_KINDS if kind not in held]
    found += [f"unknown kind {kind}" for kind in sorted(held - set(KINDS), key=str)]
    if sections and sections[0]["level"] != 1:
        found.append("the first section is not of level 1")
    return found
