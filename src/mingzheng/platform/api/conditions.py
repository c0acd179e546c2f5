"""Versions in HTTP: ETag with If-None-Match on reads, If-Match on writes. The version itself is the room's."""

import hashlib
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from mingzheng.platform.api.problems import NotModified, Problem, ProblemError

VERSION_TAG = re.compile(r'(?:W/)?"v(\d{1,9})"')


def version_tag(version: int) -> str:
    """Return the entity tag of a numbered version."""
    return f'"v{version}"'


def content_tag(*parts: Any) -> str:
    """Return an entity tag over values that together decide what is shown."""
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def stamp(request: HttpRequest, response: HttpResponse, tag: str) -> None:
    """Put the tag on the answer; raise NotModified when the caller already has it."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or _bare(tag) in {_bare(value) for value in known}:
        raise NotModified(tag)
    response["ETag"] = tag


def seen_version(request: HttpRequest) -> int | None:
    """Return the version the caller says to have seen (If-Match: "v7"), None when it says none.

    Raises ProblemError 412 for a tag that is not a version's.
    """
    given = request.headers.get("If-Match", "").strip()
    if given in {"", "*"}:
        return None
    match = VERSION_TAG.fullmatch(given)
    if match is None:
        raise ProblemError(
            Problem(412, "unknown_version", "If-Match 不是本接口给出的版本标记。", "请重新读取后再提交。")
        )
    return int(match.group(1))


def require_seen(request: HttpRequest, tag: str) -> None:
    """Raise ProblemError 428 when the caller says no version, 412 when it is not the current one."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise ProblemError(
            Problem(428, "version_required", "修改须带 If-Match。", "请先读取，以所得 ETag 作为 If-Match。")
        )
    if given != "*" and _bare(tag) not in {_bare(value) for value in parse_etags(given)}:
        raise ProblemError(Problem(412, "changed_since", "内容在您读取之后已被更新。", "请重新读取，核对后再提交。"))


def _bare(tag: str) -> str:
    return tag.removeprefix("W/")
