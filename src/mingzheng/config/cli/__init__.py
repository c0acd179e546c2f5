"""The `mingzheng` command: finds its subcommands in this folder and loads only the one that is asked for.

A file `name.py` here exports one click command called `name`. What a subcommand does belongs to the room it calls.
"""

import importlib
import os
import pkgutil
from pathlib import Path
from typing import Any

import click

from mingzheng.config.cli._usage import in_chinese
from mingzheng.kit.lazy import lazy_module

# These start in a blink because Django is not loaded for them (`serve` and `manage` load it themselves, later).
WITHOUT_DJANGO = frozenset(
    {"bench", "check", "due", "foi", "manage", "mask", "patrol", "plan", "secrets", "serve", "suite"}
)
metadata = lazy_module("importlib.metadata")
COMMANDS_DIR = Path(__file__).parent


def _version() -> str:
    """Return the installed version, or the one of the checkout when it is not installed as a package."""
    try:
        return str(metadata.version("mingzheng"))
    except metadata.PackageNotFoundError:
        return "0.1.0"


def _tell_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"mingzheng, version {_version()}")
        context.exit()


def prepare_django() -> None:
    """Load settings and apps. Called once, before a subcommand that needs the database is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")
    importlib.import_module("django").setup()


def _file_names() -> list[str]:
    modules = pkgutil.iter_modules([str(COMMANDS_DIR)])
    return [info.name.replace("_", "-") for info in modules if not info.name.startswith("_")]


class LazyGroup(click.Group):
    """A group whose subcommands are the modules of this folder, imported on first use; a wrong call is told in Chinese."""

    def make_context(self, *args: Any, **values: Any) -> click.Context:
        """Read the switches of the command itself."""
        with in_chinese():
            return super().make_context(*args, **values)

    def invoke(self, ctx: click.Context) -> Any:
        """Find and run the subcommand."""
        with in_chinese():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the files in this folder."""
        return sorted(_file_names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one subcommand; an unknown name gives None, as click expects."""
        name = cmd_name.replace("-", "_")
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name not in WITHOUT_DJANGO:
            prepare_django()
        module = importlib.import_module(f"{__name__}.{name}")
        command = getattr(module, name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.{name} is not a click command")
        return command


@click.command(cls=LazyGroup, name="mingzheng", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="显示版本。")
def main() -> None:
    """明政命令行。每个子命令用 --help 查看说明。"""
