"""Says in Chinese what is wrong with a call of the command line, and where its usage stands."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click
from click.exceptions import (
    BadArgumentUsage,
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoSuchCommand,
    NoSuchOption,
)


class WrongCall(click.UsageError):
    """A wrong call, said in Chinese; the command ends with 2."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message to the error stream."""
        click.echo(f"错误：{self.message}", file=file, err=True)
        if self.ctx is not None:
            click.echo(f"用法见：{self.ctx.command_path} --help", file=file, err=True)


@contextmanager
def in_chinese() -> Iterator[None]:
    """Turn what click finds wrong with a call into Chinese words."""
    try:
        yield
    except (WrongCall, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise WrongCall(_describe(error), error.ctx) from error


def _describe(error: click.UsageError) -> str:
    if isinstance(error, NoSuchOption):
        return f"没有选项 {error.option_name}{_nearest(error.possibilities)}"
    if isinstance(error, NoSuchCommand):
        return f"没有子命令 {error.command_name}{_nearest(error.possibilities)}"
    if isinstance(error, MissingParameter):
        return f"缺少 {_name(error)}"
    if isinstance(error, BadParameter):
        return f"{_name(error)} 的值不符合要求：{_expected(error)}"
    if isinstance(error, BadOptionUsage):
        return f"选项 {error.option_name} 用法不对，是否漏写或者多写了它的值"
    if isinstance(error, BadArgumentUsage):
        return "参数的个数不对"
    extra = re.search(r"extra arguments? \((.+)\)", error.message)
    return f"多写了参数 {extra[1]}" if extra else f"写法不对（{error.message}）"


def _expected(error: BadParameter) -> str:
    """Return what the value should be, by its type; a message of our own stays as it is."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Path):
        return "没有这个文件，或者不能读取"
    if isinstance(kind, click.DateTime):
        return "日期应写作 2026-03-19"
    if isinstance(kind, click.Choice):
        return f"应为其中之一：{'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.types.IntParamType):
        return "应为整数，并在允许的范围内"
    return error.message


def _name(error: BadParameter) -> str:
    hint = error.param_hint
    if isinstance(hint, str):
        return hint
    if hint:
        return "、".join(hint)
    name = error.param.opts[-1] if error.param else "参数"
    return name if name.startswith("-") else name.upper()


def _nearest(possibilities: list[str] | None) -> str:
    return f"，是不是 {'、'.join(possibilities)}" if possibilities else ""
