"""The second reader of a checked document: whether there is one, what it is sent, and its marks beside the other findings.

It is off until an administrator names an endpoint and says for what; it is asked only where the sender wished so, after
the checks, in the background. What is sent, and to whom, is ledgered. The key of the endpoint stands in the environment
(`MINGZHENG_SECOND_READER_KEY`), never in the database.

Legal basis: 保守国家秘密法 第三十一条; 个人信息保护法 第五十一条; 政府信息公开条例 第十七条
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Max

from mingzheng.documents.reading import UnreadableDocument
from mingzheng.domains.proofreading.models import CheckState, ProofCheck, ProofFinding, SecondState
from mingzheng.domains.proofreading.services.rows import read_words, record, row_of
from mingzheng.platform.files.public import FileUnavailable
from mingzheng.platform.jobs.public import enqueue, job
from mingzheng.platform.ledger.public import now
from mingzheng.platform.parameters.public import get_value
from mingzheng.proofing.model import Finding
from mingzheng.proofing.second_reader import SecondReaderError, http_sender, read_again

KEY_NAME = "MINGZHENG_SECOND_READER_KEY"
OFF, PUBLISHED, ALL = "off", "published", "all"


@dataclass(frozen=True, slots=True)
class Reader:
    """The endpoint in force: where it is, which model, and what it may be sent."""

    address: str
    model: str
    scope: str

    @property
    def host(self) -> str:
        """Return the machine words are sent to."""
        return urlsplit(self.address).netloc


def reader_in_force() -> Reader | None:
    """Return the second reader, or None while it is off or not fully named."""
    scope = str(get_value("proofreading.second_reader_scope"))
    address = str(get_value("proofreading.second_reader_address")).strip()
    model = str(get_value("proofreading.second_reader_model")).strip()
    return Reader(address, model, scope) if scope in (PUBLISHED, ALL) and address and model else None


def ask_in_background(check: ProofCheck) -> None:
    """Leave the second reading to a job; call it when the check is done."""
    if check.second_state == SecondState.WAITING and check.state == CheckState.DONE:
        with transaction.atomic():
            enqueue(second_reading_job, check_id=check.pk)


@job(attempts=2)
def second_reading_job(check_id: int) -> None:
    """Ask the second reader about one check."""
    read_second(check_id, at=now())


def read_second(check_id: int, *, at: datetime) -> ProofCheck:
    """Ask, and write down what was answered or why nothing was. Safe to repeat: what was answered stays."""
    check = ProofCheck.objects.select_related("file").get(pk=check_id)
    if check.second_state != SecondState.WAITING:
        return check
    reader = reader_in_force()
    if reader is None:
        return _end(check, SecondState.FAILED, "第二读者已关闭", (), reader, at)
    try:
        text = read_words(check)
        send = http_sender(reader.address, os.environ.get(KEY_NAME, ""))
        found = read_again(
            text, send, model=reader.model, is_published=check.is_published, allow_unpublished=reader.scope == ALL
        )
    except SecondReaderError as error:
        return _end(check, SecondState.FAILED, error.message_zh, (), reader, at)
    except (UnreadableDocument, FileUnavailable, ValueError):
        return _end(check, SecondState.FAILED, "原文或地址无法读取", (), reader, at)
    return _end(check, SecondState.DONE, "", found, reader, at)


def _end(
    check: ProofCheck, state: SecondState, words: str, found: Sequence[Finding], reader: Reader | None, at: datetime
) -> ProofCheck:
    with transaction.atomic():
        held = ProofCheck.objects.select_for_update().select_related(None).get(pk=check.pk)
        if held.second_state != SecondState.WAITING:
            return held
        held.second_state, held.second_words = state, words[:200]
        held.save(update_fields=["second_state", "second_words"])
        last = held.findings.aggregate(last=Max("number"))["last"] or 0
        ProofFinding.objects.bulk_create(row_of(held, last + n, finding) for n, finding in enumerate(found, 1))
        payload = {"host": reader.host if reader else "", "model": reader.model if reader else "", "found": len(found)}
        record(held, f"second_reading_{state.value}", {**payload, "why": words}, at=at)
    return held
