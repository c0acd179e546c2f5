"""Reads of parameters: one value, all values with their state, the history of one.

A value is read from the database each time it is asked for, or once per `snapshot()`: one primary-key query, or one
query for everything an installation has set. No process keeps values longer than that, so a change is in force in all
processes with the next request. Declarations are in `registry`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mingzheng.platform.database.public import PreparedQuery
from mingzheng.platform.parameters.models import ParameterChange, ParameterValue
from mingzheng.platform.parameters.registry import Parameter, declared_parameters, get_parameter


@dataclass(slots=True)
class _Snapshot:
    values: dict[str, Any] | None = None
    broken: bool = field(default=False)


_current: ContextVar[_Snapshot | None] = ContextVar("parameter_snapshot", default=None)


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A parameter as the screen shows it."""

    parameter: Parameter
    value: Any
    is_default: bool
    status: str
    status_label: str
    changed_at: datetime | None
    changed_by: str


@contextmanager
def snapshot() -> Iterator[None]:
    """Read all set values once and serve every `get_value` inside from them; nested calls share the outer one.

    The door and the request middleware open one, so that one act sees one state of the parameters.
    """
    if _current.get() is not None:
        yield
        return
    token = _current.set(_Snapshot())
    try:
        yield
    finally:
        _current.reset(token)


def break_snapshot() -> None:
    """Stop serving from the open snapshot: a value was just set, and that may yet be rolled back."""
    held = _current.get()
    if held is not None:
        held.broken = True


_ALL_VALUES = PreparedQuery(lambda: ParameterValue.objects.values_list("key", "value"))


def get_value(key: str) -> Any:
    """Return the value in force of a parameter: no query inside a used snapshot, otherwise one.

    Raises UnknownParameterError.
    """
    parameter = get_parameter(key)
    held = _current.get()
    if held is None or held.broken:
        row = ParameterValue.objects.filter(pk=key).values_list("value", flat=True).first()
        return parameter.default if row is None else row
    if held.values is None:
        held.values = dict(_ALL_VALUES.rows())
    return held.values.get(key, parameter.default)


def list_parameters() -> list[ParameterView]:
    """Return every declared parameter with its value and state, by room and key; one query."""
    rows = {row.key: row for row in ParameterValue.objects.all()}
    return [_view(parameter, rows.get(parameter.key)) for parameter in declared_parameters()]


def _view(parameter: Parameter, row: ParameterValue | None) -> ParameterView:
    status = "confirmed" if row is not None else parameter.status
    return ParameterView(
        parameter=parameter,
        value=parameter.default if row is None else row.value,
        is_default=row is None,
        status=status,
        status_label="已确认" if status == "confirmed" else "待确认",
        changed_at=row.changed_at if row else None,
        changed_by=row.changed_by if row else "",
    )


def list_changes(key: str) -> list[ParameterChange]:
    """Return the changes of one parameter, the newest first."""
    return list(ParameterChange.objects.filter(key=get_parameter(key).key).order_by("-version"))
