"""Two people, two clicks, two workers at once: one reading, one sum."""

import threading
from decimal import Decimal

import pytest
from django.db import connection, connections

from mingzheng.figures.errors import BadReading
from mingzheng.figures.models import Reading, Tally
from mingzheng.figures.sources.events import Delta, append_deltas, fold
from mingzheng.figures.tests.conftest import YEAR
from mingzheng.figures.tests.test_screens import report

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trial")]


def at_once(*works):
    """Run works in threads of their own and return what each answered or raised."""
    answers = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(place, work):
        start.wait()
        try:
            answers[place] = work()
        except Exception as error:
            answers[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_who_report_the_same_leave_one_reading(world):
    answers = at_once(lambda: report(world, "57"), lambda: report(world, "58", "clerk"))
    assert Reading.objects.filter(is_current=True).count() == 1
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(refused) == 1
    if connection.vendor == "postgresql":
        assert isinstance(refused[0], BadReading)


def test_two_folds_at_once_lose_and_double_nothing(world):
    for _ in range(40):
        append_deltas([Delta("trial.letters", 1, YEAR.last), Delta("trial.letters", 2, YEAR.last)])
    at_once(fold, fold, lambda: append_deltas([Delta("trial.letters", 1, YEAR.last)]))
    while fold():
        pass
    held = {row.unit_id: row.amount for row in Tally.objects.all()}
    assert held in ({1: Decimal(41), 2: Decimal(40)}, {1: Decimal(40), 2: Decimal(40)})
    if connection.vendor == "postgresql":
        assert held == {1: Decimal(41), 2: Decimal(40)}
