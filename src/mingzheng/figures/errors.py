"""How this room says no. Words for people come with the error; screens only lay them out."""

from collections.abc import Mapping, Sequence


class FigureError(Exception):
    """Any answer other than yes. `code` is stable; `message` is Chinese, for people; `status` is the HTTP status."""

    code = "figure_error"
    status = 400

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class UnknownFigure(FigureError):
    """Nobody declared a figure of this code."""

    code = "unknown_figure"
    status = 404


class BadDeclaration(ValueError):
    """A definition cannot be right; carries every fault. For programmers: it stops the start."""


class NotPermitted(FigureError):
    """This person may not do this, whatever the figure."""

    code = "not_permitted"
    status = 403


class NotInThisState(FigureError):
    """The reading is not in a state in which this can be done."""

    code = "not_in_this_state"
    status = 409


class BadReading(FigureError):
    """What was given cannot be a reading; `errors` names the field of each message."""

    code = "bad_reading"
    status = 422

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("；".join(text for texts in errors.values() for text in texts))
        self.errors = {name: tuple(texts) for name, texts in errors.items()}


class KeyReused(FigureError):
    """The same submission number came with different content."""

    code = "key_reused"
    status = 409
