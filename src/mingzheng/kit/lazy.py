"""The one lazy loader: libraries that cost much to load and are seldom used are loaded when first asked something.

Everything else is imported at the top of its file.
"""

from importlib import import_module
from types import ModuleType
from typing import Any


class _LazyModule(ModuleType):
    """Stands for a module until somebody asks it for a name."""

    def __getattr__(self, name: str) -> Any:
        """Load the module and hand its name over; from then on this object has the name itself."""
        value = getattr(import_module(self.__name__), name)
        setattr(self, name, value)
        return value


def lazy_module(name: str) -> Any:
    """Return what stands for a module: `openpyxl = lazy_module("openpyxl")`, then as after `import openpyxl`.

    A module that is missing is told at first use, as ModuleNotFoundError.
    """
    return _LazyModule(name)
