"""A figure counted from cases: one case changed after signature shows on its number, and the text stays as signed."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from mingzheng.casework.public import Case
from mingzheng.casework.tests.world import World, at
from mingzheng.domains.reports.models import Block, Report
from mingzheng.domains.reports.selectors import composed_report
from mingzheng.domains.reports.services.snapshots import find_drift
from mingzheng.domains.reports.services.writing import save_block
from mingzheng.domains.reports.tests.conftest import DAY
from mingzheng.domains.reports.tests.test_life import Acts
from mingzheng.figures.declaration import Figure
from mingzheng.figures.public import Rows, declare, snapshots_of
from mingzheng.figures.registry import withdraw_declaration
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = pytest.mark.django_db
CLOSED = Rows(
    query=lambda scope: Case.objects.filter(procedure="tests_matter", is_open=False),
    unit="handling_unit_id",
    on="closed_on",
)


@pytest.fixture
def counted() -> Iterator[None]:
    declare(Figure("tests.closed", "办结事项", "办结的事项", source=CLOSED))
    yield
    withdraw_declaration("tests.closed")


def matter(world: World, number: int, closed_on: date) -> Case:
    return Case.objects.create(
        number=f"SX-2025-{number:05}",
        procedure="tests_matter",
        procedure_version="1",
        title="事项",
        state="done",
        is_open=False,
        closed_on=closed_on,
        origin_unit=world.district.office,
        handling_unit=world.district.education,
        opened_on=date(2025, 3, 1),
        opened_at=at(DAY),
        last_act_at=at(DAY),
    )


def test_a_case_changed_after_signature_shows_on_its_number(counted: None, world: World, begun: Report) -> None:
    for number in (1, 2, 3):
        last = matter(world, number, date(2025, 6, number))
    block = Block.objects.filter(section__report=begun).first()
    assert block is not None
    actor = world.actor("liaison", DAY)
    save_block(block.pk, text="办结事项{{tests.closed}}。", seen_version=1, actor=actor, at=at(DAY))
    acts = Acts(world, begun)
    acts.up_to_signing()
    acts.do("sign", "head")
    assert find_drift(acts.report) == {}
    (snapshot,) = snapshots_of(f"case:{begun.pk}")
    assert snapshot.values.count() == 3

    Case.objects.filter(pk=last.pk).update(closed_on=date(2026, 1, 5))
    matter(world, 4, date(2025, 6, 4))
    assert [one.words for one in find_drift(acts.report).values()] == ["数未变，来源记录有变化：条数未变，内容有变"]

    Case.objects.filter(number__endswith="00004").update(closed_on=date(2026, 1, 5))
    assert [one.words for one in find_drift(acts.report).values()] == ["签发时为3件，现为2件"]
    assert "办结事项3件" in composed_report(acts.report).text
    page = signed_in_as(world.accounts["liaison"]).get(reverse("reports:read", args=[begun.case.number]))
    assert "签发时为3件，现为2件" in page.content.decode()
