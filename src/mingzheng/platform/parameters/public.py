"""The door of the parameters: what other rooms may call.

Declaring needs no tables, so that an apps.py may import this file. The names that read or write tables are looked up
when they are first asked for, which must be after Django has loaded the apps.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mingzheng.platform.parameters.registry import (
    BadValueError,
    Parameter,
    UnknownParameterError,
    declare,
    declared_parameters,
    get_parameter,
)

if TYPE_CHECKING:
    from mingzheng.platform.parameters.selectors import (
        ParameterView,
        get_value,
        list_changes,
        list_parameters,
        snapshot,
    )
    from mingzheng.platform.parameters.services import set_value

__all__ = [
    "BadValueError",
    "Parameter",
    "ParameterView",
    "UnknownParameterError",
    "declare",
    "declared_parameters",
    "get_parameter",
    "get_value",
    "list_changes",
    "list_parameters",
    "set_value",
    "snapshot",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    module = import_module(f"mingzheng.platform.parameters.{'services' if name == 'set_value' else 'selectors'}")
    return getattr(module, name)
