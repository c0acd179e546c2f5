"""Papers of a record: each must be a usable file of the actor's own or already of this record.

How files are stored, opened and erased is `platform.files`.
"""

from collections.abc import Collection

from django.db.models import Q

from mingzheng.casework.public import BadInput
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import FileReference, FileState, StoredFile


def usable_papers(ids: Collection[int], *, actor: Actor, subject: str = "") -> list[StoredFile]:
    """Return the files named. Raises BadInput for one that is neither the actor's own nor of this record."""
    if not ids:
        return []
    rows = StoredFile.objects.filter(pk__in=ids, state=FileState.CLEAN)
    if not actor.is_system:
        usable = Q(stored_by_id=actor.account_id) if actor.account_id is not None else Q(pk__in=[])
        if subject:
            held = FileReference.objects.filter(subject=subject, released_at=None)
            usable |= Q(pk__in=held.values("file_id"))
        rows = rows.filter(usable)
    files = list(rows.order_by("pk"))
    if len(files) != len(set(ids)):
        raise BadInput({"evidence": ["“佐证材料”中有文件不存在、已删除，或不是您上传的，请重新上传"]})
    return files
