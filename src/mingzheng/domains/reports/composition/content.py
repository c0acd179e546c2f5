"""What a report says before its numbers are looked up: sections, blocks and the elements around them, as frozen values.

Storing it is `models`; looking numbers up and numbering headings is `composing`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingzheng.domains.reports.composition.numbering import Numbering
from mingzheng.figures.public import Binding, Run, list_bindings, runs_from_json, runs_to_json


@dataclass(frozen=True, slots=True)
class BlockText:
    """A paragraph, or an item of a series 一是. `id` is 0 before it is stored."""

    runs: tuple[Run, ...]
    is_item: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class SectionText:
    """A heading with its blocks. `run_in` sets the heading at the head of its first paragraph, ended by 。

    `items_run_in` sets 一是、二是 one after the other in a paragraph; otherwise each begins its own. `kind` names what the
    section must hold (see `profiles.shape.KINDS`).
    """

    heading: str
    level: int = 1
    kind: str = ""
    run_in: bool = False
    items_run_in: bool = True
    blocks: tuple[BlockText, ...] = ()
    id: int = 0


@dataclass(frozen=True, slots=True)
class Elements:
    """What stands around the text: head, number, signer, title, addressee, closing, signature, record block."""

    title: str
    salutation: str
    issuer: str
    lead_in: tuple[Run, ...] = ()
    closing: str = ""
    mark: str = ""
    doc_number: str = ""
    signer: str = ""
    is_signed: bool = True
    is_sealed: bool = True
    issued_on: date | None = None
    openness: str = ""
    copies: str = ""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReportText:
    """A whole report of one unit and year."""

    unit: str
    year: int
    elements: Elements
    numbering: Numbering = field(default_factory=Numbering)
    sections: tuple[SectionText, ...] = ()

    def bindings(self) -> Iterator[Binding]:
        """Yield every binding in reading order."""
        yield from list_bindings(self.elements.lead_in)
        for section in self.sections:
            for block in section.blocks:
                yield from list_bindings(block.runs)


def sections_to_json(sections: Iterable[SectionText]) -> list[dict[str, Any]]:
    """Return sections as a version stores them."""
    return [
        {
            "id": section.id,
            "level": section.level,
            "heading": section.heading,
            "kind": section.kind,
            "run_in": section.run_in,
            "items_run_in": section.items_run_in,
            "blocks": [
                {"id": block.id, "item": block.is_item, "runs": runs_to_json(block.runs)} for block in section.blocks
            ],
        }
        for section in sections
    ]


def sections_from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[SectionText, ...]:
    """Read sections as a version stored them."""
    return tuple(
        SectionText(
            heading=row["heading"],
            level=row["level"],
            kind=row["kind"],
            run_in=row["run_in"],
            items_run_in=row["items_run_in"],
            blocks=tuple(BlockText(runs_from_json(b["runs"]), b["item"], b["id"]) for b in row["blocks"]),
            id=row["id"],
        )
        for row in stored
    )
