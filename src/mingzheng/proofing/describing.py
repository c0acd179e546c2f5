"""Puts the checks into words: the generated page of their rules, sources and examples.

The page is written and checked for drift by the command line.
"""

import inspect
import sys

from .model import Check, Example, Severity
from .registry import list_checks, module_of

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


def describe_checks() -> str:
    """Return the page as Markdown."""
    groups = sorted({check.group for check in list_checks()})
    parts = ["# 核校规则\n\n每条规则的示例同时是它的测试。标记【】为应当指出之处。\n"]
    for group in groups:
        parts.extend(_describe(check) for check in list_checks() if check.group == group)
    return "\n".join(parts)


def _describe(check: Check) -> str:
    docstring = inspect.getdoc(sys.modules[module_of(check)]) or ""
    lines = [
        f"## {check.code} {check.title}",
        "",
        f"{SEVERITIES[check.severity]}。依据：{check.basis}",
        "",
        docstring,
        "",
    ]
    lines += [f"- 应指出：{_show(example)}" for example in check.wrong]
    lines += [f"- 不应指出：{_show(example)}" for example in check.right]
    return "\n".join(lines) + "\n"


def _show(example: Example) -> str:
    text = " ".join(example.text.split())
    quote = " ".join(example.quote.split())
    marked = text.replace(quote, f"【{quote}】", 1) if quote else text
    return marked if len(marked) <= 400 else f"{marked[:400]}……"
