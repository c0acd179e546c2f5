"""A PostgreSQL server for the tests alone: made in a temporary folder, reachable by a socket file only, thrown away."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mingzheng.config.installation.console import SetupError

BINARIES = "/usr/lib/postgresql"
# Speed before safety: nothing in this server outlives the run.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    # Nobody reads its log again, and tables that live for one test are not worth tidying.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
}
WAIT_SECONDS = 30


def find_binaries() -> Path | None:
    """Return the folder of the newest installed server's programs."""
    found = [path.parent for path in Path(BINARIES).glob("*/bin/initdb")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


@contextlib.contextmanager
def temporary_server() -> Iterator[str]:
    """Yield the DATABASE_URL of a running server; raise SetupError when none can be made here."""
    binaries = find_binaries()
    if binaries is None:
        raise SetupError("PostgreSQL is not installed (apt-get install postgresql)")
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="mingzheng-pg-"))
    try:
        if owner:
            shutil.chown(folder, owner, owner)
        _initialise(binaries, folder, owner)
        with _running(binaries, folder, owner):
            yield f"postgres://mingzheng@/mingzheng?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    """Return whom the server must run as: PostgreSQL refuses root, so as root it is `postgres`."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError as error:
        raise SetupError("running as root, and there is no user `postgres` to run PostgreSQL as") from error


def _initialise(binaries: Path, folder: Path, owner: str | None) -> None:
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "mingzheng", "--auth=trust", "-E", "UTF8"]
    command += ["--no-sync", "--locale=C.UTF-8"]
    result = subprocess.run(command, cwd="/", user=owner, group=owner, capture_output=True, env=_environment())
    if result.returncode:
        raise SetupError(f"initdb failed: {result.stderr.decode('utf-8', 'replace')[-500:]}")


@contextlib.contextmanager
def _running(binaries: Path, folder: Path, owner: str | None) -> Iterator[None]:
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options]
    log_path = folder / "server.log"
    with log_path.open("wb") as log:
        server = subprocess.Popen(command, cwd="/", user=owner, group=owner, stdout=log, stderr=log, env=_environment())
    try:
        ready = [str(binaries / "pg_isready"), "-q", "-h", str(folder)]
        deadline = time.monotonic() + WAIT_SECONDS
        while subprocess.run(ready, capture_output=True).returncode:
            if server.poll() is not None or time.monotonic() > deadline:
                raise SetupError(f"PostgreSQL did not start: {log_path.read_text('utf-8', 'replace')[-500:]}")
            time.sleep(0.1)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
