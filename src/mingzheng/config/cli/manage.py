"""`mingzheng manage …`: hands everything after it to Django's own management commands."""

import os
import sys

import click
from django.core.management import execute_from_command_line


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    short_help="Django 管理命令（migrate、run_worker 等）。",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one management command with its own options."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")
    execute_from_command_line([f"{sys.argv[0]} manage", *arguments])
