"""The public log of answered applications 依申请公开办理目录: put there by a person after looking, with the files released.

Nothing gets there by itself (先审查后公开, article 17); what is listed is looked through for personal data once more.
Legal basis: 政府信息公开条例第十七条、第四十四条; 个人信息保护法第二十五条.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mingzheng.casework.public import BadInput, EffectContext
from mingzheng.documents.reading import UnreadableDocument, read_document
from mingzheng.domains.foi.applicants import people_on_record
from mingzheng.domains.foi.grounds import get_ground
from mingzheng.domains.foi.models import Application, PublicAnswer, PublicAnswerFile, Redaction
from mingzheng.domains.foi.names import names_any
from mingzheng.platform.files.public import FileState, StoredFile, read_bytes
from mingzheng.proofing.masking import mask_text
from mingzheng.proofing.personal import find_personal

SHOWN = 50


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the public log: nothing of the applicant. `files` are numbers and names of what was released."""

    title: str
    organ: str
    answered_on: date
    decision: str
    basis: str
    files: tuple[tuple[int, str], ...] = ()


def list_answer(context: EffectContext) -> None:
    """Put an answered application into the log. Raises BadInput for words or files with personal data; then nothing is done."""
    title, files = str(context.given["public_title"]), _files(context)
    names = people_on_record(context.case)
    of_files = [fault for file in files for fault in _faults_of_file(file, context.case.pk, names)]
    faults = {"public_title": _faults_of_title(title, names), "papers": of_files}
    if any(faults.values()):
        raise BadInput({field: found for field, found in faults.items() if found})
    row, _ = PublicAnswer.objects.update_or_create(
        case=context.case, defaults={"title": title[:200], "listed_on": context.occurred_on}
    )
    row.files.all().delete()
    PublicAnswerFile.objects.bulk_create([PublicAnswerFile(answer=row, file=file) for file in files])


def unlist_answer(context: EffectContext) -> None:
    """Take an application out of the log."""
    PublicAnswer.objects.filter(case=context.case).delete()


def is_listed(case_id: int) -> bool:
    """Say whether an application stands in the log."""
    return PublicAnswer.objects.filter(case=case_id).exists()


def answered_log(year: int, page: int = 1) -> tuple[list[LogLine], bool]:
    """Return a page of the log of a year, the newest first, and whether there are more."""
    begin = (page - 1) * SHOWN
    rows = list(_rows(year)[begin : begin + SHOWN + 1])
    return [_line(row) for row in rows[:SHOWN]], len(rows) > SHOWN


def years_listed() -> list[int]:
    """Return the years the log has something of, the newest first."""
    days = Application.objects.filter(pk__in=PublicAnswer.objects.values("case")).dates("decided_on", "year")
    return sorted((day.year for day in days), reverse=True)


def find_released(file_id: int) -> StoredFile | None:
    """Return a file that is open to everybody, or None."""
    row = PublicAnswerFile.objects.filter(file=file_id, file__state=FileState.CLEAN).select_related("file").first()
    return row.file if row else None


def _rows(year: int) -> QuerySet[PublicAnswer]:
    rows = PublicAnswer.objects.filter(case__foi_application__decided_on__year=year)
    rows = rows.select_related("case__origin_unit", "case__foi_application").prefetch_related("files__file")
    return rows.order_by("-case__foi_application__decided_on", "-pk")


def _line(row: PublicAnswer) -> LogLine:
    answer: Application = row.case.foi_application
    ground = get_ground(answer.ground)
    assert answer.decided_on is not None
    files = tuple((one.file_id, one.file.name) for one in row.files.all() if one.file.state == FileState.CLEAN)
    return LogLine(
        mask_text(row.title)[0], row.case.origin_unit.name, answer.decided_on, ground.group, ground.basis, files
    )


def _files(context: EffectContext) -> list[StoredFile]:
    ids: Iterable[int] = context.given.get("papers") or []
    return list(StoredFile.objects.filter(pk__in=[int(one) for one in ids], state=FileState.CLEAN))


def _faults_of_title(title: str, names: Sequence[str]) -> list[str]:
    if names_any(title, names):
        return ["公开的名称写有申请人、第三方等人的姓名，请改写"]
    return [] if mask_text(title)[0] == title and not find_personal(title) else ["公开的名称含有个人信息，请改写"]


def _faults_of_file(file: StoredFile, case_id: int, names: Sequence[str]) -> list[str]:
    """Return what stands against releasing a file; one redacted here was proven, any other must be readable to be judged.

    Neither may name anybody on record with the case.
    """
    name = f"“{file.name}”"
    proven = Redaction.objects.filter(case=case_id, result=file).exists()
    try:
        words = read_document(read_bytes(file), filename=file.name).text
    except UnreadableDocument:
        return [] if proven else [f"{name}读不出文字，不能查个人信息；请先作区分处理，用生成的公开件"]
    if names_any(f"{file.name}\n{words}", names):
        return [f"{name}写有申请人、第三方等人的姓名；请先作区分处理，用生成的公开件"]
    if proven:
        return []
    if len("".join(words.split())) < 20:
        return [f"{name}没有文字层，不能查个人信息；请先作区分处理，用生成的公开件"]
    found = {item.kind.value for line in words.splitlines() for item in find_personal(line)}
    return [f"{name}含有个人信息；请先作区分处理，用生成的公开件"] if found - {"credit_code"} else []
