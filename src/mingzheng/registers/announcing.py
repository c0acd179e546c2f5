"""What follows a write outside its transaction: the index is brought in line, who entered a returned record is told.

Queued in the transaction, so that nothing leaves before commit. A notice carries a count and a link, never contents.
"""

from datetime import datetime

from mingzheng.platform.accounts.public import Account
from mingzheng.platform.jobs.public import enqueue, job
from mingzheng.platform.notices.public import notify
from mingzheng.registers.declaration import Register
from mingzheng.registers.models import Record
from mingzheng.registers.registry import get_register
from mingzheng.registers.rules import RETURN, VERIFY
from mingzheng.registers.searching import index_record, index_records
from mingzheng.registers.selectors import rows_of


def announce(book: Register, record: Record, act: str, *, at: datetime) -> None:
    """Queue what follows an act on a record, inside its transaction."""
    if act != VERIFY:
        index_record(book, record, at=at)
    if act == RETURN and record.entered_by_id is not None:
        enqueue(tell_returned, register=book.code, record_id=record.pk, version=record.version)


def announce_batch(book: Register, batch_id: int) -> None:
    """Queue the index of everything an import brought in or took out."""
    enqueue(index_batch, register=book.code, batch_id=batch_id)


@job()
def index_batch(register: str, batch_id: int) -> None:
    """Bring the index in line with the records of one import; safe to repeat."""
    book = get_register(register)
    index_records(book, rows_of(book).filter(batch_id=batch_id).order_by("pk").iterator(chunk_size=500))


@job()
def tell_returned(register: str, record_id: int, version: int) -> None:
    """Tell who entered a record that it came back; repeating it tells nobody twice."""
    book = get_register(register)
    record = rows_of(book).filter(pk=record_id).first()
    if record is None:
        return
    person_id = Account.objects.filter(pk=record.entered_by_id).values_list("person_id", flat=True).first()
    if person_id is not None:
        notify(
            [person_id],
            kind="registers.returned",
            subject_ref=f"record:{register}:{record_id}:{version}",
            count_text=f"{book.title}有 1 条记录被退回",
            url=f"/desk/registers/{register}/{record_id}/",
        )
