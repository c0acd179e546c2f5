"""Sending a document to the proofreader: an upload, or words of a draft. Small ones are checked at once, others by a job.

Uploads are stored by the files room, which refuses what carries a secrecy mark; then nothing is kept here either.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from mingzheng.casework.public import BadInput, NotPermitted
from mingzheng.domains.proofreading.models import Companion, ProofCheck, SecondState
from mingzheng.domains.proofreading.rules import may_send
from mingzheng.domains.proofreading.selectors import STREAM
from mingzheng.domains.proofreading.services.checking import carry_out
from mingzheng.domains.proofreading.services.second_reading import PUBLISHED, reader_in_force
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile, attach, refuse_marked_text
from mingzheng.platform.ledger.public import append, today
from mingzheng.platform.parameters.public import get_value
from mingzheng.proofing.model import Profile

MOST_CHARACTERS = 500_000
MOST_PEERS = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """How a document is to be checked: its kind, the day it is judged by, what it is held against, what it belongs to.

    `previous` and `peers` are files; `previous_words` and `peer_words` the same of texts this system holds. `authors`
    ("account:3", "person:7") wrote the document beside whoever sends it. `second` asks for the second reader; where that
    one reads only what is published, it says that the document is.
    """

    profile: str = ""
    as_of: date | None = None
    previous: StoredFile | None = None
    subject: str = ""
    second: bool = False
    peers: tuple[StoredFile, ...] = ()
    previous_words: str = ""
    peer_words: tuple[str, ...] = ()
    authors: frozenset[str] = frozenset()

    def companions(self) -> Iterator[Companion]:
        """Yield what the document is held against beside last year's file, as rows not yet written."""
        for file in self.peers:
            yield Companion(role=Companion.Role.PEER, file=file, name=file.name[:300])
        for number, words in enumerate(self.peer_words, start=1):
            yield Companion(role=Companion.Role.PEER, name=f"其他单位的同类文件{number}", words=words)
        if self.previous_words:
            yield Companion(role=Companion.Role.PREVIOUS, name="上年的同类文件", words=self.previous_words)


def send_file(file: StoredFile, *, actor: Actor, wish: Wish, key: str, recorded_at: datetime) -> ProofCheck:
    """Send a stored file; whether the person may read it was asked before. The same key gives the same check."""
    _require(actor, wish)
    check = _create(
        ProofCheck(title=file.name[:300], file=file, digest=file.sha256),
        actor=actor,
        wish=wish,
        key=key,
        at=recorded_at,
    )
    return carry_out(check, at_once=file.size <= int(get_value("proofreading.at_once_kb")) * 1024)


def send_text(words: str, *, title: str, actor: Actor, wish: Wish, key: str, recorded_at: datetime) -> ProofCheck:
    """Send words. Raises Rejected for a secrecy mark (nothing is kept), BadInput, NotPermitted."""
    _require(actor, wish)
    if not words.strip():
        raise BadInput({"words": ["请粘贴要核校的文字，或选择文件"]})
    if len(words) > MOST_CHARACTERS:
        raise BadInput({"words": [f"文字不超过{MOST_CHARACTERS // 10000}万字，更长的请上传文件"]})
    refuse_marked_text(words, actor, purpose="proofreading")
    made = ProofCheck(title=title.strip()[:300] or _first_words(words), words=words, digest=digest_of(words))
    check = _create(made, actor=actor, wish=wish, key=key, at=recorded_at)
    return carry_out(check, at_once=len(words) * 3 <= int(get_value("proofreading.at_once_kb")) * 1024)


def digest_of(words: str) -> str:
    """Return the digest by which the gate knows words again."""
    return hashlib.sha256(words.replace("\r\n", "\n").strip().encode()).hexdigest()


def _first_words(words: str) -> str:
    line = next(line.strip() for line in words.splitlines() if line.strip())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _require(actor: Actor, wish: Wish) -> None:
    if not may_send(actor):
        raise NotPermitted("您没有经办文件的岗位，不能送核校", next_step="请由经办人送核校")
    if wish.profile and wish.profile not in {str(profile) for profile in Profile}:
        raise BadInput({"profile": ["没有这种文件种类"]})
    if len(wish.peers) > MOST_PEERS:
        raise BadInput({"peers": [f"其他单位的文件一次不超过{MOST_PEERS}份"]})
    if wish.second and reader_in_force() is None:
        raise BadInput({"second": ["第二读者没有开启，请取消勾选后再送"]})


def _create(made: ProofCheck, *, actor: Actor, wish: Wish, key: str, at: datetime) -> ProofCheck:
    """Write the check and its ledger entry; a key that came before returns the first check."""
    made.profile, made.as_of, made.previous, made.subject = wish.profile, wish.as_of, wish.previous, wish.subject
    made.authors = sorted(wish.authors)
    assert actor.account_id is not None
    made.requested_by_id, made.requested_by_name = actor.account_id, actor.name
    made.requested_at, made.unit_id, made.key = at, actor.home_unit_id, key
    if wish.second and (reader := reader_in_force()):
        made.second_state, made.is_published = SecondState.WAITING, reader.scope == PUBLISHED
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            beside = list(wish.companions())
            for one in beside:
                one.check_of = made
            Companion.objects.bulk_create(beside)
            for file in (made.file, made.previous, *wish.peers):
                if file is not None:
                    attach(file, subject=f"proofreading:{made.pk}", actor=actor)
            append(
                stream=STREAM,
                stream_id=str(made.pk),
                kind="check_requested",
                payload={
                    "profile": made.profile,
                    "file": made.file_id,
                    "subject": made.subject,
                    "by": actor.name,
                    "second": bool(made.second_state),
                    "published": made.is_published,
                },
                private={"title": made.title, "digest": made.digest},
                actor=actor.ref,
                occurred_on=today(),
                recorded_at=at,
            )
    except IntegrityError:
        first = ProofCheck.objects.filter(requested_by_id=actor.account_id, key=key).first()
        if not key or first is None:
            raise
        return first
    return made
