"""Headings of a part's blocks are numbered without a gap where a block has no words."""

from mingzheng.domains.foi.annual.composing import compose
from mingzheng.domains.foi.annual.output.as_document import as_document


def test_a_block_without_words_leaves_no_gap_in_the_numbers() -> None:
    composed = compose("云山区教育局", 2025, {"platform": "门户网站改版。", "improvements": "已改进。"}, {}, {}, {})
    assert "（一）政府信息公开平台建设情况" in composed.text
    assert "（一）改进情况" in composed.text
    assert "（二）" not in composed.text
    assert "（一）改进情况" in str(as_document(composed).body)
