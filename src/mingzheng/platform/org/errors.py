"""How the rooms of organisation, access and accounts say no. Words stand in the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason: a stable code, a sentence in Chinese that says what to do, and the form field it concerns, if one."""

    code: str
    message: str
    field: str = ""


class AdministrationError(Exception):
    """Any answer other than yes. `code` is stable, `message` is for people, `status` is the HTTP status."""

    code = "administration_error"
    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotPermitted(AdministrationError):
    """This account may not do this, whatever the facts."""

    code = "not_permitted"
    status = 403


class Refused(AdministrationError):
    """The account may, the facts do not allow it. Carries every reason, not the first."""

    code = "refused"
    status = 422

    def __init__(self, reasons: Sequence[Refusal]) -> None:
        super().__init__("；".join(reason.message for reason in reasons))
        self.reasons = tuple(reasons)


def refuse_if(reasons: Sequence[Refusal]) -> None:
    """Raise `Refused` with all reasons when there is one."""
    if reasons:
        raise Refused(reasons)
