"""Plays the demo's stories in the order of time: each story yields what happens next, and all end today.

What happens is told in `lives` (rows of the ledger) and `office` (the office's own year). Everything that changes a case goes
through the door, as it would from a screen.
"""

import heapq
import random
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from mingzheng.casework.public import Receipt, open_case, perform
from mingzheng.config.demo.organisation import District
from mingzheng.platform.access.public import Actor
from mingzheng.worktime.public import SHANGHAI, Calendar


@dataclass(frozen=True, slots=True)
class Happening:
    """Something done at a moment; its result is handed back to the story."""

    at: datetime
    do: Callable[..., Any]


Story = Generator[Happening, Any, Any]


def dice(seed: object) -> random.Random:
    """Return what decides a story's small chances: the same for the same seed, so that every load tells the same year."""
    return random.Random(str(seed))  # noqa: S311 - nothing secret depends on it


def ledger_year(today: date) -> int:
    """Return the year of the running ledger: the year before, until this year's scheme has been booked a while."""
    return today.year if today >= date(today.year, 3, 10) else today.year - 1


@dataclass(slots=True)
class Stage:
    """The district in its year: the calendar, the days the stories need, and the hand that performs acts."""

    district: District
    calendar: Calendar
    today: date
    now: datetime
    acts: int = 0
    started: list[Story] = field(default_factory=list)

    @property
    def year(self) -> int:
        """Return the year of the running ledger."""
        return ledger_year(self.today)

    @property
    def until(self) -> datetime:
        """Return the last moment anything happens in the demo: an hour before it is loaded."""
        return self.now - timedelta(hours=1)

    def actor(self, key: str, on: date) -> Actor:
        """Return the actor a person is on a day."""
        return self.district.actor(key, on)

    def working_day(self, day: date, shift: int = 0) -> date:
        """Return the working day so many working days from a day; from a day off counts from the next working day."""
        start = self.calendar.next_working_day(day, include_self=True)
        if shift > 0:
            return self.calendar.add_working_days(start, shift)
        return self.calendar.subtract_working_days(start, -shift) if shift else start

    def moment(self, day: date, rng: random.Random) -> datetime:
        """Return a moment in the office hours of the first working day from a day on."""
        day = self.calendar.next_working_day(day, include_self=True)
        hour, minute, second = rng.choice((9, 9, 10, 10, 11, 14, 15, 15, 16, 17)), rng.randrange(60), rng.randrange(60)
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=SHANGHAI)

    def perform(self, case_id: int, action: str, who: str, at: datetime, *, late: bool = False, **data: Any) -> Receipt:
        """Perform an act as somebody at a moment; `late` types it in the working day after."""
        self.acts += 1
        typed = at
        if late and (following := at + timedelta(days=1)) < self.until:
            typed = following
        return perform(
            case_id,
            action,
            actor=self.actor(who, at.date()),
            occurred_on=at.date(),
            recorded_at=typed,
            data=data,
            key=f"demo:{case_id}:{self.acts}",
        )

    def open(self, procedure: str, who: str, at: datetime, **more: Any) -> Receipt:
        """Open a case as somebody at a moment."""
        self.acts += 1
        return open_case(
            procedure,
            actor=self.actor(who, at.date()),
            occurred_on=at.date(),
            recorded_at=at,
            key=f"demo:{procedure}:{self.acts}",
            origin_unit_id=self.district.units["dzb"].pk,
            **more,
        )

    def start(self, story: Story) -> None:
        """Let a story begin while others run."""
        self.started.append(story)


def play(stage: Stage, stories: Iterable[Story]) -> int:
    """Let everything happen in order of time up to the present; return how many things happened."""
    queue: list[tuple[datetime, int, Happening, Story]] = []
    count = serial = 0
    stage.started.extend(stories)
    while stage.started or queue:
        while stage.started:
            serial += 1
            _advance(queue, stage.started.pop(0), None, serial, stage.until, first=True)
        if not queue:
            break
        _, _, happening, story = heapq.heappop(queue)
        result = happening.do()
        count, serial = count + 1, serial + 1
        _advance(queue, story, result, serial, stage.until)
    return count


def _advance(
    queue: list[tuple[datetime, int, Happening, Story]],
    story: Story,
    result: Any,
    serial: int,
    until: datetime,
    *,
    first: bool = False,
) -> None:
    """Ask a story what happens next; one that would go on after the present stops there."""
    try:
        happening = next(story) if first else story.send(result)
    except StopIteration:
        return
    if happening.at <= until:
        heapq.heappush(queue, (happening.at, serial, happening, story))
    else:
        story.close()
