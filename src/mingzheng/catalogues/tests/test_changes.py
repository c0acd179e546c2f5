"""Changes to a catalogue: proposed, reviewed, approved, published; what was in force on a day; who may; races."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.casework.public import BadInput, NotPermitted, Refused
from mingzheng.casework.tests.world import TODAY
from mingzheng.catalogues.models import ChangeLine
from mingzheng.catalogues.rules import day_of_effect
from mingzheng.catalogues.selectors import count_by_class, entries_for, in_force, versions_of
from mingzheng.catalogues.tests.proposals import Proposals
from mingzheng.figures.public import Period, Scope, breakdown, value_of
from mingzheng.platform.access.public import SYSTEM

pytestmark = pytest.mark.django_db
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@settings(deadline=None)
@given(wanted=DAYS, published=DAYS, latest=st.none() | DAYS)
def test_a_change_never_reaches_back_before_its_publication(wanted: date, published: date, latest: date | None) -> None:
    day = day_of_effect(wanted=wanted, published_on=published, latest=latest)
    assert day >= published
    assert day >= wanted
    assert latest is None or day >= latest


def test_what_was_in_force_on_a_day_is_told_by_dates_alone(proposals: Proposals) -> None:
    cat, later, last = proposals.catalogue, TODAY + timedelta(days=10), TODAY + timedelta(days=20)
    proposals.publish(proposals.add(), on=TODAY)
    proposals.publish(proposals.alter(title="部门预算和决算", class_code="plans"), on=later, effective=last)
    assert [v.title for v in in_force(cat, TODAY)] == ["部门预算"]
    assert [v.title for v in in_force(cat, last - timedelta(days=1))] == ["部门预算"]
    assert [v.title for v in in_force(cat, last)] == ["部门预算和决算"]
    assert not in_force(cat, TODAY - timedelta(days=1)).exists()
    end = last + timedelta(days=5)
    proposals.publish(proposals.cancel(), on=end)
    assert in_force(cat, end - timedelta(days=1)).count() == 1
    assert not in_force(cat, end).exists()
    assert [v.number for v in versions_of(cat).order_by("number")] == [1, 2]


def test_every_entry_has_one_class_so_that_counts_sum_to_the_whole(proposals: Proposals) -> None:
    proposals.publish(proposals.add("GK-001"), proposals.add("GK-002", class_code="plans"))
    proposals.publish(proposals.alter("GK-002", class_code="budget", title="改类"))
    counts = count_by_class(proposals.catalogue, TODAY)
    assert sum(counts.values()) == entries_for(SYSTEM, proposals.catalogue, TODAY).count() == 2
    scope = Scope(None, Period.as_of(TODAY))
    assert value_of("openness.disclosure_entries", scope=scope).value == 2
    parts = breakdown("openness.disclosure_entries", scope, "class")
    assert sum(part.value for part in parts.parts) == 2


def test_proposer_reviewer_and_approver_are_different_people(proposals: Proposals) -> None:
    case_id = proposals.propose(proposals.add(), who="clerk").case_id
    with pytest.raises(Refused):
        proposals.act(case_id, "pass_review", "clerk")
    proposals.act(case_id, "pass_review", "office_section")
    with pytest.raises(Refused):
        proposals.act(case_id, "approve", "office_section")
    proposals.act(case_id, "approve", "director")
    assert proposals.case(case_id).state == "publishing"


@pytest.mark.parametrize("who", ["tax_liaison", "stranger"])
def test_nobody_proposes_for_another_unit(proposals: Proposals, who: str) -> None:
    with pytest.raises((NotPermitted, Refused)):
        proposals.propose(proposals.add(), who=who)
    assert not ChangeLine.objects.exists()


def test_an_entry_stands_in_one_open_proposal_at_a_time(proposals: Proposals) -> None:
    proposals.publish(proposals.add())
    first = proposals.propose(proposals.alter(title="甲"))
    with pytest.raises(Refused, match="GK-001"):
        proposals.propose(proposals.alter(title="乙"), who="clerk")
    proposals.act(first.case_id, "withdraw", "liaison", reason="另报")
    assert proposals.propose(proposals.alter(title="乙"), who="clerk").state == "reviewing"


def test_a_returned_proposal_is_handed_in_again_with_other_lines(proposals: Proposals) -> None:
    case_id = proposals.propose(proposals.add()).case_id
    proposals.act(case_id, "send_back", "clerk", reason="依据不全")
    assert proposals.case(case_id).state == "returned"
    from_rows = proposals.act(case_id, "resubmit", "liaison")
    assert from_rows.state == "reviewing"
    assert ChangeLine.objects.get().values["legal_basis"] == "预算法第十四条"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"class_code": "nothing"}, "没有这一选项"),
        ({"legal_basis": ""}, "必填"),
        ({"unit": 10**9}, "不存在"),
        ({"title": "字" * 500}, "最多"),
    ],
)
def test_bad_values_are_named_line_by_line(proposals: Proposals, more: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput) as problem:
        proposals.propose(proposals.add(**more))
    assert said in str(problem.value.errors)
    assert "第 1 条" in str(problem.value.errors)


def test_a_cancelled_number_is_not_used_again(proposals: Proposals) -> None:
    proposals.publish(proposals.add())
    proposals.publish(proposals.cancel())
    for line in (proposals.add(), proposals.alter(title="恢复")):
        with pytest.raises(BadInput, match="GK-001"):
            proposals.propose(line)
