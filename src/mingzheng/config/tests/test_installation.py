"""The environment is installed when its lock changed, and only then."""

import sys

import pytest

from mingzheng.config.installation import __main__ as installation
from mingzheng.config.installation import system_packages, virtualenv
from mingzheng.config.installation.console import SetupError, run


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    (tmp_path / "requirements.lock").write_text("a==1 \\\n    --hash=sha256:00\n")
    (tmp_path / "requirements-dev.lock").write_text("a==1 \\\n    --hash=sha256:00\nb==2 \\\n    --hash=sha256:00\n")
    done = []

    def create(root):
        done.append("create")
        (root / ".venv" / "bin").mkdir(parents=True)
        (root / ".venv" / "bin" / "python").symlink_to(sys.executable)

    monkeypatch.setattr(virtualenv, "_create", create)
    monkeypatch.setattr(virtualenv, "_install", lambda root, python, lock: done.append(lock))
    return tmp_path, done


def test_a_second_start_installs_nothing(checkout):
    root, done = checkout
    for _ in range(2):
        assert virtualenv.ensure_environment(root, "requirements.lock") == root / ".venv" / "bin" / "python"
    assert done == ["create", "requirements.lock"]


def test_a_changed_lock_is_installed(checkout):
    root, done = checkout
    virtualenv.ensure_environment(root, "requirements.lock")
    (root / "requirements.lock").write_text("a==2 \\\n    --hash=sha256:00\n")
    virtualenv.ensure_environment(root, "requirements.lock")
    assert done.count("requirements.lock") == 2


def test_the_development_lock_contains_the_base_lock(checkout):
    root, done = checkout
    virtualenv.ensure_environment(root, "requirements-dev.lock")
    virtualenv.ensure_environment(root, "requirements.lock")
    assert done == ["create", "requirements-dev.lock"]


def test_without_venv_pip_or_uv_the_message_names_the_package(tmp_path, monkeypatch):
    monkeypatch.setattr(virtualenv, "succeeds", lambda command: False)
    monkeypatch.setattr(virtualenv, "may_install", lambda: False)
    with pytest.raises(SetupError, match="python3-venv"):
        virtualenv._create(tmp_path)


def test_only_missing_packages_are_installed_and_only_as_root(monkeypatch):
    commands = []
    monkeypatch.setattr(system_packages, "run", lambda command, env: commands.append(command))
    monkeypatch.setattr(system_packages, "may_install", lambda: False)
    packages = {"present": "sh", "absent": "no-such-program"}
    assert system_packages.install_missing(packages) == ["absent"]
    assert commands == []
    monkeypatch.setattr(system_packages, "may_install", lambda: True)
    assert system_packages.install_missing(packages) == []
    assert commands[-1][-1] == "absent"


def test_a_failed_command_shows_the_end_of_its_output():
    with pytest.raises(SetupError, match="the reason"):
        run([sys.executable, "-c", "raise SystemExit('the reason')"])


def test_compiled_files_are_kept_under_var_also_where_none_may_lie_beside_the_sources():
    kept = installation._keeping_bytecode({"PYTHONDONTWRITEBYTECODE": "1", "LANG": "zh_CN.UTF-8"})
    assert kept == {"PYTHONPYCACHEPREFIX": str(installation.ROOT / "var" / "bytecode"), "LANG": "zh_CN.UTF-8"}
    assert installation._keeping_bytecode({"PYTHONPYCACHEPREFIX": "/srv/compiled"}) == {
        "PYTHONPYCACHEPREFIX": "/srv/compiled"
    }
