"""Letters and the codes printed on them: what an applicant fetches, and the page on which anybody checks a letter.

A check takes the code and the number of the letter, and shows nothing personal. When a letter was fetched is on record:
the proof of electronic delivery.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzheng.casework.public import Act, Case
from mingzheng.domains.foi.citizen.codes import LETTER_GROUPS, is_alike, make_code, normalise_code
from mingzheng.domains.foi.citizen.models import CheckableLetter
from mingzheng.domains.foi.citizen.records import record_of_case
from mingzheng.platform.files.public import StoredFile, list_files, read_bytes

LARGEST = 30 * 1024 * 1024
ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a letter says. `same_file` is None when no file was given or none is kept to compare with."""

    organ: str
    doc_number: str
    issued_on: date
    same_file: bool | None = None
    has_file: bool = False


def code_letter(case: Case, paper: str, number: str, *, on: date) -> str:
    """Give a letter this system wrote its code, and return it; a letter issued anew keeps its code."""
    row, _ = CheckableLetter.objects.get_or_create(
        case=case, paper=paper, defaults={"code": make_code(LETTER_GROUPS), "number": number, "issued_on": on}
    )
    if row.number != number:
        CheckableLetter.objects.filter(pk=row.pk).update(number=number, issued_on=on)
    return row.code


def code_of(case: Case, paper: str) -> str:
    """Return the code of a letter; "" for one that was not issued."""
    return CheckableLetter.objects.filter(case=case, paper=paper).values_list("code", flat=True).first() or ""


def make_checkable(case: Case, file_ids: Iterable[int], *, on: date) -> None:
    """Let every sealed copy of a delivered answer be checked; the first one bears the code printed on it already."""
    number = _number_of(case)
    wanted = StoredFile.objects.filter(pk__in=list(file_ids)).exclude(blob=None).order_by("pk")
    known = set(CheckableLetter.objects.filter(file__in=wanted).values_list("file_id", flat=True))
    for file in wanted:
        if file.pk in known:
            continue
        printed = CheckableLetter.objects.filter(case=case, paper=ANSWER, file=None)
        if not printed.update(file=file, digest=file.sha256, number=number, issued_on=on):
            CheckableLetter.objects.create(
                case=case, file=file, digest=file.sha256, number=number, issued_on=on, code=make_code(LETTER_GROUPS)
            )


def letters_of(case: Case) -> list[CheckableLetter]:
    """Return the letters of an answered application; those delivered before there were codes get theirs now."""
    held = {one.file_id for one in list_files([f"case:{case.pk}"])}
    for delivered in Act.objects.filter(case=case, action__in=("deliver", "deliver_again")).order_by("sequence"):
        named: list[int] = delivered.data.get("papers", [])
        make_checkable(case, [pk for pk in named if pk in held], on=delivered.occurred_on)
    return list(CheckableLetter.objects.filter(case=case, file__isnull=False).select_related("file").order_by("pk"))


def fetch_letter(case: Case, letter_id: int, *, at: datetime) -> tuple[bytes, StoredFile] | None:
    """Return a letter's bytes and put on record that it was fetched; None when it is not of this application."""
    letter = CheckableLetter.objects.filter(case=case, pk=letter_id, file__isnull=False).select_related("file").first()
    if letter is None or letter.file is None:
        return None
    data = read_bytes(letter.file)
    record_of_case(case.pk, "answer_fetched", {"number": case.number, "letter": letter.pk}, at=at)
    return data, letter.file


def check_letter(typed: str, number: str, upload: Any = None) -> Checked | None:
    """Return what is known of a letter by its code and number, and whether a given file is that letter.

    None for a pair that does not belong together, whichever part is wrong.
    """
    letter = CheckableLetter.objects.filter(code=normalise_code(typed)).select_related("case__origin_unit").first()
    if letter is None:
        return None
    known = letter.number or _number_of(letter.case)
    if not (is_alike(number, known) or is_alike(number, letter.case.number)):
        return None
    same = None
    if upload is not None and letter.digest:
        same = hashlib.sha256(upload.read(LARGEST + 1)).hexdigest() == letter.digest
    return Checked(letter.case.origin_unit.name, known, letter.issued_on, same, bool(letter.digest))


def _number_of(case: Case) -> str:
    """Return the number of the answer of an application; "" for another kind of case."""
    return str(getattr(getattr(case, "foi_application", None), "number", ""))
