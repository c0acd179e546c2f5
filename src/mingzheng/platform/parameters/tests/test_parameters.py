"""A parameter has bounds, a reason for each change, a history, an entry in the ledger, and one value everywhere."""

import threading

import pytest
from django.db import connection, connections, transaction

from mingzheng.platform.ledger import public as ledger
from mingzheng.platform.parameters import public as parameters
from mingzheng.platform.parameters import registry
from mingzheng.platform.parameters.models import ParameterValue


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(registry, "_declared", {})
    for parameter in (
        parameters.Parameter(
            "t.days", "提前天数", "int", 3, "本地规定", "test", minimum=1, maximum=30, status="to_confirm"
        ),
        parameters.Parameter("t.mode", "方式", "choice", "a", "", "test", choices=(("a", "甲"), ("b", "乙"))),
        parameters.Parameter("t.on", "开关", "bool", True, "", "test"),
        parameters.Parameter("t.name", "名称", "str", "", "", "test", maximum=5),
    ):
        parameters.declare(parameter)


@pytest.mark.django_db
def test_the_default_holds_until_somebody_sets_a_value():
    assert parameters.get_value("t.days") == 3
    parameters.set_value("t.days", 7, actor="account:1", reason="会议决定")
    assert parameters.get_value("t.days") == 7


@pytest.mark.django_db
def test_each_change_stands_in_history_and_ledger_with_its_reason():
    parameters.set_value("t.days", 7, actor="account:1", reason="会议决定")
    parameters.set_value("t.days", 5, actor="account:2", reason="改回")
    changes = [(c.version, c.old_value, c.new_value, c.reason) for c in parameters.list_changes("t.days")]
    assert changes == [(2, 7, 5, "改回"), (1, 3, 7, "会议决定")]
    assert ledger.list_entries("setting", "t.days")[1].payload == {"old": 7, "new": 5, "reason": "改回"}


@pytest.mark.django_db
def test_a_value_to_be_confirmed_says_so_until_it_is_set():
    def label():
        return next(v for v in parameters.list_parameters() if v.parameter.key == "t.days").status_label

    assert label() == "待确认"
    parameters.set_value("t.days", 3, actor="account:1", reason="核对无误")
    assert label() == "已确认"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("t.days", 0),
        ("t.days", 31),
        ("t.days", True),
        ("t.days", "3"),
        ("t.mode", "c"),
        ("t.on", 1),
        ("t.name", "一二三四五六"),
    ],
)
def test_a_value_out_of_bounds_is_refused_and_changes_nothing(key, value):
    with pytest.raises(parameters.BadValueError):
        parameters.set_value(key, value, actor="account:1", reason="试")
    assert not ParameterValue.objects.exists()


@pytest.mark.django_db
def test_a_change_without_reason_is_refused():
    with pytest.raises(parameters.BadValueError, match="理由"):
        parameters.set_value("t.days", 5, actor="account:1", reason=" ")


def test_an_unknown_key_is_an_error():
    with pytest.raises(parameters.UnknownParameterError):
        parameters.get_value("t.none")


def test_a_key_is_declared_once_and_its_default_is_valid():
    with pytest.raises(ValueError, match="twice"):
        parameters.declare(parameters.Parameter("t.days", "别的", "int", 4, "", "test"))
    with pytest.raises(parameters.BadValueError):
        parameters.declare(parameters.Parameter("t.bad", "坏", "int", 0, "", "test", minimum=1))


@pytest.mark.django_db
def test_a_snapshot_costs_one_query_for_any_number_of_values(django_assert_num_queries):
    with parameters.snapshot(), django_assert_num_queries(1):
        for key in ("t.days", "t.mode", "t.on", "t.days"):
            parameters.get_value(key)


@pytest.mark.django_db
def test_a_value_set_and_rolled_back_inside_a_snapshot_is_not_served():
    with parameters.snapshot():
        assert parameters.get_value("t.days") == 3
        with transaction.atomic():
            parameters.set_value("t.days", 9, actor="account:1", reason="试")
            assert parameters.get_value("t.days") == 9
            transaction.set_rollback(True)
        assert parameters.get_value("t.days") == 3


@pytest.mark.django_db(transaction=True)
def test_a_change_by_another_connection_is_in_force_at_once():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection")
    assert parameters.get_value("t.days") == 3

    def elsewhere():
        parameters.set_value("t.days", 9, actor="account:1", reason="另一进程")
        connections.close_all()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert parameters.get_value("t.days") == 9
