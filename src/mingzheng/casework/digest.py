"""What the day's digest says of cases: how many wait for somebody and how many he may see are late, as on his home.

The letter and who gets it are the notices room's; counting is `worklists` and `selectors`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.auth import get_user_model
from django.urls import reverse

from mingzheng.casework.selectors import horizon, open_cases_with
from mingzheng.casework.worklists import todo_for
from mingzheng.platform.access.public import actor_for
from mingzheng.platform.notices.public import DigestLine

_MOST = 9_999


def count_for_digest(person_ids: list[int], on: date) -> Mapping[int, Sequence[DigestLine]]:
    """Return the lines of each person who signs in: waiting 待办 and late 已逾期, counted as far as home counts them."""
    at = horizon(on)
    lines: dict[int, list[DigestLine]] = {}
    for account in get_user_model().objects.filter(person_id__in=person_ids, is_active=True, kind="staff"):
        actor = actor_for(account, on=on)
        lines[account.person_id or 0] = [
            DigestLine(label, rows.order_by()[:_MOST].count(), reverse("casework:work", args=[which]))
            for label, rows, which in (
                ("等您办理", todo_for(actor), "todo"),
                ("已逾期", open_cases_with(actor, "overdue", at), "overdue"),
            )
        ]
    return lines
