"""The door of the parameters: what other rooms may call."""

from mingzheng.platform.parameters.registry import (
    BadValueError,
    Parameter,
    UnknownParameterError,
    declare,
    get_parameter,
)
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
    "get_parameter",
    "get_value",
    "list_changes",
    "list_parameters",
    "set_value",
    "snapshot",
]
