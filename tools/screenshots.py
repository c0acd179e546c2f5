"""Takes the pictures of the manual and of the walkthrough from a freshly loaded demo district, in a real browser.

    .venv/bin/python tools/screenshots.py [--keep FOLDER]

Everything happens in a database of its own; `--keep` leaves it in a folder, so that the next run need not load the demo
again. The scenes stand in `scenes`; nothing here belongs to the product.
"""

import importlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]

CHROMIUM = ("chromium", "chromium-browser")
OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
DATABASE, LOADED, CREDENTIALS = "mingzheng.sqlite3", "loaded.sqlite3", "credentials.json"


def prepare(folder: Path) -> dict[str, str]:
    """Make an installation with the demo in a folder, or put a kept one back to its beginning; return the passwords."""
    os.environ.update(
        MINGZHENG_VAR=str(folder),
        DJANGO_SETTINGS_MODULE="mingzheng.config.settings",
        DATABASE_URL="",
        PYTHONPATH=str(ROOT / "src"),
    )
    secrets = importlib.import_module("mingzheng.config.secrets")
    if not (folder / secrets.FILE_NAME).exists():
        secrets.create_secrets_file(folder)
    for leftover in folder.glob(f"{DATABASE}*"):
        leftover.unlink()
    if (folder / LOADED).exists():
        shutil.copy(folder / LOADED, folder / DATABASE)
    preparation = importlib.import_module("mingzheng.config.preparation")
    importlib.import_module("django").setup()
    preparation.migrate_if_needed()
    preparation.collect_static_if_changed()
    if not (folder / LOADED).exists():
        loaded = {row.username: row.password for row in preparation.load_demo_if_empty()}
        (folder / CREDENTIALS).write_text(json.dumps(loaded), "utf-8")
        connection = importlib.import_module("django.db").connection
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(folder / DATABASE, folder / LOADED)
    return json.loads((folder / CREDENTIALS).read_text("utf-8"))


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run web server and worker on a free port; give the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    web = (
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--no-ws", "--blocking-threads", "2", "--log-level", "warning"),
        *("--static-path-route", "/static", "--static-path-mount", str(folder / "static")),
        "mingzheng.config.wsgi:application",
    )
    programs = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603 - two commands written here
        for command in (web, (sys.executable, "-m", "django", "run_worker"))
    ]
    try:
        _wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        for program in programs:
            program.terminate()
        for program in programs:
            program.wait(30)


def _wait_for(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise click.ClickException("the web server does not answer")


@click.command(help=__doc__)
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Folder that keeps the loaded demo.")
@click.option("--only", multiple=True, help="Scenes to take: stills, administration, numbers, openness, walkthrough.")
def main(*, keep: Path | None, only: tuple[str, ...]) -> None:
    """Take all pictures."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        raise click.ClickException("no Chromium on this machine")
    folder = (keep or Path(tempfile.mkdtemp(prefix="mingzheng-pictures-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        passwords = prepare(folder)
        scenes = importlib.import_module("scenes")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop running; nothing here is concurrent
        with running(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
            camera = scenes.Camera(browser, address, passwords, ROOT / "docs")
            for name, scene in scenes.SCENES.items():
                if not only or name in only:
                    click.echo(f"{name} …")
                    scene(camera)
            browser.close()
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
