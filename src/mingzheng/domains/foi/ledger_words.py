"""The words for this room's own stream in the ledger: who looked at an applicant's particulars."""

from mingzheng.domains.foi.applicants import STREAM
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return "查看申请人信息" if entry.kind == "applicant_viewed" else ""


tell_stream(STREAM, "申请人信息", title_of)
