"""Fixtures every test may use. Fixtures of one room live in that room's tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.views import serve as serve_static
from django.db import connection
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent
# How long an example takes says how busy the machine is, not whether the program is right.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Return the folder of real documents beside the project, or skip and say so."""
    folder = Path(os.environ.get("MINGZHENG_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"real documents not found: {folder} (set MINGZHENG_SHARED)")
    return folder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what the run on SQLite has told already: tests without a database, and of looks alone."""
    if connection.vendor != "postgresql":
        return
    told = [item for item in items if not _asks_the_database(item)]
    if told:
        config.hook.pytest_deselected(items=told)
        left_out = set(map(id, told))
        items[:] = [item for item in items if id(item) not in left_out]


def _asks_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("appearance") or (item.get_closest_marker("once") and not _is_long(item.config)):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    starts_programs = "subprocess" in vars(getattr(item, "module", None) or object)
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES or starts_programs)


def _is_long(config: pytest.Config) -> bool:
    return "not long" not in str(config.getoption("markexpr"))


DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
END_OTHER_SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """End what a live server's threads left connected to PostgreSQL, so that the database can be removed."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(END_OTHER_SESSIONS)


# The same Chromium without the windows around it comes first: it opens a page in less than half the processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _serve_to_keep(handler: Any, request: Any) -> Any:
    """Serve a style or a script as the real server does, to be kept: else every page asks for twenty of them again."""
    answer = serve_static(request, handler.file_path(request.path), insecure=True)
    answer["Cache-Control"] = "max-age=31536000"
    return answer


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return the system's Chromium under Playwright, or skip and say so. Mark such tests `browser`."""
    program = os.environ.get("MINGZHENG_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    # Imported here, so that only browser tests pay for it.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    # Playwright runs an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setattr(StaticFilesHandler, "serve", _serve_to_keep)
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """Return a fresh page of a desktop's size, in Chinese and in Shanghai's time; its cookies end with the test."""
    context = chromium.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1366, "height": 768}, reduced_motion="reduce"
    )
    context.set_default_timeout(15_000)
    opened = context.new_page()
    yield opened
    context.close()
