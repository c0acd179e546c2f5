"""The ways the door says no. Words for people come from the reasons themselves; screens only lay them out."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.timezone import localtime

from mingzheng.casework.declaration import Refusal


class DoorError(Exception):
    """Any answer of the door other than yes. `code` is stable; `message` is for people; `status` is the HTTP status."""

    code = "door_error"
    status = 400

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class NotPermitted(DoorError):
    """This person may not perform this action on this case, whatever its state."""

    code = "not_permitted"
    status = 403


class NotInThisState(DoorError):
    """The action exists but not in the state the case is in."""

    code = "not_in_this_state"
    status = 409


class Refused(DoorError):
    """The action is lawful here, but conditions are missing. Carries every reason, not the first."""

    code = "refused"
    status = 422

    def __init__(self, reasons: Sequence[Refusal]) -> None:
        super().__init__("；".join(reason.message for reason in reasons))
        self.reasons = tuple(reasons)


class BadInput(DoorError):
    """What was typed cannot be read. Carries every field's errors."""

    code = "bad_input"
    status = 422

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("；".join(text for texts in errors.values() for text in texts))
        self.errors = {name: tuple(texts) for name, texts in errors.items()}


class Stale(DoorError):
    """Somebody else acted since the page was opened. Says who did what and when."""

    code = "stale"
    status = 409

    def __init__(self, *, by: str, action: str, at: datetime, version: int) -> None:
        super().__init__(
            f"{by}已于{localtime(at):%Y年%-m月%-d日%H:%M}办理“{action}”，您看到的内容已不是最新。",
            next_step="请刷新后核对，再决定是否继续；您填写的内容已保留。",
        )
        self.by, self.action, self.at, self.version = by, action, at, version


class KeyReused(DoorError):
    """The same idempotency key came with different content."""

    code = "key_reused"
    status = 409


class CaseNotFound(DoorError):
    """No such case, or none this person may know of."""

    code = "case_not_found"
    status = 404
