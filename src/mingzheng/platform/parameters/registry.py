"""The parameters an installation may set [CFG], declared by the rooms that use them. Values stand in `models`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["int", "bool", "str", "choice", "json"]
Status = Literal["confirmed", "to_confirm"]


class UnknownParameterError(LookupError):
    """Nobody declared a parameter of this key."""

    code = "unknown_parameter"

    def __init__(self, key: str) -> None:
        """Keep the key that was asked for."""
        self.key = key
        super().__init__(f"没有参数 {key}")


class BadValueError(ValueError):
    """The value does not fit the declaration of its parameter; `message` is Chinese and for the administrator."""

    code = "bad_value"

    def __init__(self, key: str, message: str) -> None:
        """Keep the key and the message."""
        self.key = key
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared parameter.

    `choices` are (value, label) pairs of kind "choice"; `check` may raise ValueError with a Chinese message.
    """

    key: str
    title: str
    kind: Kind
    default: Any
    basis: str
    room: str
    minimum: int | None = None
    maximum: int | None = None
    status: Status = "confirmed"
    choices: tuple[tuple[str, str], ...] = ()
    help_text: str = ""
    check: Callable[[Any], None] | None = None


_declared: dict[str, Parameter] = {}


def declare(parameter: Parameter) -> Parameter:
    """Make a parameter known; call it from the room's apps.py. The default must itself be valid.

    Raises ValueError when another declaration holds the key, BadValueError for a default out of bounds.
    """
    held = _declared.setdefault(parameter.key, parameter)
    if held != parameter:
        raise ValueError(f"parameter {parameter.key} is declared twice")
    check_value(parameter, parameter.default)
    return parameter


def get_parameter(key: str) -> Parameter:
    """Return the declaration of a key; raises UnknownParameterError."""
    try:
        return _declared[key]
    except KeyError:
        raise UnknownParameterError(key) from None


def declared_parameters() -> tuple[Parameter, ...]:
    """Return all declarations, ordered by room and key."""
    return tuple(sorted(_declared.values(), key=lambda parameter: (parameter.room, parameter.key)))


def _check_kind(parameter: Parameter, value: Any) -> str | None:
    if parameter.kind == "int" and (isinstance(value, bool) or not isinstance(value, int)):
        return "应为整数"
    if parameter.kind == "bool" and not isinstance(value, bool):
        return "应为是或否"
    if parameter.kind in {"str", "choice"} and not isinstance(value, str):
        return "应为文字"
    if parameter.kind == "choice" and value not in dict(parameter.choices):
        return "应为：" + "、".join(label for _, label in parameter.choices)
    return None


def _check_bounds(parameter: Parameter, value: Any) -> str | None:
    size = value if parameter.kind == "int" else len(value) if parameter.kind == "str" else None
    if size is None:
        return None
    what = "长度" if parameter.kind == "str" else ""
    if parameter.minimum is not None and size < parameter.minimum:
        return f"{what}不得小于 {parameter.minimum}"
    if parameter.maximum is not None and size > parameter.maximum:
        return f"{what}不得大于 {parameter.maximum}"
    return None


def check_value(parameter: Parameter, value: Any) -> None:
    """Raise BadValueError when the value does not fit the declaration."""
    problem = _check_kind(parameter, value) or _check_bounds(parameter, value)
    if problem is None and parameter.check is not None:
        try:
            parameter.check(value)
        except ValueError as error:
            problem = str(error)
    if problem is not None:
        raise BadValueError(parameter.key, f"{parameter.title}：{problem}")
