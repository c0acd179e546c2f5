"""What can be wrong with the input of a computation. Wording for a screen belongs to the screen; the cause is here."""


class ClockError(ValueError):
    """A date cannot be computed from what was given. `code` is stable, `message` is Chinese for the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class HolidayNoticeError(ClockError):
    """A table of holidays cannot be used. `problems` lists every fault found, not only the first."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("holiday_notice_invalid", "节假日表不能使用：" + "；".join(problems))
        self.problems = problems
