"""Doors the engine knows only by their shape: what another room does for procedures, bound in `config.wiring`.

Today the proofreader 核校: a procedure may require that a paper or a text was checked and no error is left open.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
class PaperOffer:
    """Something that may be done with a paper of a case: its words, its address for a file, and who is offered it."""

    label: str
    url: Callable[[int], str]
    visible: Callable[[Actor], bool]


_offers: dict[str, PaperOffer] = {}


def offer_on_papers(offer: PaperOffer) -> None:
    """Put a link beside every paper of a case. Offering the same words again changes nothing."""
    _offers[offer.label] = offer


def list_paper_offers(actor: Actor, file_id: int) -> list[tuple[str, str]]:
    """Return the words and addresses offered to somebody for a paper."""
    return [(offer.label, offer.url(file_id)) for offer in _offers.values() if offer.visible(actor)]
