"""Tells in milliseconds, without Django, whether the last preparation still holds; in doubt it says no.

It compares the code's migrations and static files with what they were, and the database's list of applied migrations
with what is needed. The work itself is done by `config.preparation`.
"""

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mingzheng.config.environment import Environment
from mingzheng.kit.lazy import lazy_module

psycopg = lazy_module("psycopg")  # half a second of every start on SQLite
PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
FILE_NAME = "prepared.json"
APPLIED = "SELECT app || '.' || name FROM django_migrations"
ANYBODY = "SELECT count(*) FROM (SELECT 1 FROM accounts_account LIMIT 1) AS found"


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a preparation left behind: of which code, and which migrations it needs (`app.name`)."""

    fingerprint: str
    migrations: frozenset[str]


def fingerprint() -> str:
    """Return a digest over the lock file and over every migration and static file's name, size and age."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for folder in ("migrations", "static"):
        for base in sorted(PACKAGE.rglob(folder)):
            for path in sorted(base.rglob("*")):
                if path.is_file() and path.suffix != ".pyc":
                    status = path.stat()
                    digest.update(f"{path.relative_to(PACKAGE)}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def remember(var_dir: Path, preparation: Preparation) -> None:
    """Write down that a preparation is complete."""
    text = json.dumps({"fingerprint": preparation.fingerprint, "migrations": sorted(preparation.migrations)})
    draft = var_dir / f"{FILE_NAME}.new"
    draft.write_text(text, "utf-8")
    draft.replace(var_dir / FILE_NAME)


def still_holds(environment: Environment, *, demo: bool) -> bool:
    """Tell whether the servers may start at once: nothing to migrate, to collect, or (with `demo`) to load."""
    try:
        stored = json.loads((environment.var_dir / FILE_NAME).read_text("utf-8"))
        if stored["fingerprint"] != fingerprint() or not (environment.var_dir / "static").is_dir():
            return False
        applied, accounts = _ask_database(environment.database_url)
    except (OSError, ValueError, KeyError, sqlite3.Error, psycopg.Error):
        return False
    return set(stored["migrations"]) <= applied and (accounts > 0 or not demo)


def has_accounts(environment: Environment) -> bool:
    """Tell whether anybody has an account; in doubt yes, for then nobody is led to set up what is set up already."""
    try:
        return _ask_database(environment.database_url)[1] > 0
    except (sqlite3.Error, psycopg.Error):
        return True


def _ask_database(url: str) -> tuple[set[str], int]:
    """Return the applied migrations and whether there is any account, straight from the database."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        with closing(sqlite3.connect(f"file:{unquote(parts.path[1:])}?mode=ro", uri=True)) as file:
            return {row[0] for row in file.execute(APPLIED)}, file.execute(ANYBODY).fetchone()[0]
    with psycopg.connect(url, connect_timeout=5) as database, database.cursor() as cursor:
        applied = {row[0] for row in cursor.execute(APPLIED).fetchall()}
        found = cursor.execute(ANYBODY).fetchone()
        return applied, found[0] if found else 0
