"""Read the environment of one installation into a frozen value. Secrets come from `config.secrets`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from mingzheng.config.secrets import Secrets, make_secrets, read_secrets

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=10000;PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY;PRAGMA mmap_size=268435456;"
    # So that a row written over another (INSERT OR REPLACE) meets the triggers against removal.
    "PRAGMA recursive_triggers=ON;"
)


POSTGRES_OPTIONS = "-c jit=off"  # compiling a query costs more than any page asks of the database


@dataclass(frozen=True, slots=True)
class Environment:
    """What an installation is told from outside."""

    var_dir: Path
    site_dir: Path
    database_url: str
    secrets: Secrets
    secrets_are_kept: bool
    production: bool
    debug: bool
    https: bool
    hosts_were_given: bool
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    district_code: str


def _words(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def read_environment(values: Mapping[str, str]) -> Environment:
    """Return the installation's environment; defaults suit a laptop, never production.

    Without stored secrets the process gets random ones of its own (`secrets_are_kept` is then false): enough for tests
    and type checks; whoever would write data with them must refuse.
    """
    var_dir = Path(values.get("MINGZHENG_VAR", Path(__file__).resolve().parents[3] / "var"))
    # A mode that is misspelt must not open what production closes.
    production = values.get("MINGZHENG_MODE", "").strip().lower() not in {"", "development"}
    secrets = read_secrets(values, var_dir)
    kept = secrets.is_complete
    return Environment(
        var_dir=var_dir,
        site_dir=Path(values.get("MINGZHENG_SITE") or var_dir / "site"),
        database_url=values.get("DATABASE_URL") or f"sqlite:///{var_dir / 'mingzheng.sqlite3'}",
        secrets=secrets if kept or production else make_secrets(),
        secrets_are_kept=kept,
        production=production,
        debug=values.get("MINGZHENG_DEBUG", "") == "1",
        https=values.get("MINGZHENG_HTTPS", "") == "1",
        hosts_were_given=bool(_words(values.get("MINGZHENG_HOSTS", ""))),
        allowed_hosts=_words(values.get("MINGZHENG_HOSTS", "127.0.0.1,localhost,[::1]")),
        trusted_origins=_words(values.get("MINGZHENG_ORIGINS", "")),
        district_code=values.get("MINGZHENG_DISTRICT", "demo"),
    )


def database_from_url(url: str) -> dict[str, Any]:
    """Return Django's database settings for a sqlite:/// or postgres:// address.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "mingzheng.platform.database.sqlite",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS},
            "CONN_MAX_AGE": 600,
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": {"options": POSTGRES_OPTIONS, **dict(parse_qsl(parts.query))},
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"DATABASE_URL: unknown scheme {parts.scheme!r}; use sqlite:/// or postgres://")
