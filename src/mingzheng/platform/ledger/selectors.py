"""Reads of the ledger. Who may read a stream is decided by the room the subject belongs to."""

from datetime import date, datetime

from mingzheng.platform.ledger.models import Entry, Root


def list_entries(stream: str, stream_id: str) -> list[Entry]:
    """Return the entries of one stream in their order."""
    return list(Entry.objects.filter(head__stream=stream, head__stream_id=stream_id).order_by("seq"))


def last_recorded_at() -> datetime | None:
    """Return the moment of the newest entry, or None in an empty ledger."""
    return Entry.objects.order_by("-id").values_list("recorded_at", flat=True).first()


def find_root(day: date) -> Root | None:
    """Return the newest root of a day, or None."""
    return Root.objects.filter(day=day).order_by("-number").first()
