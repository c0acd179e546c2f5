"""Letters an applicant fetches, and the page on which anybody checks one: by its code, or by the file itself.

What a check shows holds no personal data. When a letter was fetched is on record: the proof of electronic delivery.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzheng.casework.public import Act, Case
from mingzheng.domains.foi.citizen.codes import LETTER_GROUPS, make_code, normalise_code
from mingzheng.domains.foi.citizen.models import CheckableLetter
from mingzheng.domains.foi.citizen.records import record_of_case
from mingzheng.platform.files.public import StoredFile, list_files, read_bytes

LARGEST = 30 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a letter says."""

    organ: str
    doc_number: str
    issued_on: date
    same_file: bool | None = None


def make_checkable(case: Case, file_ids: Iterable[int], *, on: date) -> None:
    """Give every letter of a delivered answer its code; repeating it changes nothing."""
    for file in StoredFile.objects.filter(pk__in=list(file_ids)).exclude(blob=None):
        CheckableLetter.objects.get_or_create(
            file=file,
            defaults={"case": case, "code": make_code(LETTER_GROUPS), "digest": file.sha256, "issued_on": on},
        )


def letters_of(case: Case) -> list[CheckableLetter]:
    """Return the letters of an answered application; those delivered before there were codes get theirs now."""
    held = {one.file_id for one in list_files([f"case:{case.pk}"])}
    for delivered in Act.objects.filter(case=case, action__in=("deliver", "deliver_again")).order_by("sequence"):
        named: list[int] = delivered.data.get("papers", [])
        make_checkable(case, [pk for pk in named if pk in held], on=delivered.occurred_on)
    return list(CheckableLetter.objects.filter(case=case).select_related("file").order_by("pk"))


def fetch_letter(case: Case, letter_id: int, *, at: datetime) -> tuple[bytes, StoredFile] | None:
    """Return a letter's bytes and put on record that it was fetched; None when it is not of this application."""
    letter = CheckableLetter.objects.filter(case=case, pk=letter_id).select_related("file").first()
    if letter is None:
        return None
    data = read_bytes(letter.file)
    record_of_case(case.pk, "answer_fetched", {"number": case.number, "letter": letter.code}, at=at)
    return data, letter.file


def check_letter(typed: str, upload: Any = None) -> Checked | None:
    """Return what is known of a letter by its code, and whether a given file is that letter; None for no such code."""
    letter = CheckableLetter.objects.filter(code=normalise_code(typed)).select_related("case__origin_unit").first()
    if letter is None:
        return None
    number = str(getattr(letter.case, "foi_application").number)  # noqa: B009 - the reverse relation has no type
    same = None
    if upload is not None:
        same = hashlib.sha256(upload.read(LARGEST + 1)).hexdigest() == letter.digest
    return Checked(letter.case.origin_unit.name, number, letter.issued_on, same)
