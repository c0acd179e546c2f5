"""Judge one upload from its bytes alone, in memory: limits, kind, containers, viruses, secrecy marks.

Nothing is written here, not even for a moment; storing and recording is `services`.
"""

from dataclasses import dataclass

from mingzheng.platform.files.containers import Container
from mingzheng.platform.files.errors import Rejected
from mingzheng.platform.files.kinds import FileKind, identify
from mingzheng.platform.files.limits import MEGABYTE, FileLimits
from mingzheng.platform.files.names import safe_name
from mingzheng.platform.files.scanners import Verdict, scan_for_viruses
from mingzheng.platform.files.secrecy import (
    TextCheck,
    check_text,
    is_archive_labelled,
    is_name_marked,
    refuse_active_pdf,
)


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept."""

    name: str
    kind: FileKind
    text: TextCheck
    virus_checked: bool


@dataclass(frozen=True, slots=True)
class InspectionRules:
    """The values in force for one inspection."""

    limits: FileLimits
    marks_refused: str
    virus_scan_required: bool
    secrecy_contact: str


def inspect(data: bytes, *, filename: str, rules: InspectionRules) -> Inspected:
    """Return what is known of an acceptable file. Raises Rejected with the first reason that forbids it.

    A mark is looked for before anything else is said about the file, so that no other message carries its name.
    """
    if is_name_marked(filename, refused=rules.marks_refused):
        raise Rejected("secrecy_mark", detail=rules.secrecy_contact)
    name = safe_name(filename)
    if not name:
        raise Rejected("no_name")
    if len(data) > rules.limits.file_bytes:
        raise Rejected("too_large", detail=f"{rules.limits.file_bytes // MEGABYTE} MB")
    if not data.strip(b"\x00 \t\r\n"):
        raise Rejected("empty")
    verdict = scan_for_viruses(data)
    if verdict is Verdict.INFECTED:
        raise Rejected("virus")
    if verdict is Verdict.UNCHECKED and rules.virus_scan_required:
        raise Rejected("virus_unchecked")
    kind, text = _look_inside(data, name=name, rules=rules, may_hold_files=True)
    if text.marked:
        raise Rejected("secrecy_mark", detail=rules.secrecy_contact)
    return Inspected(name=name, kind=kind, text=text, virus_checked=verdict is Verdict.CLEAN)


def _look_inside(data: bytes, *, name: str, rules: InspectionRules, may_hold_files: bool) -> tuple[FileKind, TextCheck]:
    container = Container(data, limits=rules.limits) if data.startswith(b"PK") else None
    kind = identify(name, data, entry_names=container.names if container else None)
    if kind.family == "pdf":
        refuse_active_pdf(data)
    if kind.family != "zip":
        return kind, check_text(data, name=name, kind=kind, container=container, refused=rules.marks_refused)
    if container is None or not may_hold_files:
        raise Rejected("nested_archive")
    return kind, _check_archive(container, rules=rules)


def _check_archive(container: Container, *, rules: InspectionRules) -> TextCheck:
    checked, note = True, ""
    if is_archive_labelled(container, refused=rules.marks_refused):
        return TextCheck(marked=True, checked=True)
    for given, data in container.files():
        if not data:
            continue
        if scan_for_viruses(data) is Verdict.INFECTED:
            raise Rejected("virus")
        _, inner = _look_inside(data, name=safe_name(given), rules=rules, may_hold_files=False)
        if inner.marked:
            return inner
        if not inner.checked:
            checked, note = False, "未查密：包内有文件未查，须人工核看"
    return TextCheck(marked=False, checked=checked, note=note)
