"""The command line: quick, complete, and clear when something is in the way."""

import os
import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from mingzheng.config.cli import COMMANDS_DIR, WITHOUT_DJANGO, main

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def run(*arguments, **changes):
    command = [sys.executable, "-m", "mingzheng.config.cli", *arguments]
    return subprocess.run(command, env={**ENVIRONMENT, **changes}, capture_output=True, text=True, timeout=60)


def test_the_version_is_told():
    assert CliRunner().invoke(main, ["--version"]).output.startswith("mingzheng, version ")


def test_every_file_of_the_folder_is_a_command_with_help():
    names = {path.stem.replace("_", "-") for path in COMMANDS_DIR.glob("[a-z]*.py")}
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0, result.output
    assert all(name in result.output for name in names)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("nothing", "没有子命令 nothing"),
        ("due --bogus", "没有选项 --bogus"),
        ("due --start", "选项 --start 用法不对"),
        ("due 1 --start 2026-01-05 --days 1", "多写了参数 1"),
        ("plan parse", "缺少 FILE"),
        ("ledger root --day 2026-13-01", "--day 的值不符合要求：日期应写作"),
        ("ledger verify --published pyproject.toml", "不是每日根的文件"),
    ],
)
def test_a_wrong_call_is_told_in_chinese(call, said, pytestconfig, monkeypatch):
    monkeypatch.chdir(pytestconfig.rootpath)
    result = CliRunner().invoke(main, call.split())
    assert (result.exit_code, result.output.startswith("错误：")) == (2, True)
    assert said in result.output
    assert "Usage" not in result.output


def test_commands_that_need_no_database_do_not_load_django():
    code = (
        "import sys; from mingzheng.config.cli import main\n"
        "for name in sys.argv[1:]: main.get_command(None, name)\n"
        "raise SystemExit('django.conf' in sys.modules)"
    )
    names = [name for name in ("check", "due", "plan", "serve", "secrets", "suite") if main.get_command(None, name)]
    assert set(names) <= WITHOUT_DJANGO
    assert subprocess.run([sys.executable, "-c", code, *names], env=ENVIRONMENT).returncode == 0


def test_a_busy_port_is_said_with_a_way_out(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        result = run("serve", "--port", str(port), "--no-demo", MINGZHENG_VAR=str(tmp_path), MINGZHENG_MODE="")
    assert result.returncode == 1
    assert f"--port {port + 1}" in result.stderr


def test_production_without_secrets_does_not_start_and_makes_none(tmp_path):
    result = run("serve", MINGZHENG_VAR=str(tmp_path), MINGZHENG_MODE="production")
    assert result.returncode == 1
    assert "拒绝启动" in result.stderr
    assert "./bin/mingzheng secrets" in result.stderr
    assert not (tmp_path / "secrets.json").exists()


def test_a_secrets_file_others_may_read_stops_the_start(tmp_path):
    run("secrets", MINGZHENG_VAR=str(tmp_path))
    (tmp_path / "secrets.json").chmod(0o644)
    result = run("serve", MINGZHENG_VAR=str(tmp_path), MINGZHENG_MODE="")
    assert "chmod 600" in result.stderr


def test_manage_hands_everything_on(tmp_path):
    result = run("manage", "check", "--deploy", "--help", MINGZHENG_VAR=str(tmp_path))
    assert result.returncode == 0
    assert "--fail-level" in result.stdout
