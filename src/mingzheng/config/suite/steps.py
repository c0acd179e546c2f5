"""The list of checks, as data. A new check is one line here; how checks are run is in `running`."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

SOURCES = ("src", "tests", "conftest.py")
# These floors know no database, so one run of their tests tells everything.
WITHOUT_DATABASE = ("src/mingzheng/kit", "src/mingzheng/worktime", "src/mingzheng/documents")
MODULE = (sys.executable, "-m")
COMMAND_LINE = (*MODULE, "mingzheng.config.cli")


@dataclass(frozen=True, slots=True)
class Step:
    """One check: what it is called, its command, what it needs, and the subcommand that must exist for it."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    needs_postgresql: bool = False
    subcommand: str = ""


CHECKS = (
    Step("lint", (*MODULE, "ruff", "check", *SOURCES)),
    Step("format", (*MODULE, "ruff", "format", "--check", *SOURCES)),
    Step("import contracts", (str(Path(sys.executable).parent / "lint-imports"), "--no-cache")),
    Step("types", (*MODULE, "mypy")),
    Step(
        "migrations",
        (*MODULE, "django", "makemigrations", "--check", "--dry-run"),
        {"DJANGO_SETTINGS_MODULE": "mingzheng.config.settings_test"},
    ),
    Step("generated documents", (*COMMAND_LINE, "docs", "check"), subcommand="docs"),
)


def test_runs(*, long: bool, extra: tuple[str, ...]) -> tuple[Step, ...]:
    """Return the test runs: everything on SQLite, then what touches a database again on PostgreSQL (see conftest.py)."""
    marker = "" if long else "not long"
    pytest = (*MODULE, "pytest", "-n", "2", "--dist", "worksteal", "-m", marker, "--durations", "10", *extra)
    ignored = tuple(f"--ignore={folder}" for folder in WITHOUT_DATABASE)
    return (
        Step("tests on SQLite", pytest, {"DATABASE_URL": ""}),
        Step("tests on PostgreSQL", (*pytest, *ignored), needs_postgresql=True),
    )
