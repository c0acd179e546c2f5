"""Reads of the batches of an opening balance: the office's, whose work they are; nobody else has any."""

from django.db.models import QuerySet

from mingzheng.domains.workplan.models import BalanceBatch
from mingzheng.domains.workplan.navigation import is_office
from mingzheng.platform.access.public import Actor


def list_batches_for(actor: Actor) -> QuerySet[BalanceBatch]:
    """Return the batches the actor may see, newest first."""
    rows = BalanceBatch.objects.select_related("uploaded_by__person")
    return rows if is_office(actor) else rows.none()


def find_batch_for(actor: Actor, batch_id: int) -> BalanceBatch | None:
    """Return a batch the actor may see, or None."""
    return list_batches_for(actor).filter(pk=batch_id).first()
