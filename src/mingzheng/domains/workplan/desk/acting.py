"""The base of this room's own forms: what its services and the file room may answer, put into words once.

Forms of acts on cases are the engine's.
"""

from typing import Any, ClassVar

from mingzheng.casework.public import BadInput, DoorError
from mingzheng.platform.desk.public import DeskFormView, Refusal
from mingzheng.platform.files.public import Rejected, StoredFile, store_upload


class PlanFormView(DeskFormView):
    """A form of one act of this room."""

    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError, Rejected)

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page, with what to do next."""
        if isinstance(error, Rejected):
            return Refusal("材料没有收下，本次未办理", [error.message_zh], next_step=error.advice_zh, status=422)
        if isinstance(error, BadInput):
            reasons = [text for texts in error.errors.values() for text in texts]
            return Refusal("没有办理，原因如下", reasons, next_step=error.next_step, status=422)
        assert isinstance(error, DoorError)
        found = list(getattr(error, "reasons", ())) or [error.message]
        steps = dict.fromkeys(reason.next_step for reason in getattr(error, "reasons", ()) if reason.next_step)
        return Refusal("没有办理，原因如下", found, next_step="；".join(steps) or error.next_step, status=error.status)

    def store(self, upload: Any, purpose: str) -> StoredFile | None:
        """Store an upload, if there is one; outside any transaction."""
        if not upload:
            return None
        return store_upload(upload, filename=upload.name, actor=self.actor, purpose=purpose)
