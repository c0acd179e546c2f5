"""Says reports in SARIF 2.1.0, the format code review tools and build servers read.

A document has no lines: the line a tool shows is the paragraph, and the exact range stands in the properties.
"""

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from .model import Check, FileReport, Finding, Severity
from .registry import list_checks

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write_sarif(reports: Iterable[FileReport]) -> str:
    """Return one run with the rules that found something."""
    files = list(reports)
    found = {finding.code for report in files for finding in report.findings}
    known = {check.code: check for check in list_checks()}
    rules = [_rule(code, known.get(code)) for code in sorted(found)]
    index = {code: number for number, code in enumerate(sorted(found))}
    run = {
        "tool": {"driver": {"name": "mingzheng", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, index[finding.code]) for report in files for finding in report.findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str, check: Check | None) -> dict[str, Any]:
    if check is None:
        return {"id": code}
    return {
        "id": code,
        "name": check.title,
        "shortDescription": {"text": check.title},
        "help": {"text": f"依据：{check.basis}"},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _result(report: FileReport, finding: Finding, rule: int) -> dict[str, Any]:
    place = {"paragraph": finding.paragraph, "start": finding.start, "end": finding.end, "page": finding.page}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity or Severity.INFO],
        "rank": round(finding.confidence * 100, 1),
        "message": {"text": _message(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(PurePath(report.path).as_posix())},
                    "region": {"startLine": finding.paragraph + 1, "snippet": {"text": finding.quote}},
                },
                "logicalLocations": [{"name": f"第{finding.paragraph + 1}段", "kind": "element"}],
            }
        ],
        "properties": {
            **place,
            "mark": finding.mark,
            "stated": finding.stated,
            "computed": finding.computed,
            "basis": finding.basis,
        },
    }


def _message(finding: Finding) -> str:
    """Return what a reviewer reads; a second reader's remark already says that it is one."""
    return finding.message + (f"。建议：{finding.suggestion}" if finding.suggestion else "")
