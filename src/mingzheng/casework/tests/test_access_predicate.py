"""The SQL form of the access rule and the rule on values give the same answers in random worlds."""

import random
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzheng.casework.declaration import PartyRole
from mingzheng.casework.errors import CaseNotFound
from mingzheng.casework.facts import CaseFacts, PartyFact
from mingzheng.casework.models import Case, CaseParty, CaseWatcher
from mingzheng.casework.rules import may_read
from mingzheng.casework.selectors import access_condition, cases_for, get_case_for
from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.platform.access.public import NOBODY, SYSTEM, Actor, GrantView

pytestmark = pytest.mark.django_db

CASES, UNITS, PERSONS = 60, 6, 4
PROCEDURES = ("alpha", "beta")


@dataclass
class Sample:
    """Random cases with their facts, and the real keys of the units and persons they name by index."""

    facts: list[CaseFacts]
    units: list[int]
    persons: list[int]
    watched: set[tuple[int, int]]


@pytest.fixture(params=[1, 2, 3])
def sample(world: World, request: pytest.FixtureRequest) -> Sample:
    rng, district = random.Random(request.param), world.district
    units = [
        unit.pk
        for unit in (
            district.district,
            district.office,
            district.secretariat,
            district.information,
            district.education,
            district.tax,
        )
    ]
    persons = [person.pk for person in list(world.people.values())[:PERSONS]]
    made = Sample([], units, persons, set())
    for index in range(CASES):
        make_case(made, rng, index)
    return made


def make_case(made: Sample, rng: random.Random, index: int) -> None:
    origin, handler = rng.choice(made.units), rng.choice([None, *made.persons])
    is_open = rng.random() < 0.7
    case = Case.objects.create(
        number=f"R-{index}",
        procedure=rng.choice(PROCEDURES),
        procedure_version="1",
        title="随机",
        state="s",
        is_open=is_open,
        closed_on=None if is_open else TODAY,
        visibility=rng.randrange(3),
        origin_unit_id=origin,
        handler_id=handler,
        opened_on=TODAY,
        opened_at=NOW,
        last_act_at=NOW,
    )
    roles = {(origin, "origin")} | {
        (rng.choice(made.units), rng.choice(["lead", "co", "guide", "verify"])) for _ in range(rng.randrange(3))
    }
    for unit, role in roles:
        CaseParty.objects.create(
            case=case, unit_id=unit, role=role, joined_on=TODAY, is_open=is_open, visibility=case.visibility
        )
    for person in made.persons:
        if rng.random() < 0.2:
            CaseWatcher.objects.create(case=case, person_id=person, since=NOW)
            made.watched.add((case.pk, person))
    made.facts.append(
        CaseFacts(
            case_id=case.pk,
            procedure=case.procedure,
            state="s",
            on=TODAY,
            opened_on=TODAY,
            origin_unit_id=origin,
            handling_unit_id=None,
            handler_id=handler,
            visibility=case.visibility,
            is_open=is_open,
            due_on=None,
            parties=tuple(PartyFact(unit, PartyRole(role), viewed=False) for unit, role in sorted(roles)),
        )
    )


grants = st.tuples(
    st.none() | st.frozensets(st.integers(0, UNITS - 1), max_size=3),
    st.sampled_from([None, *PROCEDURES]),
    st.integers(0, 2),
)
people = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["person", "service", "public", "nobody"]),
        "person": st.none() | st.integers(0, PERSONS - 1),
        "covers": st.lists(st.integers(0, PERSONS - 1), max_size=2),
        "grants": st.lists(grants, max_size=4),
        "owns": st.frozensets(st.integers(0, CASES - 1), max_size=2),
    }
)


def actor_of(sample: Sample, drawn: dict) -> Actor:
    return Actor(
        kind=drawn["kind"],
        name="某",
        person_id=None if drawn["person"] is None else sample.persons[drawn["person"]],
        acting_for=tuple(sample.persons[index] for index in drawn["covers"]) if drawn["person"] is not None else (),
        grants=tuple(
            GrantView("reader", None if units is None else frozenset(sample.units[i] for i in units), procedure, level)
            for units, procedure, level in drawn["grants"]
        ),
        own_case_ids=frozenset(sample.facts[index].case_id for index in drawn["owns"]),
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=people)
def test_the_query_and_the_rule_agree_on_every_case(sample: Sample, drawn: dict) -> None:
    actor = actor_of(sample, drawn)
    readable = {
        facts.case_id
        for facts in sample.facts
        if may_read(facts, actor, watching=(facts.case_id, actor.person_id) in sample.watched)
    }
    assert set(cases_for(actor).values_list("pk", flat=True)) == readable
    open_beta = {f.case_id for f in sample.facts if f.is_open and f.procedure == "beta"} & readable
    assert set(cases_for(actor, open_only=True, procedure="beta").values_list("pk", flat=True)) == open_beta
    closed_too = {f.case_id for f in sample.facts if f.procedure == "alpha"} & readable
    assert set(cases_for(actor, procedure="alpha").values_list("pk", flat=True)) == closed_too


def test_nobody_reads_nothing_and_the_system_everything(sample: Sample) -> None:
    assert not cases_for(NOBODY).exists()
    assert cases_for(SYSTEM).count() == CASES


def test_only_a_grant_over_everything_at_the_closest_level_needs_no_condition() -> None:
    def reader(*grant: object) -> Actor:
        return Actor(kind="person", name="某", grants=(GrantView("reader", *grant),))

    assert access_condition(reader(None, None, 2)) is None
    for narrower in ((None, None, 1), (None, "alpha", 2), (frozenset({1}), None, 2)):
        assert access_condition(reader(*narrower)) is not None


@pytest.fixture
def hidden(sample: Sample) -> Case:
    return Case.objects.order_by("pk").first()


def test_a_case_one_may_not_see_is_not_there_by_number_and_by_key(hidden: Case) -> None:
    assert get_case_for(SYSTEM, number=hidden.number) == hidden
    assert get_case_for(SYSTEM, case_id=hidden.pk) == hidden
    for asked in ({"number": hidden.number}, {"case_id": hidden.pk}):
        with pytest.raises(CaseNotFound):
            get_case_for(NOBODY, **asked)
