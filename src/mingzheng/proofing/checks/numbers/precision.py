"""超, 近, 约, 余 go with a round number: 「超1639篇」 is either 1639篇 or 超1600篇.

Judged for plain counts only; money, shares and measures are often printed in full behind 超.
"""

from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.quantities.units import WHOLE
from mingzheng.proofing.text import Text

_ROUGH = frozenset({"超", "近", "约", "余", "多"})
_FEWEST_DIGITS = 4


def find_exact_numbers(text: Text, context: Context) -> Iterator[Finding]:
    """Yield every rough count that is printed to its last digit."""
    for quantity in context.quantities(text):
        if quantity.qualifier not in _ROUGH or quantity.unit not in WHOLE or quantity.scale or quantity.decimals:
            continue
        digits = str(int(quantity.value))
        if len(digits) >= _FEWEST_DIGITS and len(digits.rstrip("0")) >= _FEWEST_DIGITS:
            passage = text.passages[quantity.passage]
            exact = f"{digits}{quantity.unit}"
            rounded = f"{digits[0]}{digits[1]}{'0' * (len(digits) - 2)}"
            message = f"“{quantity.qualifier}”与精确数字并用，读者无法知道实际数"
            suggestion = f"写作“{exact}”或约数（如{rounded}）"
            yield passage.finding(
                quantity.at, quantity.until, message, stated=quantity.quote, suggestion=suggestion, confidence=0.6
            )


CHECK = Check(
    code="NUM-EXACT",
    title="约数与精确数字并用",
    group="numbers",
    severity=Severity.WARNING,
    basis="出版物上数字用法 GB/T 15835：概数不与精确数并用",
    run=find_exact_numbers,
    wrong=(Example("刊发宣传稿件超1639篇。", "超1639篇"), Example("服务群众23457余人次。", "23457余人次")),
    right=(
        Example("刊发宣传稿件超1600篇。"),
        Example("服务群众2.3万余人次。"),
        Example("完成投资超1234.5亿元。"),
        Example("惠及群众12500余户。"),
        Example("整治隐患超125处。"),
    ),
)
