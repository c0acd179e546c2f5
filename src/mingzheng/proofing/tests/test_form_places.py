"""Whatever a text holds, a finding of form stands where its quote stands, and no check breaks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.run import check_text

PIECES = st.sampled_from(
    [
        *(
            "一、",
            "二、",
            "四、",
            "（一）",
            "(二)",
            "（三）",
            "1.",
            "3.",
            "（1）",
            "①",
            "一是",
            "三是",
            "第一条",
            "第三条",
        ),
        *("。", "，", "、", "；", "：", "“", "”", "《", "》", "（", "）", "(", ")", "\n", "\n\n", "。\n\n", " ", "|"),
        *(
            "的",
            "的的",
            "推进推进",
            "以及",
            "2022年02月30日",
            "13月",
            "2026年3月5日",
            "3月5日",
            "云府办[2026]5号",
            "２",
            "人员",
        ),
        *(
            "特此报告",
            "附件：1.清单",
            "附件2",
            "关于开展检查的请示",
            "区人民政府：",
            "联系人",
            "抄送：各镇",
            "签发人：",
            "印发",
        ),
        *(
            "政治意识、",
            "看齐意识、",
            "核心意识",
            "妥否，请批示",
            "台湾",
            "中国和",
            "审图号",
            "但对照上级，",
            "但仍",
            "银保监会",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["", "official-document", "annual-report"]))
def test_a_finding_stands_where_its_quote_stands(words, profile):
    text = text_from_string(words)
    report = check_text(text, Context(profile=profile), only={"form", "sending", "grave", "layout"})
    for finding in report.findings:
        assert text.paragraphs[finding.paragraph][finding.start : finding.end] == finding.quote
        for other in finding.related:
            assert text.paragraphs[other.paragraph][other.start : other.end] == other.quote
