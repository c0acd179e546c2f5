"""The door of numbering: what other rooms may call."""

from mingzheng.platform.numbering.models import DocumentNumber, NumberState
from mingzheng.platform.numbering.services import (
    NumberError,
    find_numbers,
    issue_number,
    list_numbers,
    next_case_number,
    next_case_numbers,
    reserve_document_number,
    start_series,
    void_number,
)

__all__ = [
    "DocumentNumber",
    "NumberError",
    "NumberState",
    "find_numbers",
    "issue_number",
    "list_numbers",
    "next_case_number",
    "next_case_numbers",
    "reserve_document_number",
    "start_series",
    "void_number",
]
