"""Takes back the announcements of the demo's past: a year of messages would otherwise arrive on the first morning.

What happened in the last days stays queued, so that the inboxes are not empty.
"""

from datetime import datetime

from django_tasks_db.models import DBTaskResult

from mingzheng.casework.announcing import announce_act
from mingzheng.casework.public import Act
from mingzheng.domains.workplan.jobs import book_scheme


def drop_old_announcements(*, before: datetime) -> int:
    """Remove the queued announcements of acts before a moment and the bookings already carried out; return how many."""
    recent = set(Act.objects.filter(recorded_at__gte=before).values_list("pk", flat=True))
    waiting = DBTaskResult.objects.ready()
    old = [
        row.pk
        for row in waiting.filter(task_path=announce_act.module_path)
        if row.args_kwargs["kwargs"]["act_id"] not in recent
    ]
    dropped = waiting.filter(task_path=book_scheme.module_path).delete()[0]
    for start in range(0, len(old), 500):
        dropped += DBTaskResult.objects.filter(pk__in=old[start : start + 500]).delete()[0]
    return dropped
