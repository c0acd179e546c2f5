"""Makes `.venv` from a lock file and keeps it in step with it. System packages live in `system_packages`."""

import fcntl
import hashlib
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingzheng.config.installation.console import SetupError, run, say, succeeds
from mingzheng.config.installation.system_packages import install_missing, may_install

BASE_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
NO_VENV = """缺少 python3-venv，无法建立独立的 Python 环境。请用管理员身份执行：
    apt-get update && apt-get install -y python3-venv
然后再次运行本命令。
python3-venv is missing: install it as root with the line above and start again."""
VERSION_CHECK = "import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] < (3, 13))"


def ensure_environment(root: Path, lock_name: str) -> Path:
    """Return the interpreter of `.venv`, installed exactly as the lock says; does nothing when it already is.

    Raises SetupError with a message for people when it cannot be done.
    """
    (root / "var").mkdir(exist_ok=True)
    with _one_at_a_time(root / "var" / "install.lock"):
        python = root / ".venv" / "bin" / "python"
        if not succeeds([str(python), "-c", VERSION_CHECK]):
            _create(root)
        digest = _digest(root / lock_name)
        if _read_stamp(root).get(lock_name) != digest:
            say(f"正在安装依赖（{lock_name}），首次约需一分钟…… Installing dependencies.")
            _install(root, python, lock_name)
            _write_stamp(root, lock_name)
    return python


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _create(root: Path) -> None:
    """Make `.venv` by the first way this machine offers."""
    folder = root / ".venv"
    shutil.rmtree(folder, ignore_errors=True)
    if succeeds(["uv", "--version"]):
        run(["uv", "venv", "--quiet", "--no-project", "--python", sys.executable, str(folder)], cwd=root)
        return
    if not succeeds([sys.executable, "-c", "import ensurepip"]) and may_install():
        install_missing({"python3-venv": ""})
    if succeeds([sys.executable, "-c", "import ensurepip"]):
        run([sys.executable, "-m", "venv", str(folder)])
    elif succeeds([sys.executable, "-m", "pip", "--version"]):
        run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    else:
        raise SetupError(NO_VENV)


def _install(root: Path, python: Path, lock_name: str) -> None:
    """Install the lock with every hash checked: uv when there is one, otherwise pip."""
    lock = ["--require-hashes", "-r", str(root / lock_name)]
    if succeeds(["uv", "--version"]):
        run(["uv", "pip", "install", "--quiet", "--python", str(python), *lock], cwd=root)
    elif succeeds([str(python), "-m", "pip", "--version"]):
        run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *lock])
    else:
        outer = [sys.executable, "-m", "pip", "--python", str(python)]
        run([*outer, "install", "--quiet", "--disable-pip-version-check", "--no-input", *lock])


def _stamp_path(root: Path) -> Path:
    return root / ".venv" / "mingzheng-lock-digests"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_stamp(root: Path) -> dict[str, str]:
    try:
        lines = _stamp_path(root).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split(" ", 1) for line in lines if " " in line)


def _write_stamp(root: Path, lock_name: str) -> None:
    """Remember what is installed; the development lock contains the base lock when their pins agree."""
    stamp = {lock_name: _digest(root / lock_name)}
    if lock_name == DEV_LOCK and _pins(root / BASE_LOCK) <= _pins(root / DEV_LOCK):
        stamp[BASE_LOCK] = _digest(root / BASE_LOCK)
    _stamp_path(root).write_text("".join(f"{name} {digest}\n" for name, digest in stamp.items()), "utf-8")


def _pins(path: Path) -> set[str]:
    return set(re.findall(r"^([A-Za-z0-9_.\[\]-]+==\S+)", path.read_text("utf-8"), re.MULTILINE))
