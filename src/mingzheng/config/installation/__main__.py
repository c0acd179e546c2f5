"""What `bin/*` start with the system's Python: make `.venv` as the lock says, then become the command asked for.

Usage: python -m mingzheng.config.installation LOCK COMMAND [ARGUMENTS…], in the checkout.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from mingzheng.config.installation.console import SetupError, say
from mingzheng.config.installation.virtualenv import ensure_environment

ROOT = Path(__file__).resolve().parents[4]


def main(arguments: list[str]) -> int:
    """Replace this process by the command line inside `.venv`; return a status only when that fails."""
    if not (3, 11) <= sys.version_info[:2] < (3, 13):
        say("需要 Python 3.11 或 3.12（Debian 12 自带）。 Python 3.11 or 3.12 is needed.")
        return 1
    try:
        python = ensure_environment(ROOT, arguments[0])
    except SetupError as error:
        say(f"安装未完成。 The installation did not finish.\n{error}")
        return 1
    command = [str(python), "-m", "mingzheng.config.cli", *arguments[1:]]
    return os.execve(command[0], command, _keeping_bytecode(os.environ))  # noqa: S606 - the interpreter just made, no shell


def _keeping_bytecode(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the command: compiled files are kept under `var/`, also where none may lie beside sources.

    Without them every start compiles a thousand files again: a second and a half of the five it may take.
    """
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(ROOT / "var" / "bytecode"), **kept}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
