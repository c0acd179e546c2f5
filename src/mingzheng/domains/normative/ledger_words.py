"""The words for acts on documents of the library in the ledger. Told by `administration`."""

from mingzheng.domains.normative.services import STREAM
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

TITLES = {"text": "录入修改后文本", "follow_up": "公布后续解读"}


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return TITLES.get(entry.kind, "")


tell_stream(STREAM, "政策文件库", title_of)
