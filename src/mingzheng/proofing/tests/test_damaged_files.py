"""Damaged files of every kind: each is read or refused in Chinese, soon, in bounded memory; offsets stay true.

`MINGZHENG_DAMAGED_FILES` says how many the long run takes (10,000); the short one takes a few of each kind.
"""

import os
import random
import resource
import time

import pytest

from mingzheng.documents.reading import UnreadableDocument
from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import read_text
from mingzheng.proofing.run import check_text

from .damage import damage, make_seeds

LONG = int(os.environ.get("MINGZHENG_DAMAGED_FILES", "10000"))
LONGEST_SECONDS = 20.0
MOST_MEMORY = 1_500 * 1024
SEEDS = make_seeds()
# Reading a PDF starts a process of its own, so that fewer of them are taken.
SHARES = {"docx": 5, "xlsx": 3, "pdf": 1, "html": 4, "md": 3, "txt": 4}


def check_damaged(kind: str, number: int) -> str:
    """Damage, read and check one document; returns what became of it."""
    chance = random.Random(f"{kind}-{number}")
    data = damage(SEEDS[kind], chance)
    profile = chance.choice(["", "disclosure-report", "official-document"])
    started = time.process_time()  # not the clock: other work on the machine is no fault of ours
    try:
        text = read_text(f"损坏{number}.{kind}", data)
    except UnreadableDocument as error:
        return "refused" if error.message_zh else "refused without a word"
    report = check_text(text, Context(profile=profile))
    assert time.process_time() - started < LONGEST_SECONDS, (kind, number)
    for finding in report.findings:
        assert finding.code != "INP-NOT-RUN", (kind, number, finding.message)
        if report.text_layer and text.paragraphs:
            assert text.paragraphs[finding.paragraph][finding.start : finding.end] == finding.quote, (
                kind,
                number,
                finding,
            )
    return "read"


def numbers_of(kind: str, total: int) -> range:
    return range(max(1, total * SHARES[kind] // sum(SHARES.values())))


@pytest.mark.parametrize("kind", SEEDS)
def test_a_few_damaged_files_are_read_or_refused(kind):
    assert {check_damaged(kind, number) for number in numbers_of(kind, 40)} <= {"read", "refused"}


@pytest.mark.long
@pytest.mark.parametrize("kind", SEEDS)
def test_many_damaged_files_are_read_or_refused_in_bounded_memory(kind):
    seen = {check_damaged(kind, number) for number in numbers_of(kind, LONG)}
    assert seen <= {"read", "refused"}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MOST_MEMORY
