"""The day of an act: today and the days before, never the future; for an act of the same day, today only."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.utils.functional import SimpleLazyObject

from mingzheng.casework.declaration import Action
from mingzheng.casework.judging import _day_reasons
from mingzheng.casework.tests.world import TODAY, at
from mingzheng.platform.access.public import Actor, PostView

OPENED = TODAY - timedelta(days=5)


def reasons_on(day: date, *, same_day: bool) -> list[str]:
    action = Action("publish", "发布", ("open",), "published", same_day=same_day)
    facts = SimpleNamespace(case_id=1, opened_on=OPENED)
    call = SimpleNamespace(occurred_on=day, recorded_at=at(TODAY))
    return [reason.code for reason in _day_reasons(action, cast(Any, facts), cast(Any, call))]


@pytest.mark.parametrize(
    ("ago", "ordinary", "same_day"),
    [
        (-1, ["in_the_future"], ["in_the_future"]),
        (0, [], []),
        (1, [], ["not_backdated"]),
        (5, [], ["not_backdated"]),
        (6, ["before_opening"], ["not_backdated"]),
    ],
)
def test_which_days_an_act_may_bear(ago: int, ordinary: list[str], same_day: list[str]) -> None:
    day = TODAY - timedelta(days=ago)
    assert (reasons_on(day, same_day=False), reasons_on(day, same_day=True)) == (ordinary, same_day)


def test_in_his_own_right_somebody_holds_his_own_posts_and_not_those_he_covers() -> None:
    own, covered = PostView(1, "head", ""), PostView(2, "deputy", "", on_behalf_of=9)
    # As a request brings him: gathered late, behind a proxy.
    actor = SimpleLazyObject(lambda: Actor("person", "周某", posts=(own, covered), acting_for=(9, 8)))
    alone = actor.own_right()
    assert (alone.posts, alone.acting_for) == ((own,), ())
    deputy = actor.standing_for(9)
    assert (deputy.posts, deputy.acting_for, actor.standing_for(8).posts) == ((own, covered), (9,), (own,))
