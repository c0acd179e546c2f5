"""Measures the proofreader: a docx of fifty pages with reading, plain text by characters a second, memory.

Run by `mingzheng bench proofing`. The text is invented here; where pycorrector is installed its corrector without a
network is timed on the same sentences.
"""

import importlib
import importlib.util
import io
import re
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
_THEMES = re.findall(
    r"\S+",
    "营商环境 安全生产 乡村振兴 污染防治 基层治理 学前教育 养老服务 社会救助 水利建设 城市更新 农房安全 秸秆禁烧 防汛抗旱 "
    "招商引资 项目前期 人才引进 科技创新 文物保护 公共卫生 志愿服务 森林防火 食品药品 信访维稳 交通畅通 数据共享 法治宣传 "
    "河湖管护 垃圾分类 粮食储备 电梯安全 欠薪治理 档案开放",
)
_UNITS = re.findall(
    r"\S+",
    "区发展改革局 区教育局 区民政局 区司法局 区财政局 区水务局 区商务局 区应急局 区林业局 青岩镇 柳坪乡 北麓街道 南溪街道 "
    "石桥镇 白鹭镇 松林乡 区数据局 区统计局 区医保局 区信访局 区审计局 区城管局 区文旅局",
)
_SENTENCES = (
    "{u}牵头抓好{t}，分片包干、清单管理，组织督查{e}轮，发现并整改问题{a}个，相关经验在全区交流。",
    "围绕{t}难点堵点，{u}会同{v}建立会商机制，协调解决跨部门事项{e}件，群众反映的突出问题得到回应。",
    "把{t}与{s}一体谋划，由{u}制定年度计划，明确责任人和完成时限，每季度通报进展，年底集中验收。",
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
            words = {"t": _THEMES[number * 7 % 32], "s": _THEMES[number * 5 % 31], "u": _UNITS[number % 23]}
            words["v"] = _UNITS[(number + 5) % 23]
            parts.append(sentence.format(a=a, b=b, c=a + b, d=number % 20, e=1 + number % 9, **words))
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
