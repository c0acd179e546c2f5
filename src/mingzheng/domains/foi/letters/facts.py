"""What a letter is written from: the course of one application as plain values. Gathering them is `drafting`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mingzheng.domains.foi.remedies import RemedyNotice

LAW = "《中华人民共和国政府信息公开条例》"


@dataclass(frozen=True, slots=True)
class Consultation:
    """One question to a third party or a co-producer: which, when, and what came of it (agrees, objects, silent, "")."""

    kind: str
    asked_on: date
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class JointRequest:
    """Another application answered in the same letter: its number, when it was received, what it asks for."""

    number: str
    received_on: date
    content: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One application on the day a letter is written. No name stands here: it is put in when the paper is set."""

    organ: str
    number: str
    is_person: bool
    received_on: date | None
    arrived_on: date
    channel: str
    content: str
    form_wanted: str = ""
    supplement: str = ""
    supplemented_on: date | None = None
    due_on: date | None = None
    extended_by: int = 0
    fee: int = 0
    fee_paid_on: date | None = None
    consultations: Sequence[Consultation] = ()
    ground: str = ""
    withheld_ground: str = ""
    support: Mapping[str, str] = field(default_factory=dict)
    reply: str = ""
    late_reason: str = ""
    remedy: RemedyNotice | None = None
    written_on: date | None = None
    contact: str = ""
    joint: Sequence["JointRequest"] = ()

    @property
    def you(self) -> str:
        """Return how the letter addresses its reader."""
        return "您" if self.is_person else "你单位"

    @property
    def is_late(self) -> bool:
        """Say whether the answer is written after its last day."""
        return self.due_on is not None and self.written_on is not None and self.written_on > self.due_on


def say_day(day: date) -> str:
    """Return a day as a letter writes it: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def ended(text: str) -> str:
    """Return a sentence with exactly one full stop at its end; empty stays empty."""
    bare = " ".join(text.split()).rstrip("。；;，,. ")
    return f"{bare}。" if bare else ""


def bare(text: str) -> str:
    """Return words to be set inside a sentence: no line breaks, no closing mark."""
    return ended(text)[:-1]
