"""The bulk loader writes what the door writes: every table, row by row, and a ledger that verifies."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from mingzheng.casework.bulk import BulkAct, BulkCase, bulk_load
from mingzheng.casework.declaration import PartyRole
from mingzheng.casework.door import open_case, perform
from mingzheng.casework.models import Act, Case, CaseParty, Clock, DoorKey
from mingzheng.casework.tests.world import World, at
from mingzheng.platform.ledger.models import Entry, StreamHead, SubjectKey
from mingzheng.platform.ledger.public import Entry as PublicEntry
from mingzheng.platform.ledger.public import read_private, verify_ledger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy", "today_is_fixed")]
START = date(2026, 1, 5)
TABLES: tuple[type[models.Model], ...] = (Case, CaseParty, Clock, Act, DoorKey, StreamHead, Entry, SubjectKey)
# What names a row of this run, or hangs on such a name or on chance.
RUN_ONLY = {"id", "number", "hash", "prev_hash", "seal", "private_box", "wrapped", "request_digest", "stream_id"}


class Rollback(Exception):
    """Takes back what a way of loading wrote."""


def lives(world: World) -> list[BulkCase]:
    """Return cases that ended, were extended, paused, returned, or have just begun; one has a private value."""
    people = {name: world.actor(name) for name in ("clerk", "liaison", "office_section")}
    units = {"lead_units": [world.district.education.pk], "co_units": [world.district.tax.pk]}
    count = iter(range(1000))

    def act(action: str, who: str, day: int, **data: Any) -> BulkAct:
        on = date(2026, 1, day)
        return BulkAct(action, on, data, people[who], at(on), key=f"k{next(count)}")

    begun = lambda **more: act("register", "clerk", 5, title="修一条路", **more)  # noqa: E731
    sent = lambda: (act("dispatch", "clerk", 6, **units), act("receive", "liaison", 7))  # noqa: E731
    extended = (
        act("request_extension", "liaison", 8, amount=10, reason="量大"),
        act("grant_extension", "office_section", 9, amount=10),
    )
    paused = (
        act("suspend", "office_section", 12, reason="等批复", basis="示例"),
        act("resume", "office_section", 20),
        act("urge", "office_section", 21),
    )
    returned = (
        act("dispatch", "clerk", 6, **units),
        act("return_case", "liaison", 7, reason="不是我们的", basis="三定"),
        act("dispatch", "clerk", 8, lead_units=[world.district.tax.pk]),
    )
    stories = ((), (*sent(), *extended), (*sent(), *paused), returned, (*sent(), act("wait", "liaison", 8)))
    origin = world.district.office.pk
    return [
        BulkCase("修一条路", origin, (begun(**({"secret_name": "张某"} if not story else {})), *story))
        for story in stories
    ]


def through_the_door(rows: Iterable[BulkCase]) -> None:
    for row in rows:
        first, *rest = row.acts
        common = lambda act: {  # noqa: E731
            "actor": act.actor,
            "occurred_on": act.occurred_on,
            "recorded_at": act.recorded_at,
            "data": act.data,
            "key": act.key,
        }
        case_id = open_case("toy", title=row.title, origin_unit_id=row.origin_unit_id, **common(first)).case_id
        for act in rest:
            perform(case_id, act.action, **common(act))


def through_the_loader(rows: Iterable[BulkCase], world: World) -> None:
    bulk_load("toy", rows, actor=world.actor("clerk"), recorded_at=at(START), reason="测试", batch=3)


def dump() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table without what names this run; references by their order."""
    order = {model: {pk: n for n, pk in enumerate(_rows(model).values_list("pk", flat=True))} for model in TABLES}
    return {model.__name__: [_plain(model, row, order) for row in _rows(model).values()] for model in TABLES}


def _rows(model: type[models.Model]) -> Any:
    rows = model._default_manager.all()
    if model in {StreamHead, Entry, SubjectKey}:
        rows = rows.filter(stream="case")
    owner = {Case: (), Act: ("case", "sequence"), Clock: ("case", "started_on", "limit")}.get(model)
    named = {"CaseParty": ("case", "role", "unit"), "DoorKey": ("act",), "Entry": ("head__pk", "seq")}
    return rows.order_by(*(owner if owner is not None else named.get(model.__name__, ())), "pk")


def _plain(model: type[models.Model], row: dict[str, Any], order: dict[Any, dict[int, int]]) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if name not in RUN_ONLY}
    for name, target in (("case_id", Case), ("act_id", Act), ("head_id", StreamHead)):
        if name in plain:
            plain[name] = order[target][plain[name]]
    if "payload_text" in plain:
        payload = json.loads(plain.pop("payload_text"))
        plain["payload"] = payload | {"number": "", "act": order[Act][payload["act"]]}
    return plain


def test_door_and_loader_write_the_same_rows(world: World) -> None:
    rows, told = lives(world), {}
    for name, way in (("door", through_the_door), ("loader", lambda rows: through_the_loader(rows, world))):
        try:
            with transaction.atomic():
                way(rows)
                told[name] = dump()
                report = verify_ledger()
                assert report.ok, report
                raise Rollback
        except Rollback:
            pass
    for table, found in told["door"].items():
        assert told["loader"][table] == found, table
    assert len(told["door"]["Act"]) == len(told["loader"]["Act"]) > 15


def test_a_private_value_is_kept_encrypted_and_can_be_read(world: World) -> None:
    through_the_loader(lives(world)[:1], world)
    entry = PublicEntry.objects.get(stream="case")
    assert "张某" not in entry.payload_text
    assert read_private(entry) == {"secret_name": "张某"}


def test_a_call_made_again_at_the_door_is_known_as_a_repetition(world: World) -> None:
    rows = lives(world)[1:2]
    through_the_loader(rows, world)
    through_the_door(rows)
    assert Case.objects.count() == 1
    assert Act.objects.count() == len(rows[0].acts)


def test_an_opening_balance_comes_in_as_it_stands(world: World) -> None:
    bureau, done = world.district.education.pk, date(2025, 6, 30)
    acts = (BulkAct("register", date(2025, 6, 1), {"title": "旧件"}, to="working"), BulkAct("urge", done, to="done"))
    row = BulkCase("旧件", world.district.office.pk, acts, "OLD-7", {PartyRole.LEAD: [bureau]})
    through_the_loader([row], world)
    case = Case.objects.get(number="OLD-7")
    assert (case.state, case.closed_on, case.handling_unit_id) == ("done", done, bureau)
    assert set(case.parties.values_list("role", "is_open")) == {("origin", False), ("lead", False)}


def test_statements_do_not_grow_with_the_cases(world: World) -> None:
    def count(cases: int) -> int:
        rows = [
            BulkCase("件", world.district.office.pk, (BulkAct("register", START, {"title": "件"}),))
            for _ in range(cases)
        ]
        with CaptureQueriesContext(connection) as captured:
            through_the_loader(rows, world)
        return len(captured)

    count(1)
    assert count(3) == count(2)
