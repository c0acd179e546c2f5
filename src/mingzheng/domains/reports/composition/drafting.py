"""The first draft of a report from its profile: headings, opening texts of our own, and sentences for figures with a value.

Which figures there are and what they are worth is handed in. Storing the draft is `services.starting`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mingzheng.domains.reports.composition.content import BlockText, Elements, ReportText, SectionText
from mingzheng.domains.reports.profiles.shape import RED_HEAD, Profile, SectionPlan
from mingzheng.figures.public import Binding, Run, parse_markup

TEXTS = Path(__file__).parent.parent / "profiles" / "texts.json"
ITEM_MARK = "* "
MOST_IN_A_SENTENCE = 6


@dataclass(frozen=True, slots=True)
class OfferedFigure:
    """A figure that may stand in the report: what a sentence calls it, and the function (S07) it reports for."""

    code: str
    title: str
    systems: tuple[str, ...] = ()
    has_value: bool = True


@cache
def _texts() -> Mapping[str, Sequence[str]]:
    return json.loads(TEXTS.read_text("utf-8"))


def fill_words(text: str, words: Mapping[str, object]) -> str:
    """Put words for {year}, {theme} … into a text; bindings in double braces stay."""
    for name, value in words.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def draft_report(
    profile: Profile, *, unit: str, short_name: str, year: int, theme: str, figures: Iterable[OfferedFigure] = ()
) -> ReportText:
    """Return the draft of a unit's report. `unit` signs it, `short_name` stands in its title."""
    words = {
        "year": year,
        "next_year": year + 1,
        "theme": theme,
        "issuer": unit,
        "issuer_short": short_name,
        "self_name": profile.self_name,
    }
    offered = [figure for figure in figures if figure.has_value]
    sections = tuple(_draft_section(plan, words, offered) for plan in profile.sections)
    return ReportText(unit, year, draft_elements(profile, words, unit), profile.numbering, sections)


def draft_elements(profile: Profile, words: Mapping[str, object], unit: str) -> Elements:
    """Return what stands around the text; number, signer and days come with the procedure."""
    return Elements(
        title=fill_words(profile.report_title, words),
        salutation=profile.salutation,
        issuer=unit,
        lead_in=parse_markup(fill_words(profile.lead_in, words)),
        closing=profile.closing,
        mark=f"{unit}文件" if profile.head == RED_HEAD else "",
        is_signed=profile.has_signature,
        openness=profile.openness,
        copies=profile.copies,
        printed_by=unit if profile.has_imprint else "",
    )


def _draft_section(plan: SectionPlan, words: Mapping[str, object], offered: Sequence[OfferedFigure]) -> SectionText:
    blocks = [_read_block(fill_words(line, words)) for line in _texts().get(plan.text, ())]
    mine = [figure for figure in offered if set(plan.systems) & set(figure.systems)]
    plain = [BlockText(sentence) for sentence in _sentences(mine)]
    position = next((index for index, block in enumerate(blocks) if block.is_item), len(blocks))
    blocks[position:position] = plain
    return SectionText(
        heading=fill_words(plan.heading, words),
        level=plan.level,
        kind=plan.kind,
        run_in=plan.run_in,
        items_run_in=plan.items_run_in,
        blocks=tuple(blocks),
    )


def _read_block(line: str) -> BlockText:
    return BlockText(parse_markup(line.removeprefix(ITEM_MARK)), is_item=line.startswith(ITEM_MARK))


def _sentences(figures: Sequence[OfferedFigure]) -> list[tuple[Run, ...]]:
    """Return sentences that say the figures, a few in each."""
    found = []
    for start in range(0, len(figures), MOST_IN_A_SENTENCE):
        runs: list[Run] = ["年内，" if not start else "此外，"]
        for index, figure in enumerate(figures[start : start + MOST_IN_A_SENTENCE]):
            runs += ["，" if index else "", figure.title, Binding(figure.code)]
        found.append((*(run for run in runs if run), "。"))
    return found
