"""The parts a document of its kind must have: title, recipients, signer's name, day, way of disclosure.

Rule: an official document names whom it is for, who signs it and when; a report to a superior says whether it is public.
Source: 党政机关公文处理工作条例 第九条; 国办发〔2016〕80号 (公开属性源头认定); for the annual report
法治政府建设与责任落实督察工作规定 第二十四条. Announcements to all have no recipients, minutes no sign-off.
"""

from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Profile, Severity
from mingzheng.proofing.structure.parts import Parts, parts_of
from mingzheng.proofing.text import Passage, Text

_NAMES = {
    "title": "标题",
    "recipients": "主送机关（称谓）",
    "issuer": "发文机关署名",
    "date": "成文日期",
    "openness": "公开方式",
}
_TO_ALL = {"公告", "通告", "公报", "决议", "决定", "命令", "纪要"}
_DISCLOSED = {"决定", "意见", "通知", "通报", "报告"}
_TOPICS = {
    "学习贯彻": ("学习", "贯彻"),
    "主要负责人履行第一责任人职责": ("第一责任人",),
    "主要举措和成效": ("举措", "成效", "工作情况", "工作开展"),
    "存在的不足和原因": ("不足", "存在问题", "存在的问题", "存在的主要问题"),
    "下一年度工作安排": ("下一年", "下一步", "工作计划", "工作安排", "主要安排", "工作打算"),
}


def find_missing_parts(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each part that is missing; it stands where the part should."""
    parts = parts_of(text, context)
    prose = [passage for passage in text.prose if passage.clean]
    if not prose:
        return
    for kind in _required(parts, is_report=context.profile == Profile.ANNUAL_REPORT):
        if parts.first(kind) is None and not _is_held(kind, parts):
            at = prose[0] if kind in {"title", "recipients"} else prose[-1]
            yield _finding(at, f"缺少{_NAMES[kind]}", _severity(kind))
    if context.profile == Profile.ANNUAL_REPORT:
        yield from _missing_topics(prose)


def _required(parts: Parts, *, is_report: bool) -> Iterator[str]:
    yield "title"
    if parts.title and not parts.kind and not is_report:
        return  # rules, plans and news are no kind of official document; their parts are those of what issues them
    if parts.kind not in _TO_ALL:
        yield "recipients"
    if parts.kind != "纪要":
        yield "issuer"
        yield "date"
    if is_report or parts.kind in _DISCLOSED:
        yield "openness"


def _is_held(kind: str, parts: Parts) -> bool:
    """An imprint says organ and day where the sign-off was left to it; a titled speech needs neither."""
    return kind in {"issuer", "date"} and parts.first("printed") is not None and not parts.is_issued


def _severity(kind: str) -> Severity:
    return Severity.INFO if kind == "openness" else Severity.WARNING


def _missing_topics(prose: list[Passage]) -> Iterator[Finding]:
    whole = "".join(passage.clean for passage in prose)
    for name, words in _TOPICS.items():
        if not any(word in whole for word in words):
            yield _finding(prose[-1], f"年度报告缺少“{name}”的内容", Severity.WARNING)


def _finding(at: Passage, message: str, severity: Severity) -> Finding:
    return at.finding(0, min(len(at.clean), 20), message, severity=severity, confidence=0.8)


_LETTER = "云山区财政局关于报送决算情况的通知\n\n各镇街：\n\n请按时报送决算情况。\n\n云山区财政局\n\n2026年3月5日"
CHECK = Check(
    code="FRM-PART",
    title="要素齐全",
    group="form",
    severity=Severity.WARNING,
    basis="《党政机关公文处理工作条例》第九条",
    run=find_missing_parts,
    profiles=frozenset({Profile.OFFICIAL_DOCUMENT, Profile.ANNUAL_REPORT}),
    wrong=(
        Example(
            "云山区财政局关于报送决算情况的通知\n\n请按时报送决算情况。\n\n云山区财政局\n\n2026年3月5日",
            "云山区财政局关于报送决算情况的通知",
            profile="official-document",
        ),
        Example(_LETTER, "2026年3月5日", profile="official-document"),
    ),
    right=(
        Example(_LETTER + "\n\n（此件依申请公开）", profile="official-document"),
        Example("云山区公共自行车管理办法\n\n第一条　为加强管理，制定本办法。", profile="official-document"),
    ),
)
