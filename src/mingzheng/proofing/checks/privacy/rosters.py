"""A table that lists full names with identity numbers, telephones, cards, addresses or illness.

Legal basis: 个人信息保护法 第六条、第二十八条
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.personal import roster_names
from mingzheng.proofing.text import Text

_FEWEST = 2


def find_rosters(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each such table, at its first name."""
    for table in text.tables:
        names = list(roster_names(table.rows, key=lambda cell: cell.clean))
        if len(names) < _FEWEST:
            continue
        first = names[0]
        message = f"表中{len(names)}人的姓名与证件、电话、住址或病情并列，公开前应脱敏"
        related = tuple(cell.related(0, len(cell.clean)) for cell in names[1:])
        yield first.finding(0, len(first.clean), message, related=related)


CHECK = Check(
    code="PRV-ROSTER",
    title="人员名单",
    group="privacy",
    severity=Severity.WARNING,
    basis="个人信息保护法第六条、第二十八条",
    run=find_rosters,
    level=2,
    wrong=(
        Example(
            "| 姓名 | 身份证号 | 金额 |\n| --- | --- | --- |\n| 张小三 | 440105199003070013 | 800元 |\n"
            "| 李小四 | 440***********0013 | 800元 |",
            "张小三",
        ),
    ),
    right=(
        Example("| 姓名 | 职务 |\n| --- | --- |\n| 张小三 | 主任 |\n| 李小四 | 副主任 |"),
        Example("| 姓名 | 身份证号 |\n| --- | --- |\n| 张*三 | 440***********0013 |\n| 李*四 | 440***********0021 |"),
    ),
)
