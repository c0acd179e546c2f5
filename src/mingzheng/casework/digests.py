"""The digest of a procedure declaration, by which a released version is known to be unchanged.

It covers what decides: states, actions, people, fields, limits, effects, and the code of the guards with the constants
and functions of their own module they stand on. Words that only explain (help, consequences) and the layout of lists
stay out; the domain's effects are covered by name only. Which digests were released is `config`'s.
"""

import ast
import hashlib
import inspect
import json
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from types import FunctionType
from typing import Any

from mingzheng.casework.declaration import Procedure

EXPLAINING = frozenset({"help", "consequence", "description", "columns", "filters", "search", "tone", "notifies"})
_PLAIN = (str, int, float, bool, type(None))


def procedure_digest(procedure: Procedure) -> str:
    """Return the digest of a declaration: the same on every machine and every supported Python."""
    text = json.dumps(canonical(procedure), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> Any:
    """Return a value as plain data. A field at its default is left out, so that a new kind of field changes nothing."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {"": type(value).__name__, **_declared(value)}
    if isinstance(value, Mapping):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((canonical(item) for item in value), key=str)
    if isinstance(value, tuple | list):
        return [canonical(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, FunctionType):
        return _function(value, frozenset())
    if isinstance(value, _PLAIN):
        return value
    raise TypeError(f"a declaration holds a {type(value).__name__}: {value!r}")


def _declared(value: Any) -> dict[str, Any]:
    found = {}
    for item in fields(value):
        held = getattr(value, item.name)
        default = item.default_factory() if item.default_factory is not MISSING else item.default
        if item.name not in EXPLAINING and (default is MISSING or held != default):
            found[item.name] = canonical(held)
    return found


def _function(function: FunctionType, seen: frozenset[str]) -> Any:
    """Return a function as its code without docstring and types, its closure, and what of its module it names."""
    name = f"{function.__module__}.{function.__qualname__}"
    if name in seen:
        return name
    seen |= {name}
    names = function.__code__.co_freevars
    cells = {key: cell.cell_contents for key, cell in zip(names, function.__closure__ or (), strict=True)}
    used = {key: function.__globals__[key] for key in function.__code__.co_names if key in function.__globals__}
    return {
        "code": _code(function),
        "closure": {key: _reached(item, function, seen) for key, item in sorted(cells.items())},
        "uses": {
            key: _reached(item, function, seen)
            for key, item in sorted(used.items())
            if isinstance(item, (*_PLAIN, tuple, frozenset, Enum))
            or (isinstance(item, FunctionType) and item.__module__ == function.__module__)
        },
    }


def _reached(item: Any, function: FunctionType, seen: frozenset[str]) -> Any:
    return _function(item, seen) if isinstance(item, FunctionType) else canonical(item)


def _code(function: Callable[..., Any]) -> str:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(tree)
