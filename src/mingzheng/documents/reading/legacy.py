"""Turns doc, wps, xls, et and rtf into docx or xlsx by an installed LibreOffice, with its own profile and a clock.

Without LibreOffice the reader is told how to save the file in a readable form.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from .errors import UnreadableDocument
from .model import Limits

_TARGETS = {".doc": "docx", ".wps": "docx", ".rtf": "docx", ".xls": "xlsx", ".et": "xlsx"}
_NAMES = {
    ".doc": "旧版 Word（doc）",
    ".wps": "WPS 文字（wps）",
    ".xls": "旧版 Excel（xls）",
    ".et": "WPS 表格（et）",
    ".rtf": "RTF 文档",
}


def find_office() -> str | None:
    """Return the path of LibreOffice's command, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert_legacy(data: bytes, *, filename: str, suffix: str, limits: Limits) -> tuple[bytes, str]:
    """Return (content, "docx" or "xlsx") of the old file `data`."""
    office = find_office()
    if office is None:
        raise UnreadableDocument("needs_office", filename=filename, real=_NAMES.get(suffix, "这种文件"))
    target = _TARGETS.get(suffix, "docx")
    with tempfile.TemporaryDirectory(prefix="mingzheng-convert-") as folder:
        source = Path(folder) / f"source{suffix if suffix in _TARGETS else '.doc'}"
        source.write_bytes(data)
        _run_office(office, source, target, filename=filename, seconds=limits.seconds)
        result = source.with_suffix(f".{target}")
        if not result.is_file() or not result.stat().st_size:
            raise UnreadableDocument("conversion", filename=filename)
        return result.read_bytes(), target


def _run_office(office: str, source: Path, target: str, *, filename: str, seconds: int) -> None:
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = [office, "--headless", "--norestore", "--nolockcheck", profile, "--convert-to", target]
    try:
        subprocess.run(  # noqa: S603 - a fixed command on a file of our own, no shell
            [*command, "--outdir", str(source.parent), str(source)], capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument("too_slow", filename=filename) from error
    except OSError as error:
        raise UnreadableDocument("conversion", filename=filename) from error
