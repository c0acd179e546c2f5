"""How a report's text is laid out for the editor: headings with their signs, blocks in parts, numbers with what stands out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingzheng.domains.reports.comparing import ComparedNumber, compare_numbers
from mingzheng.domains.reports.composition.composing import Composed, compose, heading_text
from mingzheng.domains.reports.composition.numbering import count_headings, item_label
from mingzheng.domains.reports.composition.typed_numbers import find_typed_numbers
from mingzheng.domains.reports.composition.values import STATE_WORDS, UNVERIFIED, Lookup, ShownValue
from mingzheng.domains.reports.lookup import look_up_all
from mingzheng.domains.reports.models import Block, BlockDraft, Comment, Report, Section
from mingzheng.domains.reports.permissions import Rights
from mingzheng.domains.reports.profiles import KINDS
from mingzheng.domains.reports.selectors import (
    comments_on,
    contributions_of,
    drafts_in,
    profile_of,
    section_text,
    sections_of,
    text_of,
    unit_of,
)
from mingzheng.figures.public import Binding, Run, format_binding, format_markup, runs_from_json
from mingzheng.platform.access.public import Actor
from mingzheng.platform.parameters.public import get_value

CONTRIBUTION_WORDS = {"writing": "撰写中", "handed_in": "已交稿", "taken": "已采用", "cancelled": "已取消"}


@dataclass(frozen=True, slots=True)
class PartView:
    """A stretch of a block: words, a bound number (`place` among the block's) or a typed one (`place` among those)."""

    kind: str
    text: str
    place: int = 0
    shown: ShownValue | None = None
    compared: ComparedNumber | None = None
    why: str = ""

    @property
    def state_words(self) -> str:
        """Return the state of a number that is not simply right; a gap says so by itself."""
        if self.shown is None or self.shown.is_gap:
            return ""
        if not self.shown.is_true:
            return "与现数不符"
        return STATE_WORDS[self.shown.state] if self.shown.state == UNVERIFIED else ""


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block as the editor shows it."""

    row: Block
    sign: str
    parts: tuple[PartView, ...]
    may_write: bool
    comments: tuple[Comment, ...] = ()
    others: tuple[BlockDraft, ...] = ()
    own_draft: BlockDraft | None = None

    @property
    def token_id(self) -> str:
        """Return the id of the list of what the block's numbers show."""
        return f"tokens-{self.row.pk}"

    @property
    def markup(self) -> str:
        """Return the block's text as it is edited."""
        return format_markup(runs_from_json(self.row.runs))


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as the editor shows it. `sign` is what stands before the heading."""

    row: Section
    heading: str
    blocks: tuple[BlockView, ...]
    may_write: bool
    asked: tuple[Any, ...] = ()
    gaps: int = 0
    unverified: int = 0
    typed: int = 0
    has_parts: bool = False

    @property
    def kind_words(self) -> str:
        """Return what the section must hold."""
        return KINDS.get(self.row.kind, "") if self.row.kind not in {"field", "other"} else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the editor draws of one report: the text in views, the lookup it was made with, and the composed whole."""

    sections: tuple[SectionView, ...]
    composed: Composed
    lookup: Lookup
    compared: Mapping[Binding, ComparedNumber]

    @property
    def gaps(self) -> int:
        """Return how many numbers have no value."""
        return len(self.composed.gaps)

    @property
    def unverified(self) -> int:
        """Return how many readings nobody verified."""
        return len(self.composed.unverified)

    @property
    def typed(self) -> int:
        """Return how many typed numbers have no source."""
        return sum(section.typed for section in self.sections)

    @property
    def numbers(self) -> int:
        """Return how many numbers are bound."""
        return sum(1 for _ in self.composed.numbers())

    def block(self, block_id: int) -> BlockView | None:
        """Return one block's view."""
        found = (block for section in self.sections for block in section.blocks if block.row.pk == block_id)
        return next(found, None)


def lay_out(report: Report, actor: Actor, rights: Rights) -> Desk:
    """Return a report laid out for the editor; the number of queries does not grow with its length."""
    rows = sections_of(report)
    text = text_of(report, rows)
    unit = unit_of(report)
    lookup = look_up_all(text.bindings(), unit=unit, year=report.year)
    composed = compose(text, lookup)
    compared = {
        row.binding: row for row in compare_numbers(composed, unit=unit, jump_percent=get_value("reports.jump_percent"))
    }
    maker = _Maker(report, actor, rights, lookup, compared)
    numbers = count_headings(row.level for row in rows)
    numbering = profile_of(report).numbering
    sections = tuple(
        maker.section(row, heading_text(section_text(row), numbering, number), has_parts=_has_parts(rows, place))
        for place, (row, number) in enumerate(zip(rows, numbers, strict=True))
    )
    return Desk(sections, composed, lookup, compared)


def _has_parts(rows: Sequence[Section], place: int) -> bool:
    """Say whether a deeper section follows, so that a heading needs no text of its own."""
    return place + 1 < len(rows) and rows[place + 1].level > rows[place].level


class _Maker:
    """Makes views; holds what every block's view needs."""

    def __init__(
        self, report: Report, actor: Actor, rights: Rights, lookup: Lookup, compared: Mapping[Binding, ComparedNumber]
    ) -> None:
        self.actor, self.rights, self.lookup, self.compared = actor, rights, lookup, compared
        self.kept = set(report.kept_numbers.values_list("words", flat=True))
        self.comments = [comment for comment in comments_on(report) if comment.settled_at is None]
        self.drafts = drafts_in(report)
        self.asked = contributions_of(report)

    def section(self, row: Section, heading: str, *, has_parts: bool) -> SectionView:
        """Return a section's view."""
        blocks = []
        count = 0
        for block in sorted(row.blocks.all(), key=lambda one: (one.position, one.pk)):
            count = count + 1 if block.is_item else 0
            blocks.append(self.block(block, item_label(count) if block.is_item else ""))
        parts = [part for block in blocks for part in block.parts]
        return SectionView(
            row,
            heading,
            tuple(blocks),
            may_write=self.rights.may_write(row.pk),
            asked=tuple(
                {"detail": one, "words": CONTRIBUTION_WORDS.get(one.case.state, "")}
                for one in self.asked
                if one.section_id == row.pk and one.case.state != "cancelled"
            ),
            gaps=sum(1 for part in parts if part.shown is not None and part.shown.is_gap),
            unverified=sum(1 for part in parts if part.shown is not None and part.shown.state == "unverified"),
            typed=sum(1 for part in parts if part.kind == "typed"),
            has_parts=has_parts,
        )

    def block(self, row: Block, sign: str) -> BlockView:
        """Return a block's view."""
        mine = [draft for draft in self.drafts if draft.block_id == row.pk]
        return BlockView(
            row,
            sign,
            tuple(self._parts(runs_from_json(row.runs))),
            may_write=self.rights.may_write(row.section_id),
            comments=tuple(comment for comment in self.comments if comment.block_id == row.pk),
            others=tuple(draft for draft in mine if draft.account_id != self.actor.account_id),
            own_draft=next((draft for draft in mine if draft.account_id == self.actor.account_id), None),
        )

    def _parts(self, runs: Sequence[Run]) -> list[PartView]:
        typed = list(enumerate(find_typed_numbers(runs)))
        parts: list[PartView] = []
        place = 0
        for index, run in enumerate(runs):
            if isinstance(run, Binding):
                shown = self.lookup(run)
                parts.append(PartView("number", shown.text, place, shown, self.compared.get(run)))
                place += 1
                continue
            end = 0
            for number, found in typed:
                if found.run == index and found.words not in self.kept:
                    parts += [PartView("text", run[end : found.start]), PartView("typed", found.words, number)]
                    end = found.end
            parts.append(PartView("text", run[end:]))
        return [part for part in parts if part.text]


def shown_tokens(runs: Sequence[Run], lookup: Lookup) -> dict[str, dict[str, str]]:
    """Return what each binding of a text shows, by its markup, for the editing field."""
    return {
        format_binding(run): {"text": lookup(run).text, "title": lookup(run).title, "state": lookup(run).state}
        for run in runs
        if isinstance(run, Binding)
    }
