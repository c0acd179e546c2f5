"""Ceilings that do not depend on the machine: what an act sends to the database, and how lists ask it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzheng.casework.bulk import BulkAct, BulkCase, bulk_load
from mingzheng.casework.desk.lists import CaseListView, work_list_for
from mingzheng.casework.door import open_case, perform
from mingzheng.casework.selectors import cases_for, filter_lamp, holds_word, horizon
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.casework.worklists import changed_since, count_todo_for, todo_for, waiting_for_others
from mingzheng.config.bench.counting import Sent, count_sent
from mingzheng.platform.access.public import Actor
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy", "today_is_fixed")]

# action: (who, what is given, statements, bytes); transaction brackets are not counted.
LIFE: tuple[tuple[str, str, dict[str, Any], int, int], ...] = (
    ("register", "clerk", {"title": "修一条路"}, 11, 5_000),
    ("dispatch", "clerk", {"lead_units": []}, 18, 7_500),
    ("receive", "liaison", {}, 14, 6_500),
    ("urge", "clerk", {}, 14, 6_500),
    ("request_report", "liaison", {"result": "已修好"}, 18, 8_500),
    ("sign", "section", {}, 15, 7_500),
    ("sign", "deputy", {}, 15, 7_500),
    ("sign", "head", {}, 28, 12_500),
    ("verify", "office_section", {}, 18, 7_800),
)
WORK_LISTS = ("todo", "done", "unit", "watched", "soon", "overdue")
PAGES = (
    "/desk/",
    *(f"/desk/work/{which}/" for which in WORK_LISTS),
    "/desk/cases/",
    "/desk/procedures/toy/",
    "/desk/procedures/toy/?lamp=overdue",
    "/desk/procedures/toy/board",
    "/api/v1/cases",
    "/api/v1/cases?work=todo",
    "/api/v1/cases?work=unit",
)


def lead_through_life(world: World, run: str) -> dict[str, Sent]:
    """Lead a case through its life and return what each act sent."""
    sent, case_id = {}, 0
    for number, (action, who, data, *_) in enumerate(LIFE):
        given = {"lead_units": [world.district.education.pk]} if "lead_units" in data else data
        common: dict[str, Any] = {"actor": world.actor(who), "occurred_on": TODAY, "recorded_at": at(TODAY)}
        with count_sent() as counted:
            key = f"{run}-{number}"
            if number:
                perform(case_id, action, data=given, key=key, **common)
            else:
                case_id = open_case("toy", data=given, key=key, **common).case_id
        sent[f"{number} {action}"] = counted
    return sent


def test_an_act_sends_no_more_than_its_ceiling(world: World) -> None:
    lead_through_life(world, "warm")
    found = lead_through_life(world, "run")
    over = {
        name: (sent.statements, sent.bytes)
        for (name, sent), (*_, statements, size) in zip(found.items(), LIFE, strict=True)
        if sent.statements > statements or sent.bytes > size
    }
    assert not over


def test_the_actor_of_a_request_costs_four_statements(world: World) -> None:
    with count_sent() as sent:
        world.actor("clerk")
    assert sent.statements <= 4


def load(world: World, cases: int) -> None:
    """Load cases in several states with the unit the readers belong to."""
    acts = (
        BulkAct("register", TODAY, {"title": "件"}, world.actor("clerk")),
        BulkAct("dispatch", TODAY, {"lead_units": [world.district.education.pk]}, world.actor("clerk")),
        BulkAct("receive", TODAY, {}, world.actor("liaison")),
    )
    rows = [BulkCase("件", world.district.office.pk, acts[: 1 + number % 3]) for number in range(cases)]
    bulk_load("toy", rows, actor=world.actor("clerk"), recorded_at=at(TODAY), reason="测试")


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["clerk", "liaison"])
def test_a_list_asks_as_often_for_many_cases_as_for_few(world: World, who: str) -> None:
    client = signed_in_as(world.accounts[who])
    load(world, 3)
    for path in PAGES:
        client.get(path)
    fewest = {path: count_queries(client, path) for path in PAGES}
    load(world, 60)
    few = {path: count_queries(client, path) for path in PAGES}
    load(world, 30)
    many = {path: count_queries(client, path) for path in PAGES}
    assert many == few
    # The endpoint of a short list does without the count: where it ends is how many there are.
    for path, asked in fewest.items():
        assert few[path] - asked in ({0, 1} if path.startswith("/api/") else {0})


def lists_of(actor: Actor, unit_id: int) -> dict[str, QuerySet[Any]]:
    """Return the query of every list a reader can open."""
    view, day = CaseListView(), horizon(TODAY)
    of_procedure = cases_for(actor, procedure="toy")
    of_unit = of_procedure.filter(handling_unit_id=unit_id)
    return {
        **{which: view.ordered(work_list_for(actor, which)) for which in WORK_LISTS},
        "waiting for others": view.ordered(waiting_for_others(actor)),
        "changed": changed_since(actor, TODAY).order_by("-last_act_at", "-pk"),
        "procedure": view.ordered(of_procedure),
        "procedure, one unit": view.ordered(of_unit),
        **{f"procedure, {lamp}": view.ordered(filter_lamp(of_unit, lamp, day)) for lamp in ("overdue", "due_soon")},
        "all, newest first": cases_for(actor).order_by("-last_act_at", "-pk"),
        "by number": cases_for(actor).filter(holds_word("TOY-2026-00001")),
    }


def plan_of(rows: QuerySet[Any]) -> list[str]:
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(("EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN ") + sql, params)
        return [str(row[-1]) for row in cursor.fetchall()]


FULL_SCAN = re.compile(r"SCAN (casework_\w+|[TU]\d+)$|Seq Scan on casework_(case|caseparty|act)\b")


@pytest.mark.parametrize("who", ["clerk", "liaison"])
def test_every_list_is_read_by_an_index(world: World, who: str) -> None:
    load(world, 60)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    lists = lists_of(world.actor(who), world.district.education.pk)
    scans = {name: full_scans(rows[:30]) for name, rows in lists.items()}
    # To count everything a reader may see, any order will do: it stops at ten thousand.
    lists.pop("all, newest first")
    scans |= {f"count of {name}": full_scans(rows.order_by()[:1_000]) for name, rows in lists.items()}
    assert {name: lines for name, lines in scans.items() if lines} == {}


def full_scans(rows: QuerySet[Any]) -> list[str]:
    """Return the steps of a query's plan that read a whole table."""
    return [line for line in plan_of(rows) if FULL_SCAN.search(line)]


def test_the_side_bar_counts_what_waits_and_no_further_than_it_says(world: World) -> None:
    common: dict[str, Any] = {"occurred_on": TODAY, "recorded_at": at(TODAY)}
    for number in range(3):
        open_case("toy", data={"title": f"修路{number}"}, key=f"s{number}", actor=world.actor("clerk"), **common)
    counted = {who: count_todo_for(world.actor(who), 100) for who in world.accounts}
    assert counted == {who: todo_for(world.actor(who)).count() for who in world.accounts}
    assert max(counted.values()) == 3
    busiest = max(counted, key=counted.__getitem__)
    assert count_todo_for(world.actor(busiest), 2) == 2
