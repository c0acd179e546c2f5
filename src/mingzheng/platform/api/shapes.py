"""Types of requests and answers with bounds on everything: text, numbers, days, pages, problems.

Nothing unbounded comes in: no text without a length, no number without a range, no NUL character, no field unasked for.
"""

import datetime as dt
import json
import re
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Path, Schema
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    model_validator,
)

from mingzheng.platform.database.public import COUNT_CAP

T = TypeVar("T")

NO_NUL = r"^[^\x00]*$"
LARGEST_ID = 2**31 - 1
LARGEST_OFFSET = 1_000_000
DIGITS = re.compile(r"-?[0-9]{1,12}")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _only_iso_day(value: Any) -> Any:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise ValueError("日期应写作 2026-03-19")


def _only_digits(value: Any) -> Any:
    """An address carries numbers as text: 7, not 7.0 and not 7e0."""
    if isinstance(value, str) and not DIGITS.fullmatch(value):
        raise ValueError("应为整数")
    return value


def bounded_text(longest: int, *, shortest: int = 0) -> Any:
    """Return the type of a text of so many characters without NUL."""
    return Annotated[str, StringConstraints(strict=True, min_length=shortest, max_length=longest, pattern=NO_NUL)]


def _only_whole_characters(value: Any) -> Any:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("应为合法的 Unicode 文字") from None
    return value


Text80 = Annotated[str, StringConstraints(strict=True, max_length=80, pattern=NO_NUL)]
Text200 = Annotated[str, StringConstraints(strict=True, max_length=200, pattern=NO_NUL)]
Text500 = Annotated[str, StringConstraints(strict=True, max_length=500, pattern=NO_NUL)]
Text5000 = Annotated[str, StringConstraints(strict=True, max_length=5000, pattern=NO_NUL)]
Code = Annotated[str, StringConstraints(strict=True, max_length=80, pattern=r"^[A-Za-z0-9_.\-]+$")]
Day = Annotated[dt.date, BeforeValidator(_only_iso_day)]
Id = Annotated[StrictInt, Field(ge=1, le=LARGEST_ID)]
Flag = StrictBool
# Values whose names and shapes a declaration knows and this kit does not; half a character is none.
Values = Annotated[dict[str, Any], AfterValidator(_only_whole_characters)]
Number = Annotated[int, BeforeValidator(_only_digits)]
Pk = Annotated[Number, Path(ge=1, le=LARGEST_ID)]


class Shape(Schema):
    """What an answer is made of."""

    @model_validator(mode="wrap")
    @classmethod
    def _run_root_validator(cls, values: Any, handler: Any, info: Any) -> Any:
        """Take plain values as they are; ninja wraps even those in a reader of attributes, field by field."""
        if type(values) is dict:
            return handler(values)
        return super()._run_root_validator(values, handler, info)  # type: ignore[operator]  # a decorated method


class Input(Schema):
    """What a request body is made of: a field nobody asked for is an error, not silence."""

    model_config = ConfigDict(extra="forbid")


class FieldError(Shape):
    """What is wrong with one field."""

    field: str
    message: str


class Reason(Shape):
    """One reason of a refusal."""

    model_config = ConfigDict(extra="allow")
    code: str
    message: str


class ProblemOut(Shape):
    """A problem (RFC 9457). `code` is stable; the texts are for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    next_step: str | None = None
    errors: list[FieldError] | None = None
    reasons: list[Reason] | None = None


class PageQuery(Schema):
    """Which rows: skip `offset`, give `limit`."""

    limit: Number = Field(20, ge=1, le=100)
    offset: Number = Field(0, ge=0, le=LARGEST_OFFSET)


class CursorQuery(Schema):
    """Which rows: those after the id `after`, ascending; the way to read everything."""

    limit: Number = Field(20, ge=1, le=100)
    after: Number = Field(0, ge=0, le=LARGEST_ID)


class PageOf(Shape, Generic[T]):
    """One page. `total` stops at 1,000; `total_is_capped` says that there may be more."""

    items: list[T]
    total: int
    total_is_capped: bool
    limit: int
    offset: int


class CursorPageOf(Shape, Generic[T]):
    """One page of a walk through everything. `next_after` is null at the end."""

    items: list[T]
    next_after: int | None


def take_page(rows: QuerySet[Any], page: PageQuery) -> dict[str, Any]:
    """Return the page of an ordered queryset: at most two queries whatever the size, the count capped.

    A page that is not full is the last one, and where it ends is how many there are: nothing needs to be counted.
    """
    items = list(rows[page.offset : page.offset + page.limit])
    if len(items) < page.limit and (items or not page.offset):
        total = min(page.offset + len(items), COUNT_CAP)
    else:
        total = rows.order_by()[:COUNT_CAP].count()
    return {
        "items": items,
        "total": total,
        "total_is_capped": total >= COUNT_CAP,
        "limit": page.limit,
        "offset": page.offset,
    }


def take_after(rows: QuerySet[Any], cursor: CursorQuery) -> dict[str, Any]:
    """Return the rows after a cursor by ascending id: one query, the same cost at every place."""
    found = list(rows.filter(pk__gt=cursor.after).order_by("pk")[: cursor.limit + 1])
    items = found[: cursor.limit]
    return {"items": items, "next_after": items[-1].pk if len(found) > cursor.limit else None}
