"""Preparation: the demo is loaded once and whole, and a start is quick only when nothing changed."""

import sys
import types

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from mingzheng.config import preparation, prepared
from mingzheng.config.environment import read_environment
from mingzheng.config.prepared import Preparation
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import find_rebuild


@pytest.fixture
def demo(monkeypatch):
    module = types.ModuleType("demo_for_tests")
    module.loads = 0

    def load():
        module.loads += 1
        apps.get_model(settings.AUTH_USER_MODEL)._default_manager.create(
            username="demo", kind="service", created_at=now()
        )
        return [types.SimpleNamespace(role="党政办经办", username="demo", password="generated")]

    module.load = load
    monkeypatch.setitem(sys.modules, "demo_for_tests", module)
    monkeypatch.setattr(preparation, "DEMO_MODULE", "demo_for_tests")
    monkeypatch.setattr(preparation, "find_spec", lambda name: module)
    return module


@pytest.mark.django_db
def test_the_demo_is_loaded_into_an_empty_installation_once(demo):
    (credential,) = preparation.load_demo_if_empty()
    assert credential.username == "demo"
    assert preparation.load_demo_if_empty() == []
    assert demo.loads == 1


@pytest.mark.django_db
def test_an_absent_demo_is_said_and_nothing_breaks(monkeypatch, capsys):
    monkeypatch.setattr(preparation, "find_spec", lambda name: None)
    assert preparation.load_demo_if_empty() == []
    assert "未附示范数据" in capsys.readouterr().err


def test_passwords_are_shown_once_on_the_terminal(capsys):
    preparation.show_credentials([types.SimpleNamespace(role="核验人员", username="heyan", password="p-1")])
    assert "p-1" in capsys.readouterr().out


def test_static_files_are_collected_only_when_they_changed(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    assert preparation.collect_static_if_changed()
    assert not preparation.collect_static_if_changed()
    assert any(settings.STATIC_ROOT.rglob("*.js"))


@pytest.fixture
def environment(tmp_path, monkeypatch):
    monkeypatch.setattr(prepared, "_ask_database", lambda url: ({"a.0001", "b.0001"}, 1))
    (tmp_path / "static").mkdir()
    return read_environment({"MINGZHENG_VAR": str(tmp_path)})


def test_a_remembered_preparation_holds_while_nothing_changes(environment):
    assert not prepared.still_holds(environment, demo=True)
    prepared.remember(environment.var_dir, Preparation(prepared.fingerprint(), frozenset({"a.0001", "b.0001"})))
    assert prepared.still_holds(environment, demo=True)


@pytest.mark.parametrize(("needed", "fingerprint"), [({"a.0001", "c.0001"}, None), ({"a.0001"}, "other code")])
def test_a_missing_migration_or_other_code_ends_it(environment, needed, fingerprint):
    remembered = Preparation(fingerprint or prepared.fingerprint(), frozenset(needed))
    prepared.remember(environment.var_dir, remembered)
    assert not prepared.still_holds(environment, demo=False)


def test_an_empty_database_ends_it_when_the_demo_is_wanted(environment, monkeypatch):
    monkeypatch.setattr(prepared, "_ask_database", lambda url: ({"a.0001"}, 0))
    prepared.remember(environment.var_dir, Preparation(prepared.fingerprint(), frozenset({"a.0001"})))
    assert prepared.still_holds(environment, demo=False)
    assert not prepared.still_holds(environment, demo=True)


def test_a_lost_database_file_ends_it(tmp_path):
    environment = read_environment({"MINGZHENG_VAR": str(tmp_path)})
    (tmp_path / "static").mkdir()
    prepared.remember(tmp_path, Preparation(prepared.fingerprint(), frozenset()))
    assert not prepared.still_holds(environment, demo=False)
    assert not (tmp_path / "mingzheng.sqlite3").exists()


@pytest.mark.django_db
def test_the_database_is_asked_what_was_applied(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("reads a SQLite file")
    call_command("migrate", "--check", verbosity=0)
    applied, accounts = prepared._ask_database(f"sqlite:///{connection.settings_dict['NAME']}")
    assert "jobs.0001_initial" in applied
    assert accounts == 0


@pytest.mark.django_db
def test_the_public_site_is_written_where_it_has_no_files_yet():
    preparation.write_site_if_missing()
    run = find_rebuild()
    assert run is not None
    assert run.finished_at is None
