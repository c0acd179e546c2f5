"""Background work: new figures are counted, tails folded, and a difference is told to the heads of the office and shown."""

import pytest

from mingzheng.casework import registry as procedures
from mingzheng.casework.door import open_case
from mingzheng.casework.tests.toy import TOY
from mingzheng.casework.tests.world import TODAY, at
from mingzheng.figures.jobs import fold_tallies, reconcile_figures
from mingzheng.figures.models import Reconciliation, Tally
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.values import value_of
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.notices.models import Notice

pytestmark = pytest.mark.django_db
PAGE = "/desk/figures/casework.received/"


@pytest.fixture
def case(world):
    procedures.register(TOY)
    common = {"actor": world.actor("clerk"), "occurred_on": TODAY, "recorded_at": at(TODAY)}
    yield open_case("toy", data={"title": "修一条路"}, key="a", **common)
    procedures.unregister("toy")


def received():
    return value_of("casework.received", scope=Scope(None, Period.year(TODAY.year))).value


def test_a_figure_declared_after_its_cases_is_counted_before_the_tail_is_folded(case):
    Tally.objects.all().delete()
    assert received() == 0
    fold_tallies.func()
    assert received() == 1
    assert not Tally.objects.filter(is_folded=False).exists()
    fold_tallies.func()
    assert received() == 1


def test_a_difference_is_told_and_shown_until_it_is_gone(case, world):
    fold_tallies.func()
    reconcile_figures.func()
    assert not Notice.objects.filter(kind="figures_differ").exists()
    Tally.objects.filter(figure="casework.received").update(amount=3)
    reconcile_figures.func()
    told = set(Notice.objects.filter(kind="figures_differ").values_list("person_id", flat=True))
    assert {world.people["director"].pk, world.people["office_section"].pk} <= told
    clerk = signed_in_as(world.accounts["clerk"])
    assert "与复核不一致" in clerk.get(PAGE).content.decode()
    assert "受理事项" in clerk.get("/desk/figures/?only=alarm").content.decode()
    Tally.objects.filter(figure="casework.received").update(amount=1)
    reconcile_figures.func()
    assert Reconciliation.objects.get(pk="casework.received").differences == []
    assert "与复核不一致" not in clerk.get(PAGE).content.decode()
