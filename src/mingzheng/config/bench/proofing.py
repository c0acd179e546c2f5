"""Measures the proofreader: a docx of fifty pages with reading, plain text by characters a second, memory.

Run by `mingzheng bench proofing`. The text is invented here; where pycorrector is installed its corrector without a
network is timed on the same sentences.
"""

import importlib
import importlib.util
import io
import resource
import time
from collections.abc import Callable, Iterator
from typing import Any

import docx

from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import read_text, text_from_string
from mingzheng.proofing.registry import list_checks
from mingzheng.proofing.run import check_text

CHARACTERS_A_PAGE = 616
_SENTENCES = (
    "全年共办理市、区人大代表建议{a}件、政协提案{b}件，共{c}件，均已按时办结。",
    "持续优化营商环境，新登记市场主体{a}户，同比增长{d}.{e}%，其中企业{b}户。",
    "政府门户网站公开信息{c}条，收到留言{b}条，已回复{b}条，回复率100%。",
    "推进“一网通办”，进驻综合窗口事项{a}项，开展业务培训{e}场、{c}人次。",
    "加强安全生产监管，检查企业{b}家次，整改隐患{a}处，未发生较大以上事故。",
    "修订完善管理制度{e}项，印发《云山区政务服务管理办法》，自2025年3月1日起施行。",
)


def measure_proofing(pages: int, runs: int) -> dict[str, Any]:
    """Return the figures; times are the best of the runs, and speed is by processor time: other work only lengthens both."""
    paragraphs = list(_paragraphs(pages * CHARACTERS_A_PAGE))
    words = "\n\n".join(paragraphs)
    data = _docx(paragraphs)
    before = _peak()
    whole = _best(lambda: check_text(read_text("报告.docx", data), Context()), runs)
    reading = _best(lambda: read_text("报告.docx", data), runs)
    plain = _best(lambda: check_text(text_from_string(words), Context()), runs, clock=time.process_time)
    return {
        "pages": pages,
        "characters": len(words),
        "checks": len(list_checks()),
        "docx_seconds": round(whole, 3),
        "docx_reading_seconds": round(reading, 3),
        "text_processor_seconds": round(plain, 3),
        "characters_per_second": round(len(words) / plain),
        "slowest_checks_ms": _slowest(words),
        "peak_memory_mb": round(_peak() / 1024),
        "grown_memory_mb": round((_peak() - before) / 1024),
        "pycorrector": _beside(paragraphs),
    }


def _paragraphs(characters: int) -> Iterator[str]:
    made = number = 0
    while made < characters:
        parts = []
        for sentence in _SENTENCES:
            number += 1
            a, b = 20 + number % 37, 30 + number % 53
            parts.append(sentence.format(a=a, b=b, c=a + b, d=number % 20, e=1 + number % 9))
        paragraph = "".join(parts)
        made += len(paragraph)
        yield paragraph


def _docx(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    document.add_heading("云山区2025年工作报告", 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _best(work: Callable[[], object], runs: int, *, clock: Callable[[], float] = time.perf_counter) -> float:
    laps = []
    for _ in range(runs):
        started = clock()
        work()
        laps.append(clock() - started)
    return min(laps)


def _slowest(words: str) -> dict[str, float]:
    """Return the milliseconds of the five checks that cost most; what several share falls to the first that asks."""
    text, context, laps = text_from_string(words), Context(), {}
    for check in list_checks():
        started = time.perf_counter()
        if check.run is not None:
            list(check.run(text, context))
        context.relations(text, check)
        laps[check.code] = round((time.perf_counter() - started) * 1000, 1)
    return dict(sorted(laps.items(), key=lambda lap: -lap[1])[:5])


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _beside(paragraphs: list[str]) -> dict[str, Any]:
    """Time pycorrector's corrector without a network on the same sentences, where it is installed."""
    if importlib.util.find_spec("pycorrector") is None:
        return {"installed": False}
    corrector = importlib.import_module("pycorrector").Corrector()
    some = paragraphs[:5]
    seconds = _best(lambda: [corrector.correct(paragraph) for paragraph in some], 1, clock=time.process_time)
    return {"installed": True, "characters_per_second": round(sum(map(len, some)) / seconds)}
