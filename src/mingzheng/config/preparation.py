"""Brings the database and the static files of one installation up to date before the servers start, and loads the demo.

Run as a program of its own by `config.cli.serve`, so that the supervisor need not carry Django. The demo district
is written in `config.demo`; the first administrators of an empty installation are made by `administration`.
"""

import hashlib
import importlib
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from mingzheng.config.prepared import Preparation, fingerprint, remember

DEMO_MODULE = "mingzheng.config.demo"
SITE_MODULE = "mingzheng.platform.portal.public"
LOST_PROCEDURE = "casework.E001"


def migrate_if_needed() -> frozenset[str]:
    """Apply pending migrations; return the names of all that are needed."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        click.echo("正在建立或升级数据库……", err=True)
        call_command("migrate", interactive=False, verbosity=0)
    return frozenset(f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.applied_migrations)


def refuse_lost_procedures() -> None:
    """End the start when open cases need a procedure version this program no longer has."""
    found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    lost = [message for message in found if message.id == LOST_PROCEDURE]
    if lost:
        raise click.ClickException("\n".join(f"{message.msg}。{message.hint}。" for message in lost))


def collect_static_if_changed() -> bool:
    """Copy the static files under hashed names; return whether anything had changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = _static_state()
    if stamp.is_file() and stamp.read_text("utf-8") == state:
        return False
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state, "utf-8")
    return True


def _static_state() -> str:
    """Return a digest over the name, size and age of every static file."""
    digest = hashlib.sha256(django.get_version().encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = os.stat(storage.path(name))
            digest.update(f"{name}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def load_demo_if_empty() -> list[Any]:
    """Load the demo district into an installation nobody uses yet; return the accounts with their new passwords.

    All or nothing: when it is interrupted, the next start begins again.
    """
    accounts = apps.get_model(settings.AUTH_USER_MODEL)
    if accounts._default_manager.exists():
        return []
    if find_spec(DEMO_MODULE) is None:
        click.echo("本版本未附示范数据，按空系统启动。", err=True)
        return []
    click.echo("正在装入示范区（云山区）数据……", err=True)
    with transaction.atomic():
        credentials: list[Any] = importlib.import_module(DEMO_MODULE).load()
    return credentials


def write_site_if_missing() -> None:
    """Have the public site written by the worker where none of its files exist yet: every way on it leads somewhere."""
    site = importlib.import_module(SITE_MODULE)
    if not site.count_files():
        site.rebuild_site()


def show_credentials(credentials: list[Any]) -> None:
    """Write the generated passwords, once; they are stored nowhere but as hashes."""
    if not credentials:
        return
    click.echo("\n示范账号（口令随机生成，仅显示这一次，请记下）：")
    for credential in credentials:
        click.echo(f"  {credential.username:<18} {credential.password:<22} {credential.role}")
    click.echo("")


@click.command()
@click.option("--demo/--no-demo", default=True)
def main(*, demo: bool) -> None:
    """Prepare everything; a failure is said in one paragraph and ends with status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")
    try:
        django.setup()
        connection.ensure_connection()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error
    except OperationalError as error:
        raise click.ClickException(f"无法连接数据库，请检查 DATABASE_URL 与数据库服务：{error}") from error
    state = fingerprint()
    migrations = migrate_if_needed()
    refuse_lost_procedures()
    collect_static_if_changed()
    if demo and not settings.PRODUCTION:
        show_credentials(load_demo_if_empty())
    write_site_if_missing()
    remember(settings.VAR_DIR, Preparation(state, migrations))


if __name__ == "__main__":
    main()
