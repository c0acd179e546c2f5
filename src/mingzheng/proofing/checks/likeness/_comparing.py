"""Comparisons of a document with the others it is checked beside, made once for all checks of this group."""

from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.likeness import Likeness, Match, Settings, compare, settings_from
from mingzheng.proofing.model import Finding, Related
from mingzheng.proofing.text import Text


def settings_of(context: Context) -> Settings:
    """Return the settings of the office."""
    return settings_from(context.lexicons.get("likeness"))


def likeness_to(text: Text, other: Text, context: Context) -> Likeness:
    """Return what a text shares with another."""
    settings = settings_of(context)
    return context.fact(f"likeness:{id(other)}", text, lambda it: compare(it, other, settings))


def shared_paragraphs(text: Text, other: Text, context: Context, words: str) -> Iterator[Finding]:
    """Yield a finding for each paragraph of which a large part stands in `other`, with the other's words beside it."""
    found = likeness_to(text, other, context)
    by_passage: dict[int, list[Match]] = {}
    for match in found.matches:
        by_passage.setdefault(match.mine, []).append(match)
    settings = settings_of(context)
    for number, matches in by_passage.items():
        passage = text.passages[number]
        own = sum(char.isalnum() for char in passage.clean)
        shared = sum(match.length for match in matches)
        share = min(1.0, shared / own) if own else 0.0
        if share < settings.paragraph_at:
            continue
        figures = (
            "，所列数字也相同" if all(match.same_figures for match in matches) and _has_digits(passage.clean) else ""
        )
        yield passage.finding(
            matches[0].start,
            max(match.end for match in matches),
            f"本段约{share:.0%}的文字与{words}相同{figures}，请核对是否照抄",
            confidence=0.9,
            computed=f"{share:.0%}",
            related=tuple(_related(other, match) for match in matches),
        )


def _related(other: Text, match: Match) -> Related:
    return other.passages[match.theirs].related(match.their_start, match.their_end, path=other.path)


def _has_digits(words: str) -> bool:
    return any(char.isdigit() for char in words)
