"""Reads PDF documents by way of a child process with bounded time and memory.

Taking pages apart is `pdf_process`, putting them together `pdf_pages`. Pictures of text are not recognised: such a
document is returned with `text_layer=False` and a finding that says it was not checked.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .errors import UnreadableDocument
from .model import Document, Finding, Limits
from .pdf_pages import assemble_pages

_SOURCE_ROOT = Path(__file__).resolve().parents[3]


def read_pdf(data: bytes, *, filename: str, limits: Limits) -> Document:
    """Return paragraphs and ruled tables; tables and sentences continued over pages are joined."""
    if b"%%EOF" not in data[-2048:]:
        raise UnreadableDocument("truncated", filename=filename)
    result = _run_child(data, filename=filename, limits=limits)
    if "error" in result:
        raise UnreadableDocument(result["error"], filename=filename, detail=str(result.get("page_count", "")))
    pages: list[dict[str, Any]] = result["pages"]
    if not pages:
        raise UnreadableDocument("truncated", filename=filename)
    if sum(page["chars"] for page in pages) == 0:
        finding = Finding("no_text_layer", "无文字层，未核查", filename)
        return Document((), format="pdf", text_layer=False, findings=(finding,), page_count=len(pages))
    blocks = assemble_pages(pages, limits=limits, filename=filename)
    return Document(
        tuple(blocks), format="pdf", findings=(*_unread_pages(pages), *_unruled_pages(pages)), page_count=len(pages)
    )


def _unread_pages(pages: list[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding("page_without_text", f"第{n}页无文字层，未核查", f"第{n}页")
        for n, page in enumerate(pages, start=1)
        if page["chars"] == 0 and page["images"]
    )


def _unruled_pages(pages: list[dict[str, Any]]) -> tuple[Finding, ...]:
    numbers = [str(n) for n, page in enumerate(pages, start=1) if any("unruled" in t for t in page["tables"])]
    if not numbers:
        return ()
    message = "表格没有竖线，各栏是按文字位置分开的，请逐行与原文核对"
    return (Finding("table_without_rules", message, f"第{'、'.join(numbers)}页"),)


def _run_child(data: bytes, *, filename: str, limits: Limits) -> dict[str, Any]:
    command = [sys.executable, "-m", "mingzheng.documents.reading.pdf_process"]
    arguments = [str(limits.pages), str(limits.memory_bytes), str(limits.seconds)]
    environment = {"PYTHONPATH": str(_SOURCE_ROOT), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [*command, *arguments],
            input=data,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument("too_slow", filename=filename) from error
    if done.returncode != 0:
        # A negative code is a signal: the processor or memory bound was reached.
        raise UnreadableDocument("too_slow" if done.returncode < 0 else "truncated", filename=filename)
    result: dict[str, Any] = json.loads(done.stdout)
    return result
