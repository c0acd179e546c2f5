"""Papers named at the door: each must be a usable file of the actor's own or already of this case; then it is the case's.

How files are stored, opened and erased is `platform.files`; what a reader of a case may open is the screens'.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from mingzheng.casework.declaration import Field, FieldKind
from mingzheng.casework.errors import BadInput
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import FileReference, FileState, StoredFile, attach

EVIDENCE = "evidence"
MISSING = "有文件不存在、已删除，或不是您上传的，请重新上传"


def subject_of(case_id: int) -> str:
    """Return the name under which files refer to a case."""
    return f"case:{case_id}"


def check_papers(
    fields: Sequence[Field],
    given: Mapping[str, Any],
    evidence: Iterable[int],
    *,
    actor: Actor,
    case_id: int | None,
) -> list[StoredFile]:
    """Return the files an act names. Raises BadInput for one that is neither the actor's own nor of this case.

    The system may name any usable file: it acts for somebody who was checked before.
    """
    named = {item.code: set(given[item.code]) for item in fields if item.kind is FieldKind.FILES and item.code in given}
    named[EVIDENCE] = set(evidence)
    wanted = set().union(*named.values())
    if not wanted:
        return []
    rows = StoredFile.objects.filter(pk__in=wanted, state=FileState.CLEAN)
    files = list(rows if actor.is_system else rows.filter(_usable_by(actor, case_id)))
    known = {file.pk for file in files}
    labels = {item.code: item.label for item in fields} | {EVIDENCE: "证明材料"}
    errors = {code: [f"“{labels[code]}”中{MISSING}"] for code, ids in named.items() if not ids <= known}
    if errors:
        raise BadInput(errors)
    return files


def _usable_by(actor: Actor, case_id: int | None) -> Q:
    usable = Q(pk__in=[])
    if actor.account_id is not None:
        usable |= Q(stored_by_id=actor.account_id)
    if case_id is not None:
        of_case = FileReference.objects.filter(subject=subject_of(case_id), released_at=None)
        usable |= Q(pk__in=of_case.values("file_id"))
    return usable


def keep_papers(files: Iterable[StoredFile], case_id: int, *, actor: Actor) -> None:
    """Let the case refer to the files of an act, in the door's transaction; repeating it changes nothing."""
    for file in files:
        attach(file, subject=subject_of(case_id), actor=actor)
