"""What must hold before the engine works: every open case's procedure version is still in the code.

Run by `mingzheng manage check --database default` and when an installation is prepared for a start.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import OperationalError, ProgrammingError, connections

from mingzheng.casework.selectors import list_lost_versions


@register(Tags.database)
def check_open_cases_have_their_procedure(
    app_configs: object = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return one error per procedure version that open cases need and nobody registered; none before the first migration."""
    if not databases or "default" not in databases:
        return []
    try:
        if "casework_case" not in connections["default"].introspection.table_names():
            return []
        lost = list_lost_versions()
    except (OperationalError, ProgrammingError):
        return []
    return [
        Error(
            f"{count} 件在办的 {name} 使用版本 {version}，程序中已没有这一版本",
            hint="恢复该版本的声明（domains/*/procedures），或先在旧版程序中办结、换版后再升级",
            id="casework.E001",
        )
        for name, version, count in lost
    ]
