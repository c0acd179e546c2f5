"""The new-media matrix 政务新媒体矩阵: every account with its last post and its counts, and who has been silent too long.

Legal basis: 国办发〔2018〕123号; 国办秘函〔2019〕19号 (2周内无更新为单项否决).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse

from mingzheng.domains.publishing.models import MediaAccount, MediaPost
from mingzheng.domains.publishing.register import ACTIVE, PLATFORMS
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import descendant_ids, holders_of
from mingzheng.platform.parameters.public import get_value
from mingzheng.registers.public import RecordState

TOLD = ("liaison", "section", "clerk")
NEAR = 3


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account on the board: its last post, this year's counts, its lamp."""

    account: MediaAccount
    platform: str
    last: date | None
    silent: int
    lamp: str
    word: str
    posts: int
    reads: int
    plays: int
    interactions: int


@dataclass(frozen=True, slots=True)
class PlatformLine:
    """A platform's totals in a period; joint posts count once in each platform they stood on."""

    title: str
    posts: int
    reads: int
    plays: int
    interactions: int


COUNTED = ("reads", "plays", "likes", "shares", "comments")


def list_accounts(today: date, since: date) -> list[AccountLine]:
    """Return the accounts in use, the silent ones first, with their counts since a day."""
    live = Q(posts__state__in=[RecordState.ENTERED, RecordState.VERIFIED, RecordState.CORRECTED])
    within = live & Q(posts__occurred_on__gte=since, posts__occurred_on__lte=today)
    sums = {name: Sum(f"posts__{name}", filter=within) for name in COUNTED}
    posts_count = Count("posts", filter=within, distinct=True)
    rows = (
        MediaAccount.objects.filter(status=ACTIVE)
        .exclude(state=RecordState.WITHDRAWN)
        .annotate(last=Max("posts__occurred_on", filter=live), posts_count=posts_count, **sums)
        .select_related("unit")
    )
    lines = [_line(row, today) for row in rows]
    return sorted(lines, key=lambda line: (-line.silent, line.platform, line.account.title))


def _line(row: MediaAccount, today: date) -> AccountLine:
    last: date | None = row.last  # type: ignore[attr-defined]
    silent, most = (today - (last or row.occurred_on)).days, int(get_value("publishing.silent_days"))
    lamp, word = "normal", "正常"
    if silent > most:
        lamp, word = "overdue", f"{silent} 日未更新"
    elif silent > most - NEAR:
        lamp, word = "due_soon", f"还剩 {most - silent} 日"
    interactions = sum(getattr(row, name) or 0 for name in ("likes", "shares", "comments"))
    return AccountLine(
        row,
        dict(PLATFORMS).get(row.platform, row.platform),
        last,
        silent,
        lamp,
        word,
        row.posts_count,  # type: ignore[attr-defined]
        row.reads or 0,  # type: ignore[attr-defined]
        row.plays or 0,  # type: ignore[attr-defined]
        interactions,
    )


def sum_platforms(lines: Iterable[AccountLine]) -> list[PlatformLine]:
    """Return the totals by platform, in the order of the first account of each."""
    found: dict[str, list[AccountLine]] = {}
    for line in lines:
        found.setdefault(line.platform, []).append(line)
    return [
        PlatformLine(
            title,
            sum(one.posts for one in group),
            sum(one.reads for one in group),
            sum(one.plays for one in group),
            sum(one.interactions for one in group),
        )
        for title, group in found.items()
    ]


def count_posts(since: date, until: date) -> int:
    """Return the posts of a period; a joint one counts once."""
    return MediaPost.objects.exclude(state=RecordState.WITHDRAWN).filter(occurred_on__range=(since, until)).count()


def tell_silent(today: date) -> int:
    """Tell the people of every account that has been silent too long, once for each silence; return how many accounts."""
    silent = [line for line in list_accounts(today, today - timedelta(days=365)) if line.lamp == "overdue"]
    for line in silent:
        units = descendant_ids([line.account.unit_id], today)
        since = line.last or line.account.occurred_on
        notify(
            (person.pk for person in holders_of(units, TOLD, today)),
            kind="publishing.silent_account",
            subject_ref=f"media:{line.account.pk}:{since.isoformat()}",
            count_text="新媒体账号超过更新期限 1 个",
            url=reverse("publishing:media"),
        )
    return len(silent)
