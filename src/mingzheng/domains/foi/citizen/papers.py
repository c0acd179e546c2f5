"""Attachments of a draft, through the file room: judged before they are kept, handed to the case with the application."""

from collections.abc import Iterable
from typing import Any

from mingzheng.domains.foi.citizen.draft_values import tells_of_a_person
from mingzheng.platform.access.public import SYSTEM, Actor
from mingzheng.platform.files.public import (
    FileReference,
    Rejected,
    StoredFile,
    attach,
    list_files,
    refuse_marked_text,
    release,
    store_upload,
)

PURPOSE = "foi_citizen"
CITIZEN = Actor(kind="public", name="申请人")
MOST_PAPERS = 10


def subject_of(draft_id: int) -> str:
    """Return the name under which files refer to a draft."""
    return f"foi_draft:{draft_id}"


def take_paper(upload: Any, *, names: Iterable[str] = ()) -> StoredFile:
    """Check and keep one upload; call it outside a transaction. Raises Rejected.

    A file named after a person gets a name that tells nothing: names of files are read by many.
    """
    given = upload.name or ""
    refuse_marked_text(given, CITIZEN, purpose=PURPOSE)
    if tells_of_a_person(given, names):
        given = f"申请材料.{given.rpartition('.')[2]}"
    return store_upload(upload, filename=given, actor=CITIZEN, purpose=PURPOSE)


def add_papers(draft_id: int, uploads: Iterable[Any], *, names: Iterable[str] = ()) -> list[tuple[str, Rejected]]:
    """Keep what may be kept with a draft; return what was not taken, by its place in the list, and why."""
    refused = []
    for place, upload in enumerate(uploads, start=1):
        try:
            if len(papers_of(draft_id)) >= MOST_PAPERS:
                raise Rejected("too_many", message_zh=f"最多附 {MOST_PAPERS} 个文件。", advice_zh="请合并后再上传。")
            attach(take_paper(upload, names=names), subject=subject_of(draft_id), actor=CITIZEN)
        except Rejected as refusal:
            refused.append((f"第 {place} 个文件", refusal))
    return refused


def papers_of(draft_id: int) -> list[FileReference]:
    """Return the attachments of a draft."""
    return list_files([subject_of(draft_id)])


def remove_paper(draft_id: int, file_id: int) -> bool:
    """Take one attachment out of a draft and erase it; False when it is not there."""
    found = next((one.file for one in papers_of(draft_id) if one.file_id == file_id), None)
    return found is not None and release(found, subject=subject_of(draft_id), actor=CITIZEN, reason="申请人删除")


def hand_over_papers(draft_id: int, case_id: int) -> int:
    """Let the case refer to the draft's attachments instead of the draft; return how many."""
    held = papers_of(draft_id)
    for one in held:
        attach(one.file, subject=f"case:{case_id}", actor=CITIZEN)
        release(one.file, subject=subject_of(draft_id), actor=CITIZEN, reason="随申请提交")
    return len(held)


def release_papers(draft_id: int) -> None:
    """Erase the attachments of a draft that is given up."""
    for one in papers_of(draft_id):
        release(one.file, subject=subject_of(draft_id), actor=SYSTEM, reason="草稿到期")
