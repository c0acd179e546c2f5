"""Names that are often given wrongly: of bodies, services, documents. The office keeps its own in the lexicon `names`.

Each entry says the right name and the wrong forms; a wrong form inside the right one, or inside a longer right one, is
none. Bodies that no longer exist are another check's matter.

Legal basis: 国办发〔2020〕53号（政务服务便民热线）; 党政机关公文处理工作条例 第九条
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_SHIPPED: dict[str, tuple[str, ...]] = {
    "政务服务便民热线": (
        "政府服务便民热线",
        "政务便民服务热线",
        "政府便民服务热线",
        "政府服务热线",
        "市民服务便民热线",
    ),
    "法治政府": ("法制政府",),
    "法治政府建设": ("法制政府建设",),
    "依法治国": ("依法制国", "以法治国"),
    "政府信息公开条例": ("政府信息公开条列", "政务信息公开条例"),
    "党政机关公文处理工作条例": ("党政机关公文处理条例", "机关公文处理工作条例"),
    "优化营商环境条例": ("营商环境优化条例",),
    "重大行政决策程序暂行条例": ("重大行政决策程序条例", "重大行政决策暂行条例"),
    "中国共产党重大事项请示报告条例": ("中国共产党重大事项报告条例",),
    "人民代表大会常务委员会": ("人民代表大会常委委员会", "人大代表大会常务委员会"),
    "中国人民政治协商会议": ("中国人民政治协商会", "全国政治协商会议", "中国政治协商会议"),
}


def find_names(text: Text, context: Context) -> Iterable[Finding]:
    """Yield wrong forms of names in the register."""
    own: dict[str, Iterable[str]] = context.lexicons.get("names", {})
    register = {right: tuple(wrong) for right, wrong in {**_SHIPPED, **own}.items()}
    for passage in text.passages:
        taken: set[int] = set()
        pairs = ((wrong, right) for right, forms in register.items() for wrong in forms if wrong in passage.clean)
        for wrong, right in sorted(pairs, key=lambda pair: -len(pair[0])):
            start = passage.clean.find(wrong)
            while start >= 0:
                span = range(start, start + len(wrong))
                if taken.isdisjoint(span) and not _is_in_right_name(passage.clean, start, wrong, right):
                    taken.update(span)
                    yield passage.finding(
                        start,
                        span.stop,
                        f"规范名称为“{right}”",
                        confidence=0.85,
                        stated=wrong,
                        suggestion=right,
                    )
                start = passage.clean.find(wrong, start + 1)


def _is_in_right_name(clean: str, start: int, wrong: str, right: str) -> bool:
    offset = right.find(wrong)
    return offset >= 0 and clean[max(0, start - offset) :].startswith(right)


CHECK = Check(
    code="WRD-NAME",
    title="名称不规范",
    group="wording",
    severity=Severity.WARNING,
    basis="党政机关公文处理工作条例第九条；国办发〔2020〕53号",
    run=find_names,
    level=2,
    wrong=(
        Example("12345政府服务热线受理诉求320件。", "政府服务热线"),
        Example("推进法制政府建设。", "法制政府建设"),
        Example("根据《重大行政决策程序条例》的规定办理。", "重大行政决策程序条例"),
    ),
    right=(
        Example("12345政务服务便民热线受理诉求320件。"),
        Example("根据《重大行政决策程序暂行条例》的规定办理，推进法治政府建设。"),
        Example("召开中国人民政治协商会议。"),
    ),
)
