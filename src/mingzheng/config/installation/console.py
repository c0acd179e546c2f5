"""Says things to the person who started a script, and runs other programs. No decision is taken here."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class SetupError(Exception):
    """The installation cannot go on; the text says in Chinese and English what to do."""


def say(text: str) -> None:
    """Write one line for the person at the terminal."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def run(command: Sequence[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> None:
    """Run a program with its output shown only when it fails; raise SetupError with the output's end."""
    result = subprocess.run(
        list(command), cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if result.returncode:
        tail = result.stdout.decode("utf-8", "replace")[-3000:]
        raise SetupError(f"命令失败（command failed）: {' '.join(command)}\n{tail}")


def succeeds(command: Sequence[str]) -> bool:
    """Tell whether a program exists and ends with 0."""
    try:
        return subprocess.run(list(command), stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    except OSError:
        return False
