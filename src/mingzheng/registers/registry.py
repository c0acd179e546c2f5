"""The record books this installation knows. Filled by `enrolling`, which the `register` modules of the domains call."""

from mingzheng.registers.declaration import Register

_registers: dict[str, Register] = {}


def keep_register(book: Register) -> None:
    """Keep a sound declaration. Raises ValueError when another book has its code."""
    if _registers.setdefault(book.code, book) != book:
        raise ValueError(f"{book.code}: another book has this code")


def unregister(code: str) -> None:
    """Forget a book. For tests of toy books only."""
    _registers.pop(code, None)


def get_register(code: str) -> Register:
    """Return a book by code. KeyError when unknown."""
    return _registers[code]


def list_registers() -> list[Register]:
    """Return every book, by group and title as registered."""
    return list(_registers.values())


def list_files() -> dict[str, list[Register]]:
    """Return the books that feed each personal file."""
    files: dict[str, list[Register]] = {}
    for book in _registers.values():
        if book.file:
            files.setdefault(book.file, []).append(book)
    return files
