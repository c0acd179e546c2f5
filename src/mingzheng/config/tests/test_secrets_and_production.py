"""Secrets are made once and kept private; production refuses to start with weak ones and says why."""

import os
import subprocess
import sys

import pytest

from mingzheng.config.environment import database_from_url, read_environment
from mingzheng.config.production import list_refusals
from mingzheng.config.secrets import create_secrets_file, make_secrets, read_secrets

KEYS = ("MINGZHENG_LEDGER_KEY", "MINGZHENG_VAULT_KEY", "MINGZHENG_FIELD_KEY")


def production(tmp_path, **changes):
    made = make_secrets()
    values = {
        "MINGZHENG_MODE": "production",
        "MINGZHENG_VAR": str(tmp_path),
        "MINGZHENG_HOSTS": "oa.example.gov.cn",
        "MINGZHENG_HTTPS": "1",
        "MINGZHENG_SECRET_KEY": made.secret_key,
        "MINGZHENG_LEDGER_KEY": made.ledger_signing_key,
        "MINGZHENG_VAULT_KEY": made.ledger_vault_key,
        "MINGZHENG_FIELD_KEY": made.field_key,
    }
    values.update(changes)
    return {name: value for name, value in values.items() if value is not None}


def test_the_secrets_file_is_private_and_never_overwritten(tmp_path):
    assert create_secrets_file(tmp_path)
    before = read_secrets({}, tmp_path)
    assert before.is_complete
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert not create_secrets_file(tmp_path)
    assert read_secrets({}, tmp_path) == before


def test_without_stored_secrets_each_process_gets_random_ones_that_do_not_count_as_kept(tmp_path):
    first, second = (read_environment({"MINGZHENG_VAR": str(tmp_path)}) for _ in range(2))
    assert first.secrets != second.secrets
    assert not first.secrets_are_kept


def test_a_well_configured_production_may_start(tmp_path):
    assert list_refusals(read_environment(production(tmp_path))) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"MINGZHENG_SECRET_KEY": None}, "缺少密钥"),
        ({"MINGZHENG_SECRET_KEY": "short"}, "密钥过弱"),
        ({"MINGZHENG_SECRET_KEY": "a" * 80}, "密钥过弱"),
        ({"MINGZHENG_SECRET_KEY": "changeme" + make_secrets().secret_key}, "密钥过弱"),
        *[({name: None}, name) for name in KEYS],
        *[({name: "00" * 32}, name) for name in KEYS],
        ({"MINGZHENG_FIELD_KEY": "not hex"}, "MINGZHENG_FIELD_KEY"),
        ({"MINGZHENG_HOSTS": None}, "MINGZHENG_HOSTS"),
        ({"MINGZHENG_HOSTS": "*"}, "MINGZHENG_HOSTS"),
        ({"MINGZHENG_DEBUG": "1"}, "MINGZHENG_DEBUG"),
        ({"MINGZHENG_HTTPS": None}, "HTTPS"),
    ],
)
def test_production_refuses_and_names_the_one_thing_that_is_wrong(tmp_path, changes, words):
    (reason,) = list_refusals(read_environment(production(tmp_path, **changes)))
    assert words in reason


@pytest.mark.parametrize("mode", ["production", "Production ", "prod"])
def test_production_names_all_reasons_at_once_also_where_it_is_misspelt(tmp_path, mode):
    values = {"MINGZHENG_MODE": mode, "MINGZHENG_VAR": str(tmp_path)}
    assert len(list_refusals(read_environment(values))) == 6


def test_outside_production_nothing_is_refused(tmp_path):
    assert list_refusals(read_environment({"MINGZHENG_VAR": str(tmp_path)})) == ()


def test_settings_themselves_stop_a_badly_configured_production(tmp_path):
    values = {
        **os.environ,
        **production(tmp_path, MINGZHENG_SECRET_KEY="short"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    result = subprocess.run(
        [sys.executable, "-c", "import mingzheng.config.settings"], env=values, capture_output=True, text=True
    )
    assert result.returncode != 0
    assert "生产模式拒绝启动" in result.stderr


def test_database_addresses_are_read():
    assert database_from_url("sqlite:////srv/x.sqlite3")["NAME"] == "/srv/x.sqlite3"
    values = database_from_url("postgres://u:p%40ss@db.local:5433/mz?sslmode=require")
    assert (values["USER"], values["PASSWORD"], values["HOST"], values["PORT"], values["NAME"]) == (
        "u", "p@ss", "db.local", "5433", "mz",
    )  # fmt: skip
    assert values["OPTIONS"] == {"options": "-c jit=off", "sslmode": "require"}
    with pytest.raises(ValueError, match="unknown scheme"):
        database_from_url("mysql://x")
