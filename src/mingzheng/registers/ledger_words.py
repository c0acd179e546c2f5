"""The words for acts on records in the ledger. Told by `administration`."""

from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry
from mingzheng.registers.recording import STREAM
from mingzheng.registers.registry import list_registers
from mingzheng.registers.rules import ACT_TITLES


def title_of(entry: Entry) -> str:
    """Return what was done to a record of which book; "" for a kind without words."""
    code = entry.stream_id.partition(":")[0]
    book = next((book.title for book in list_registers() if book.code == code), "")
    act = ACT_TITLES.get(entry.kind, "")
    return f"{act}（{book}）" if act and book else act


tell_stream(STREAM, "登记", title_of)
