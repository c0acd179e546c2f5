"""Check the keys of private values: none gone, none altered, none destroyed off the record. Chains are `checking`'s.

Legal basis for the one lawful way a key ends: 个人信息保护法 第四十七条
"""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from mingzheng.platform.ledger.checking import Finding
from mingzheng.platform.ledger.models import Entry, SubjectKey
from mingzheng.platform.ledger.privacy import opens
from mingzheng.platform.ledger.services import ERASED

_CHUNK = 5000


def check_keys() -> Iterator[Finding]:
    """Yield what is wrong with the keys of subjects; the private values behind them can no longer be read."""
    yield from _missing()
    yield from _altered()
    yield from _destroyed()


def _missing() -> Iterator[Finding]:
    keys = SubjectKey.objects.filter(
        stream=OuterRef("stream"), stream_id=OuterRef("stream_id"), generation=OuterRef("key_generation")
    )
    rows = Entry.objects.filter(~Exists(keys), private_box__isnull=False).order_by("pk")
    for pk, stream, stream_id, seq in rows.values_list("pk", "stream", "stream_id", "seq").iterator(_CHUNK):
        yield Finding("key_missing", stream, stream_id, seq, "这一条所附内容的密钥被删除，内容无法再读出", pk)


def _altered() -> Iterator[Finding]:
    for key in SubjectKey.objects.filter(erased_at__isnull=True).order_by("pk").iterator(_CHUNK):
        if not opens(key):
            yield Finding("key_altered", key.stream, key.stream_id, 0, "密钥被改动，所附内容无法再读出")


def _destroyed() -> Iterator[Finding]:
    records = Entry.objects.filter(stream=OuterRef("stream"), stream_id=OuterRef("stream_id"), kind=ERASED)
    gone = SubjectKey.objects.filter(~Exists(records), erased_at__isnull=False).order_by("pk")
    for stream, stream_id in gone.values_list("stream", "stream_id").iterator(_CHUNK):
        yield Finding("key_destroyed", stream, stream_id, 0, "密钥被销毁，但没有销毁的记录")
