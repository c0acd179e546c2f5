"""The words an office keeps, for commands that proofread: from a folder that is named, or from its own database."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from mingzheng.config.cli import prepare_django
from mingzheng.config.environment import read_environment
from mingzheng.domains.patrol.ports import words_of_office
from mingzheng.kit.lazy import lazy_module
from mingzheng.proofing.lexicon.loading import KEY, LexiconError, read_folder

django_db = lazy_module("django.db")


def read_lexicon(folder: Path) -> dict[str, Any]:
    """Read the office's own rows; a row that cannot be used stops the command before anything is checked."""
    try:
        return {KEY: read_folder(folder)}
    except LexiconError as error:
        raise click.BadParameter(str(error), param_hint="--lexicon") from error


def has_database() -> bool:
    """Say whether this machine was told of a database, or holds one."""
    return (
        bool(os.environ.get("DATABASE_URL")) or (read_environment(os.environ).var_dir / "mingzheng.sqlite3").is_file()
    )


def stored_lexicon(on: date) -> dict[str, Any] | None:
    """Return the words the office keeps in its database, in force on a day; None, and a word about it, where none answers."""
    prepare_django()
    try:
        return dict(words_of_office(on))
    except django_db.Error:
        click.echo("本机关词库没有读到（数据库没有应答或者尚未建立），只按自带词库检查。", err=True)
        return None
