"""Doors the engine knows only by their shape: what another room does for procedures, bound in `config.wiring`.

Today the proofreader 核校: a procedure may require that a paper or a text was checked and no error is left open, and a
room may have a text of its own checked, so that every finding is decided on record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from mingzheng.platform.access.public import Actor


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What the proofreader says of a paper or a text: whether these very bytes were checked, and which errors are open."""

    was_checked: bool
    open_errors: tuple[str, ...] = ()
    open_grave: int = 0
    url: str = ""

    @property
    def may_pass(self) -> bool:
        """Say whether nothing stands against going on."""
        return self.was_checked and not self.open_errors


class ProofingGate(Protocol):
    """Answers for the bytes of a stored file, or for a text by its digest."""

    def __call__(self, *, file_id: int | None = None, text: str = "") -> GateAnswer:
        """Return what is known; for words nobody sent, `was_checked` is False."""
        ...


def _unbound(*, file_id: int | None = None, text: str = "") -> GateAnswer:
    """Answer where no proofreader is installed: nothing was checked."""
    return GateAnswer(was_checked=False)


_gate: ProofingGate = _unbound


def bind_proofing_gate(gate: ProofingGate) -> None:
    """Say who answers. Called once, from the table of wiring."""
    global _gate
    _gate = gate


def ask_proofing_gate(*, file_id: int | None = None, text: str = "") -> GateAnswer:
    """Ask the proofreader about a stored file or a text; a guard's facts carry the answer."""
    return _gate(file_id=file_id, text=text)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text of this system that is to be checked: its words, what it is called, what it belongs to ("case:12").

    `authors` ("account:3", "person:7") wrote in it beside whoever has it checked: none of them may set a grave finding
    aside. `previous` and `peers` are the words of last year's document and of other units'. The same key checks once.
    """

    words: str
    title: str
    subject: str
    key: str
    profile: str = ""
    as_of: date | None = None
    previous: str = ""
    peers: tuple[str, ...] = ()
    authors: frozenset[str] = frozenset()


Proofreader = Callable[[Draft, Actor], str]


def _nobody(draft: Draft, actor: Actor) -> str:
    """Do nothing where no proofreader is installed; the gate then says that nothing was checked."""
    return ""


_proofreader: Proofreader = _nobody


def bind_proofreader(proofreader: Proofreader) -> None:
    """Say who checks. Called once, from the table of wiring."""
    global _proofreader
    _proofreader = proofreader


def have_proofread(draft: Draft, actor: Actor) -> str:
    """Have a text checked and return where the findings stand. Raises what the person must read (DoorError, Rejected)."""
    return _proofreader(draft, actor)
