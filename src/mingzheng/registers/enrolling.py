"""Make a record book known: judge its declaration, keep it, declare the figures it feeds and its local values."""

from mingzheng.registers.declaration import Register
from mingzheng.registers.figuring import declare_figures
from mingzheng.registers.registry import keep_register
from mingzheng.registers.settings import declare_settings
from mingzheng.registers.validation import list_declaration_faults


class RegisterFaulty(ValueError):
    """A declaration that cannot be registered; says every fault."""


def register(book: Register) -> Register:
    """Make a record book and its figures known and return it. Raises RegisterFaulty with every fault at once."""
    faults = list_declaration_faults(book)
    if faults:
        raise RegisterFaulty(f"{book.code}: " + "; ".join(faults))
    keep_register(book)
    declare_figures(book)
    declare_settings(book)
    return book
