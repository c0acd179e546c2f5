"""What the room offers others: the button 核校 on their screens, and the answer to a procedure that requires proofreading.

The answer is by the very bytes, so that a changed file must be checked anew.
"""

from django.urls import reverse

from mingzheng.casework.public import GateAnswer
from mingzheng.domains.proofreading.rules import GRAVEST, may_send
from mingzheng.domains.proofreading.selectors import find_file, latest_check, list_standing_errors
from mingzheng.domains.proofreading.services.sending import digest_of
from mingzheng.platform.desk.public import CheckOffer


def proofing_gate(*, file_id: int | None = None, text: str = "") -> GateAnswer:
    """Return what is known of a stored file or of words."""
    file = find_file(file_id) if file_id is not None else None
    check = latest_check(digest=file.sha256 if file is not None else digest_of(text) if text.strip() else "")
    if check is None:
        return GateAnswer(was_checked=False)
    errors = list_standing_errors(check)
    return GateAnswer(
        was_checked=True,
        open_errors=tuple(finding.message for finding in errors),
        open_grave=sum(1 for finding in errors if finding.level == GRAVEST),
        url=reverse("proofreading:check", args=[check.pk]),
    )


CHECK_OFFER = CheckOffer("核校", "proofreading:draft", may_send)
