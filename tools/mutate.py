"""Mutation testing of code that needs a database: one small change at a time, the focused tests against each.

The tests and their database are set up once; every mutant runs in a forked process that swaps the changed function's
code in place, so that a mutant costs only its tests. Usage, from the root of the checkout:

    python tools/mutate.py mingzheng.casework.rules [--only NAME] [--sample N] [--seconds N] [--keyword K] TESTS...

Prints one line per survivor and the figures. What survives is judged by a person, in docs/mutation.md.
"""

import argparse
import ast
import copy
import importlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
SECONDS_PER_MUTANT = 60
LOG = os.environ.get("MUTATE_LOG", os.devnull)
SWAPS: dict[type, type] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Sub: ast.Add,
    ast.Add: ast.Sub,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One change: in which function, on which line, and what the line becomes."""

    function: str
    line: int
    text: str
    tree: ast.FunctionDef


def list_mutants(function: ast.FunctionDef) -> Iterator[Mutant]:
    """Return every change of one function."""
    nodes = _changeable(function)
    for index, node in enumerate(nodes):
        for change in _changes(node):
            fresh = copy.deepcopy(function)
            change(_changeable(fresh)[index])
            ast.fix_missing_locations(fresh)
            before, after = ast.unparse(function).splitlines(), ast.unparse(fresh).splitlines()
            moved = [new.strip() for old, new in zip(before, after, strict=False) if old != new]
            yield Mutant(function.name, getattr(node, "lineno", function.lineno), moved[0] if moved else "…", fresh)


def _changeable(function: ast.FunctionDef) -> list[ast.AST]:
    """Return what may be changed: the body. Defaults of arguments belong to the function, not to its code."""
    return [node for statement in function.body for node in ast.walk(statement)]


def _changes(node: ast.AST) -> Iterator[Callable[[Any], None]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        yield lambda item: item.ops.__setitem__(0, SWAPS[type(item.ops[0])]())
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
        yield lambda item: setattr(item, "op", SWAPS[type(item.op)]())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda item: setattr(item, "operand", ast.UnaryOp(ast.Not(), item.operand))
    if isinstance(node, ast.Constant):
        yield from _constants(node.value)
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield lambda item: setattr(item, "test", ast.UnaryOp(ast.Not(), item.test))
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield lambda item: setattr(item, "value", ast.Constant(None))
    if isinstance(node, ast.Name) and node.id in NAMES:
        yield lambda item: setattr(item, "id", NAMES[item.id])
    for name in ("body", "orelse", "finalbody"):
        statements = getattr(node, name, None)
        for at, statement in enumerate(statements if isinstance(statements, list) else []):
            if isinstance(statement, ast.Raise | ast.Expr | ast.AugAssign):
                yield lambda item, name=name, at=at: getattr(item, name).__setitem__(at, ast.Pass())


def _constants(value: object) -> Iterator[Callable[[Any], None]]:
    if isinstance(value, bool):
        yield lambda item: setattr(item, "value", not item.value)
    elif isinstance(value, int):
        yield lambda item: setattr(item, "value", item.value + 1)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def mutants_of(module_name: str, only: set[str]) -> list[Mutant]:
    """Return every mutant of a module's functions (or of those named), in order."""
    path = importlib.import_module(module_name).__file__ or ""
    tree = ast.parse(Path(path).read_text("utf-8"))
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (not only or node.name in only):
            plain = copy.deepcopy(node)
            plain.returns = None
            for argument in (item for item in ast.walk(plain) if isinstance(item, ast.arg)):
                argument.annotation = None
            if ast.get_docstring(plain) is not None:
                plain.body = plain.body[1:] or [ast.Pass()]
            found += list_mutants(plain)
    return found


def swap_code(module_name: str, mutant: Mutant) -> None:
    """Give the living function the changed code."""
    tree = ast.Module([mutant.tree], [])
    compiled = compile(ast.fix_missing_locations(tree), module_name, "exec")
    code = next(item for item in compiled.co_consts if isinstance(item, CodeType) and item.co_name == mutant.function)
    function = getattr(importlib.import_module(module_name), mutant.function)
    function = getattr(function, "__wrapped__", function)
    assert isinstance(function, FunctionType)
    function.__code__ = code


class MutationRun:
    """A pytest plugin that runs the collected tests once per mutant instead of once."""

    def __init__(self, module: str, mutants: list[Mutant], seconds: float) -> None:
        self.module, self.mutants, self.seconds = module, mutants, seconds
        self.survivors: list[Mutant] = []
        self.tried = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests untouched to set everything up, then against each mutant in a process of its own."""
        if not self._tests_pass(session):
            sys.stderr.write("the tests fail without a mutant\n")
            return True
        if not self._survives(session, None):
            sys.stderr.write("the tests fail in a forked process without a mutant: no figure would mean anything\n")
            return True
        deadline = time.monotonic() + self.seconds
        for mutant in self.mutants:
            if time.monotonic() > deadline:
                break
            self.tried += 1
            if self._survives(session, mutant):
                self.survivors.append(mutant)
                sys.stdout.write(f"SURVIVED {mutant.function}:{mutant.line}  {mutant.text}\n")
                sys.stdout.flush()
        return True

    def _tests_pass(self, session: pytest.Session) -> bool:
        for index, item in enumerate(session.items):
            # After the last test comes the first one again: what the session set up must stay.
            following = session.items[(index + 1) % len(session.items)]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return False
        return True

    def _survives(self, session: pytest.Session, mutant: Mutant | None) -> bool:
        connections.close_all()
        child = os.fork()
        if child == 0:
            quiet = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            signal.alarm(SECONDS_PER_MUTANT)
            status = 1
            try:
                if mutant is not None:
                    swap_code(self.module, mutant)
                status = 0 if self._tests_pass(session) else 1
            finally:
                os._exit(status)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main() -> None:
    """Read the switches, run, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--keyword", default="", help="pytest's -k")
    parser.add_argument("tests", nargs="+")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    holder: list[MutationRun] = []

    class Starter:
        def pytest_collection_finish(self, session: pytest.Session) -> None:
            mutants = mutants_of(given.module, set(given.only))
            total = len(mutants)
            if given.sample and given.sample < total:
                mutants = random.Random(0).sample(mutants, given.sample)  # noqa: S311 - a sample, no secret
            run = MutationRun(given.module, mutants, given.seconds)
            holder.append(run)
            sys.stdout.write(f"{given.module}: {len(mutants)} of {total} mutants\n")
            session.config.pluginmanager.register(run)

    options = ["-q", "-p", "no:xdist", "-p", "no:randomly", "-p", "no:cacheprovider", "-s", "--no-header"]
    options += ["-k", given.keyword] if given.keyword else []
    pytest.main([*options, *given.tests], plugins=[Starter()])
    run = holder[0]
    killed = run.tried - len(run.survivors)
    sys.stdout.write(f"{given.module}: tried {run.tried}, killed {killed}, survived {len(run.survivors)}\n")


if __name__ == "__main__":
    main()
