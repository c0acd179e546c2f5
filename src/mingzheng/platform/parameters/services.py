"""The one write of this room: set a value, with a reason, on record. Who may do it is decided by the calling screen."""

from typing import Any

from django.db import transaction

from mingzheng.platform.ledger import public as ledger
from mingzheng.platform.parameters.models import ParameterChange, ParameterValue
from mingzheng.platform.parameters.registry import BadValueError, check_value, get_parameter
from mingzheng.platform.parameters.selectors import break_snapshot


def set_value(key: str, value: Any, *, actor: str, reason: str) -> ParameterChange:
    """Set a parameter. Setting a value to be confirmed to what it already is confirms it.

    `actor` is the reference that stands in the ledger ("account:12"). Writes the value, its history row and one entry
    in the stream setting/<key>. Raises UnknownParameterError, BadValueError (also for a missing reason).
    """
    parameter = get_parameter(key)
    check_value(parameter, value)
    if not reason.strip():
        raise BadValueError(key, f"{parameter.title}：请填写修改理由")
    at = ledger.now()
    with transaction.atomic():
        # The ledger stream of the key is the lock: two administrators cannot both write version 2.
        held = ParameterValue.objects.select_for_update().filter(pk=key).first()
        old = parameter.default if held is None else held.value
        entry = ledger.append(
            stream="setting",
            stream_id=key,
            kind="parameter_set",
            payload={"old": old, "new": value, "reason": reason.strip()},
            actor=actor,
            occurred_on=None,
            recorded_at=at,
        )
        ParameterValue.objects.update_or_create(
            pk=key, defaults={"value": value, "version": entry.seq, "changed_at": at, "changed_by": actor}
        )
        change = ParameterChange.objects.create(
            key=key,
            version=entry.seq,
            old_value=old,
            new_value=value,
            reason=reason.strip(),
            changed_at=at,
            changed_by=actor,
            entry_id=entry.pk,
        )
    break_snapshot()
    return change
