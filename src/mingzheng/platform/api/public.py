"""The door of the API kit: what a room's `api.py` imports, as `from mingzheng.platform.api import public as kit`."""

from ninja import Query, Status

from mingzheng.platform.api.callers import Caller, caller, register_token_lookup
from mingzheng.platform.api.conditions import content_tag, require_seen, seen_version, stamp, version_tag
from mingzheng.platform.api.instance import build_api
from mingzheng.platform.api.open_data import OpenRouter, register_open_router
from mingzheng.platform.api.problems import Problem, ProblemError, register_problem
from mingzheng.platform.api.routers import IF_MATCH_PARAMETER, KEY_PARAMETER, ApiRouter, register_router
from mingzheng.platform.api.shapes import (
    Code,
    CursorPageOf,
    CursorQuery,
    Day,
    Flag,
    Id,
    Input,
    PageOf,
    PageQuery,
    Pk,
    ProblemOut,
    Shape,
    Text80,
    Text200,
    Text500,
    Text5000,
    Values,
    bounded_text,
    take_after,
    take_page,
)

__all__ = [
    "IF_MATCH_PARAMETER",
    "KEY_PARAMETER",
    "ApiRouter",
    "Caller",
    "Code",
    "CursorPageOf",
    "CursorQuery",
    "Day",
    "Flag",
    "Id",
    "Input",
    "OpenRouter",
    "PageOf",
    "PageQuery",
    "Pk",
    "Problem",
    "ProblemError",
    "ProblemOut",
    "Query",
    "Shape",
    "Status",
    "Text80",
    "Text200",
    "Text500",
    "Text5000",
    "Values",
    "bounded_text",
    "build_api",
    "caller",
    "content_tag",
    "register_open_router",
    "register_problem",
    "register_router",
    "register_token_lookup",
    "require_seen",
    "seen_version",
    "stamp",
    "take_after",
    "take_page",
    "version_tag",
]
