"""The door of the registers: what domains, reports and wiring may import."""

from mingzheng.registers.declaration import (
    OFFICE_ROLES,
    OFFICE_VERIFIERS,
    UNIT_ROLES,
    UNIT_VERIFIERS,
    BookFigure,
    BookShare,
    Evidence,
    Expected,
    Field,
    Kind,
    Openness,
    Register,
    Reminder,
    Verification,
    class_field,
    year_field,
)
from mingzheng.registers.enrolling import register
from mingzheng.registers.models import Choice, Record, RecordState, once
from mingzheng.registers.recording import Receipt
from mingzheng.registers.registry import get_register, list_registers
from mingzheng.registers.rules import ends_after
from mingzheng.registers.selectors import RecordNotFound, get_record_for, records_for
from mingzheng.registers.services import (
    correct_record,
    enter_record,
    return_record,
    verify_record,
    withdraw_record,
)

__all__ = [
    "OFFICE_ROLES",
    "OFFICE_VERIFIERS",
    "UNIT_ROLES",
    "UNIT_VERIFIERS",
    "BookFigure",
    "BookShare",
    "Choice",
    "Evidence",
    "Expected",
    "Field",
    "Kind",
    "Openness",
    "Receipt",
    "Record",
    "RecordNotFound",
    "RecordState",
    "Register",
    "Reminder",
    "Verification",
    "class_field",
    "correct_record",
    "ends_after",
    "enter_record",
    "get_record_for",
    "get_register",
    "list_registers",
    "once",
    "records_for",
    "register",
    "return_record",
    "verify_record",
    "withdraw_record",
    "year_field",
]
