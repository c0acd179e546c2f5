"""A snapshot keeps what was frozen, tells later drift with its reasons, and its file can be checked elsewhere."""

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from mingzheng.config.cli.figures import figures as command
from mingzheng.figures import registry
from mingzheng.figures.declaration import Figure
from mingzheng.figures.errors import FigureError
from mingzheng.figures.models import Reading
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.public import (
    Frozen,
    NotFinal,
    correct_reading,
    drift,
    export_snapshot,
    take_snapshot,
    verify_reading,
)
from mingzheng.figures.snapshots import drifting
from mingzheng.figures.snapshots.drifting import check_here, check_many_rows
from mingzheng.figures.snapshots.services import check_file, frozen_in
from mingzheng.figures.tests.conftest import YEAR
from mingzheng.figures.tests.test_screens import report
from mingzheng.platform.org.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]
OLD = Period.year(2020)


@pytest.fixture
def reading(world):
    found = report(world)
    verify_reading(found.pk, actor=world.actor("section"))
    return found


@pytest.fixture
def snapshot(world, reading):
    items = [Frozen("trial.letters", Scope(None, YEAR)), Frozen("trial.units", Scope(None, OLD))]
    return take_snapshot("2025年报告", items, actor=world.actor("clerk"), subject="case:1")


def test_nothing_has_drifted_at_first(snapshot):
    assert drift(snapshot) == []
    assert [row.printed for row in snapshot.values.order_by("place")] == ["57件", "6个"]


def test_an_unverified_or_missing_value_cannot_be_frozen(world):
    report(world)
    items = [Frozen("trial.letters", Scope(None, YEAR)), Frozen("trial.answered", Scope(None, YEAR))]
    with pytest.raises(NotFinal) as told:
        take_snapshot("草稿", items, actor=world.actor("clerk"))
    assert "来信（2025年，填报未核）、已答复来信（2025年，暂无）" in told.value.message
    assert take_snapshot("草稿", items, actor=world.actor("clerk"), allow_unverified=True).pk


def test_a_wording_is_frozen_when_it_is_true(world, reading):
    scope = Scope(None, YEAR)
    taken = take_snapshot("甲", [Frozen("trial.letters", scope, "50余件")], actor=world.actor("clerk"))
    assert taken.values.get().printed == "50余件"
    with pytest.raises(FigureError, match="不符"):
        take_snapshot("乙", [Frozen("trial.letters", scope, "60余件")], actor=world.actor("clerk"))


def test_a_later_correction_shows_as_drift_and_the_frozen_value_stays(world, snapshot, reading):
    correct_reading(reading.pk, value="60", reason="补计", actor=world.actor("liaison"))
    (found,) = drift(snapshot)
    assert found.reasons[0] == "数值现为60件，冻结时为57件"
    assert snapshot.values.get(place=1).printed == "57件"
    assert frozen_in("trial.letters", Scope(None, YEAR))[0].printed == "57件"


def test_other_rows_with_the_same_sum_are_drift_too(snapshot):
    Unit.objects.filter(code="JYJ").update(valid_from="2021-01-01")
    Unit.objects.create(code="NEW", name="新局", kind="organ", valid_from="2020-03-01")
    (found,) = drift(snapshot)
    assert found.reasons == ("来源记录有变化：条数未变，内容有变",)


def test_where_rows_are_very_many_a_night_job_looks_at_them(snapshot, monkeypatch):
    monkeypatch.setattr(drifting, "MOST_DIGESTED", 1)
    Unit.objects.filter(code="JYJ").update(valid_from="2021-01-01")
    Unit.objects.create(code="NEW", name="新局", kind="organ", valid_from="2020-03-01")
    assert drift(snapshot) == []
    assert check_many_rows() == 1
    (found,) = drift(snapshot)
    assert found.reasons == ("来源记录有变化：条数未变，内容有变",)
    assert check_many_rows() == 0, "once a night is enough"


def test_another_definition_is_drift(snapshot):
    registry.withdraw_declaration("trial.units")
    (found,) = drift(snapshot)
    assert found.reasons == ("该指标已不再定义",)


def test_a_newer_version_is_drift(snapshot):
    held = registry.get_figure("trial.letters")
    registry.declare(Figure(held.code, held.title, "另一含义", version=2))
    assert any("指标定义有变化" in reason for item in drift(snapshot) for reason in item.reasons)
    registry.withdraw_declaration("trial.letters")


def test_the_file_is_checked_by_itself_and_here(snapshot, tmp_path):
    content = json.loads(json.dumps(export_snapshot(snapshot)))
    assert check_file(content) == []
    assert check_here(content) == []
    path = tmp_path / "s.json"
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    answer = CliRunner().invoke(command, ["verify", str(path)])
    assert (answer.exit_code, answer.output.strip()) == (0, "快照一致，共 2 个数值。")
    content["values"][0]["value"] = "58"
    assert check_file(content) == ["摘要不符：文件内容已被改动"]
    path.write_text(json.dumps(content), "utf-8")
    assert CliRunner().invoke(command, ["verify", str(path), "--alone"]).exit_code == 1


@pytest.mark.parametrize(
    "content", [{}, {"format": "x"}, {"format": "mingzheng.figures.snapshot", "format_version": 1}]
)
def test_a_foreign_file_is_told(content):
    assert len(check_file(content)) == 1


def test_the_command_lists_and_tells_values(world, reading):
    run = CliRunner().invoke
    assert "trial.letters@1" in run(command, ["list", "--room", "trial"]).output
    told = json.loads(run(command, ["value", "trial.letters", "--period", "year:2025", "--json"]).output)
    assert (told["value"], told["state"]) == ("57", "reading")
    assert run(command, ["value", "trial.letters", "--period", "rubbish"]).exit_code == 2
    assert run(command, ["value", "trial.nothing", "--period", "year:2025"]).exit_code == 2
    assert run(command, ["value", "trial.letters", "--period", "year:2025", "--unit", "JYJ"]).output.startswith("来信")


def test_a_snapshot_keeps_fractions(world, monkeypatch):
    Reading.objects.all().delete()
    monkeypatch.setitem(registry._declared, "trial.roads", Figure("trial.roads", "村道", "新修的村道", unit="公里"))
    found = report(world, "54.075", code="trial.roads")
    assert found.value == Decimal("54.075")
