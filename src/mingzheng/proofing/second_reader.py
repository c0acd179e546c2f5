"""The optional second reader 二校: an OpenAI-compatible endpoint that reads after the checks. Off unless configured.

Answers for what may be sent, the question, and turning answers into findings marked "model". A text that is not
published is never sent unless the administrator allowed it, one with a mark of secrecy never at all, and personal
information leaves masked. Whether it is configured, and by whom, is decided by the caller; nothing here is asked by
`run`.

Legal basis: 保守国家秘密法 第三十一条; 个人信息保护法 第五十一条; 政府信息公开条例 第十七条
"""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mingzheng.kit.secrecy_marks import find_secrecy_marks

from .masking import mask_text
from .model import Finding, Severity
from .text import Passage, Text

Send = Callable[[dict[str, Any]], Mapping[str, Any]]

CODE = "MDL-READER"
_CHUNK = 1500
_MOST_ANSWERS = 50
_CONFIDENCE = 0.5
_MOST_BYTES = 2_000_000
_QUESTION = (
    "你是公文校对员。只指出错别字、漏字、多字、搭配不当和前后矛盾，不改写、不润色，不评价内容。"
    '只输出 JSON：{"findings":[{"quote":"原文片段","suggestion":"改为","reason":"理由"}]}，'
    'quote 必须逐字照抄原文；没有问题输出 {"findings":[]}。'
)
_REASONS = {
    "unpublished": "未公开的文稿不得发送给外部模型；如确需使用，由系统管理员开启并记录理由",
    "secrecy_mark": "文稿含密级或内部标志，不得发送给外部模型",
    "unreachable": "第二读者没有应答",
    "bad_answer": "第二读者的应答无法识别",
}


class SecondReaderError(Exception):
    """The second reader was not asked or did not answer: stable `code`, `message_zh` for the person."""

    def __init__(self, code: str) -> None:
        """Word the reason `code`, one of the catalogue above."""
        super().__init__(code)
        self.code = code
        self.message_zh = _REASONS[code]


def read_again(
    text: Text, send: Send, *, model: str, is_published: bool, allow_unpublished: bool = False
) -> tuple[Finding, ...]:
    """Return the second reader's findings, each marked "model"; what it quotes wrongly is dropped.

    Raises SecondReaderError with code unpublished, secrecy_mark, unreachable or bad_answer.
    """
    if not is_published and not allow_unpublished:
        raise SecondReaderError("unpublished")
    if find_secrecy_marks("\n".join(text.paragraphs)):
        raise SecondReaderError("secrecy_mark")
    findings: dict[tuple[int, int, int], Finding] = {}
    for passages in _chunks(text.passages):
        shown = [mask_text(passage.clean)[0] for passage in passages]
        for answer in _ask(send, model, "\n".join(shown)):
            for finding in _located(passages, shown, answer):
                findings.setdefault((finding.paragraph, finding.start, finding.end), finding)
    return tuple(findings[key] for key in sorted(findings))


def http_sender(address: str, key: str, *, timeout: float = 60.0) -> Send:
    """Return a `send` that posts to `address` + /chat/completions. Raises ValueError for anything but http and https."""
    if not re.match(r"https?://", address):
        raise ValueError("第二读者的地址应以 http:// 或 https:// 开头")
    url = f"{address.rstrip('/')}/chat/completions"

    def send(payload: dict[str, Any]) -> Mapping[str, Any]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
        request = urllib.request.Request(url, json.dumps(payload).encode("utf-8"), headers)  # noqa: S310 - checked above
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310 - checked above
                answer = json.loads(response.read(_MOST_BYTES))
        except (urllib.error.URLError, OSError) as error:
            raise SecondReaderError("unreachable") from error
        except ValueError as error:
            raise SecondReaderError("bad_answer") from error
        if not isinstance(answer, dict):
            raise SecondReaderError("bad_answer")
        return answer

    return send


def _chunks(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield passages together up to a size one question may have."""
    chunk: list[Passage] = []
    size = 0
    for passage in passages:
        if chunk and size + len(passage.clean) > _CHUNK:
            yield chunk
            chunk, size = [], 0
        if passage.clean.strip():
            chunk.append(passage)
            size += len(passage.clean)
    if chunk:
        yield chunk


def _ask(send: Send, model: str, words: str) -> list[Mapping[str, Any]]:
    """Ask about one chunk and return what was answered."""
    messages = [{"role": "system", "content": _QUESTION}, {"role": "user", "content": words}]
    answer = send({"model": model, "temperature": 0, "messages": messages})
    try:
        content = str(answer["choices"][0]["message"]["content"])
        inner = re.search(r"\{.*\}", content, re.S)
        found = json.loads(inner[0])["findings"] if inner else None
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise SecondReaderError("bad_answer") from error
    if not isinstance(found, list):
        raise SecondReaderError("bad_answer")
    return [item for item in found[:_MOST_ANSWERS] if isinstance(item, dict)]


def _located(passages: list[Passage], shown: list[str], answer: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding where the quote stands word for word in one passage only."""
    quote, suggestion = str(answer.get("quote", "")).strip(), str(answer.get("suggestion", "")).strip()
    reason = str(answer.get("reason", "")).strip()[:200]
    if not quote or quote == suggestion or "*" in quote:
        return
    places = [(passage, words.find(quote)) for passage, words in zip(passages, shown, strict=True) if quote in words]
    if len(places) != 1:
        return
    passage, start = places[0]
    yield passage.finding(
        start,
        start + len(quote),
        f"第二读者提示：{reason or '请核对'}",
        code=CODE,
        severity=Severity.INFO,
        confidence=_CONFIDENCE,
        suggestion=suggestion,
        basis="第二读者（模型）意见，仅供参考",
        mark="model",
    )
