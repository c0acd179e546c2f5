"""The local values [CFG] a book brings with its declaration: days before a reminder, how often something is expected."""

from mingzheng.platform.parameters.public import Parameter, declare, get_value
from mingzheng.registers.declaration import Expected, Register, Reminder

ROOM = "registers"
PERIODS = (("month", "每月"), ("quarter", "每季度"), ("half_year", "每半年"), ("year", "每年"))
DEFAULT_BASIS = "本区登记管理约定"


def declare_settings(book: Register) -> None:
    """Declare the local values of a book."""
    for reminder in book.reminders:
        declare(
            Parameter(
                key=days_key(book, reminder),
                title=f"{book.title}：{reminder.title}提前几天提醒",
                kind="int",
                default=reminder.days,
                basis=book.basis or DEFAULT_BASIS,
                room=ROOM,
                minimum=0,
                maximum=366,
            )
        )
    for expected in book.expected:
        _declare_expected(book, expected)


def _declare_expected(book: Register, expected: Expected) -> None:
    basis = expected.basis or book.basis or DEFAULT_BASIS
    declare(
        Parameter(
            key=_expected_key(book, expected, "every"),
            title=f"{book.title}：{expected.title}多久一次",
            kind="choice",
            default=expected.every,
            basis=basis,
            room=ROOM,
            choices=PERIODS,
        )
    )
    declare(
        Parameter(
            key=_expected_key(book, expected, "least"),
            title=f"{book.title}：{expected.title}每期至少几次；0 为不要求",
            kind="int",
            default=expected.least,
            basis=basis,
            room=ROOM,
            minimum=0,
            maximum=100,
        )
    )


def days_key(book: Register, reminder: Reminder) -> str:
    """Return the key of how many days before it a day is told."""
    return f"registers.{book.code}.{reminder.on}_days"


def _expected_key(book: Register, expected: Expected, what: str) -> str:
    return f"registers.{book.code}.{expected.code}_{what}"


def days_before(book: Register, reminder: Reminder) -> int:
    """Return how many days before it a day is told here."""
    return int(get_value(days_key(book, reminder)))


def every_of(book: Register, expected: Expected) -> str:
    """Return in which periods something is expected here."""
    return str(get_value(_expected_key(book, expected, "every")))


def least_of(book: Register, expected: Expected) -> int:
    """Return how many are expected in a period here."""
    return int(get_value(_expected_key(book, expected, "least")))
