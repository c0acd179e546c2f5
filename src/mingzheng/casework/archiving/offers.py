"""What a domain adds to archiving: papers and titles it writes itself, what it wipes of its own tables on destruction.

A domain calls these once, from its registration. Putting the bundle together is `bundling`, carrying out `services`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mingzheng.casework.models import Case


@dataclass(frozen=True, slots=True)
class OfferedPaper:
    """A paper a domain writes for the archive beside those that were stored: its name and its bytes (PDF)."""

    name: str
    data: bytes


PaperMaker = Callable[[Case], Sequence[OfferedPaper]]
Wiper = Callable[[Case], Mapping[str, int]]
TitleMaker = Callable[[Case], str]
_makers: dict[str, PaperMaker] = {}
_titles: dict[str, TitleMaker] = {}
_wipers: dict[str, Wiper] = {}


def offer_archive_papers(procedure: str, make: PaperMaker) -> None:
    """Say which papers a procedure adds to its archive files."""
    _makers[procedure] = make


def offer_archive_title(procedure: str, make: TitleMaker) -> None:
    """Say under which title a procedure's cases are archived, where it is not their own: nobody may be named in it."""
    _titles[procedure] = make


def wipe_on_destruction(procedure: str, wipe: Wiper) -> None:
    """Say what a procedure empties of its own tables when a file is destroyed; it returns what and how much."""
    _wipers[procedure] = wipe


def papers_offered(case: Case) -> Sequence[OfferedPaper]:
    """Return the papers a case's domain adds."""
    make = _makers.get(case.procedure)
    return make(case) if make else ()


def title_in_archive(case: Case) -> str:
    """Return the title a case is archived under."""
    make = _titles.get(case.procedure)
    return make(case) if make else case.title


def wipe_texts(case: Case) -> dict[str, int]:
    """Empty the texts of a case in its domain's tables; return how many of each."""
    wipe = _wipers.get(case.procedure)
    return dict(wipe(case)) if wipe else {}
