"""Finds the checks: every module below `checks` that exports `CHECK` (or `CHECKS`).

Running them is `run`. A module that starts with an underscore or lies in a `tests` folder holds none.
"""

import importlib
import pkgutil
from functools import lru_cache

from . import checks
from .model import Check


@lru_cache(maxsize=1)
def list_checks() -> tuple[Check, ...]:
    """Return all checks ordered by code. Raises ValueError when a code is taken twice."""
    found: dict[str, Check] = {}
    for info in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."):
        if info.ispkg or ".tests" in info.name or info.name.rsplit(".", 1)[-1].startswith("_"):
            continue
        module = importlib.import_module(info.name)
        one = getattr(module, "CHECK", None)
        for check in (one,) if one is not None else getattr(module, "CHECKS", ()):
            if check.code in found:
                raise ValueError(f"two checks are called {check.code}")
            found[check.code] = check
    return tuple(found[code] for code in sorted(found))


def get_check(code: str) -> Check:
    """Return one check. Raises KeyError for a code nobody has."""
    for check in list_checks():
        if check.code == code:
            return check
    raise KeyError(code)


def module_of(check: Check) -> str:
    """Return the name of the module a check's function lives in, for its documentation page."""
    function = check.run or check.relate
    return getattr(function, "__module__", "")
