"""`mingzheng suite`, which `bin/test` runs: system packages, checks, tests on both databases, and one closing line."""

import os
import signal
import time
from pathlib import Path

import click

from mingzheng.config.installation.console import SetupError
from mingzheng.config.installation.system_packages import install_missing
from mingzheng.config.suite.postgres import BINARIES, temporary_server
from mingzheng.config.suite.running import Outcome, run_checks, run_tests
from mingzheng.config.suite.steps import CHECKS, Step, test_runs

ROOT = Path(__file__).resolve().parents[4]
# Either will do. The first is the second without its windows, and much quicker.
BROWSERS = ({"chromium-headless-shell": "chromium-headless-shell"}, {"chromium": "/usr/bin/chromium"})
PACKAGES = {
    "postgresql": BINARIES,
    "poppler-utils": "pdftoppm",
    "fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
}


@click.command(short_help="运行全部检查与测试。")
@click.option("--long", is_flag=True, help="adds fuzz, kill and simulation runs")
@click.option("--checks/--no-checks", default=True, help="lint, types, contracts, migrations, documents")
@click.option("--sqlite/--no-sqlite", default=True, help="the test run on SQLite")
@click.option("--postgresql/--no-postgresql", default=True, help="the test run on PostgreSQL")
@click.argument("pytest_arguments", nargs=-1)
def suite(*, long: bool, checks: bool, sqlite: bool, postgresql: bool, pytest_arguments: tuple[str, ...]) -> None:
    """Run every check and the tests on SQLite and PostgreSQL; what stands after `--` goes to pytest."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    started = time.monotonic()
    outcomes = [_without(package) for package in (*_missing_browser(), *install_missing(PACKAGES))]
    for outcome in outcomes:
        click.echo(outcome.describe())
    outcomes += run_checks(CHECKS, root=ROOT, say=click.echo) if checks else []
    for step in test_runs(long=long, extra=pytest_arguments):
        if postgresql if step.needs_postgresql else sqlite:
            outcomes.append(_run(step))
    _conclude(outcomes, time.monotonic() - started)


def _missing_browser() -> list[str]:
    """Install the first browser this machine can have; return the last one's name when it can have none."""
    missing: list[str] = []
    for browser in BROWSERS:
        missing = install_missing(browser)
        if not missing:
            break
    return missing


def _without(package: str) -> Outcome:
    """Return the line of the summary for tests that cannot run for want of a system package."""
    return Outcome(f"tests that need {package}", None, 0.0, "not installed; as root it would be")


def _run(step: Step) -> Outcome:
    if not step.needs_postgresql:
        return run_tests(step, root=ROOT, say=click.echo, environment={})
    try:
        with temporary_server() as url:
            return run_tests(step, root=ROOT, say=click.echo, environment={"DATABASE_URL": url})
    except SetupError as error:
        return Outcome(step.name, None, 0.0, str(error))


def _conclude(outcomes: list[Outcome], seconds: float) -> None:
    """Show the summary and, as the very last line, the closing line of the test run that tells most.

    A part that could not run stands in the summary with its reason. On a desk that is enough, for somebody reads it; in
    continuous integration nobody does, so there it is a failure.
    """
    click.echo(f"\n---- summary ({seconds:.0f} s)")
    for outcome in outcomes:
        click.echo(outcome.describe())
    failed = [outcome for outcome in outcomes if outcome.failed]
    closing = [outcome.closing_line for outcome in (*failed, *outcomes[::-1]) if outcome.closing_line]
    if closing:
        click.echo(closing[0])
    unseen = bool(os.environ.get("CI")) and any(outcome.status is None for outcome in outcomes)
    raise SystemExit(1 if failed or unseen else 0)
