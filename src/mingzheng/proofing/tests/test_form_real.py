"""The faults of form in real documents are found where they are, and nothing else is called an error there."""

import pytest

from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import read_text
from mingzheng.proofing.run import check_text

GROUPS = {"form", "sending", "grave"}


def findings_of(shared_dir, pattern, profile=""):
    (path,) = sorted(shared_dir.glob(pattern))
    text = read_text(path)
    return text, check_text(text, Context(profile=profile), only=GROUPS).findings


KNOWN = [
    ("seeds/000_*", "FRM-PAIR", "（其中行政许可事项"),
    ("seeds/001_*", "FRM-ASCII", ":"),
    ("seeds/001_*", "FRM-ITEM", "责任单位"),
    ("seeds/001_*", "FRM-CONJ", "但对照上级"),
    ("seeds/002_*", "FRM-BRACKETS", "(一)"),
    ("seeds/002_*", "FRM-HEADING", "主要举措和成效。"),
    ("seeds/002_*", "FRM-REPEAT", "修订完善《"),
    ("seeds/003_*", "FRM-IMPRINT", "日印"),
    ("seeds/004_*", "FRM-IMPRINT", "日印"),
    ("seeds/004_*", "FRM-TITLE-DIFF", "落实国家和省 2022"),
    ("seeds/004_*", "FRM-BROKEN", "专栏建设的。"),
    ("seeds/004_*", "FRM-CELL", "39."),
    ("seeds/004_*", "FRM-BRACKETS", "（一）"),
    ("samples/work_reports/农业*", "FRM-DOUBLE", "新增新增"),
    ("samples/disclosure_annual/raw/平潭*2022*", "FRM-DOUBLE", "的的"),
]


@pytest.mark.parametrize(("pattern", "code", "quote"), KNOWN)
def test_a_known_fault_is_found_at_its_place(shared_dir, pattern, code, quote):
    _, findings = findings_of(shared_dir, pattern)
    assert any(finding.code == code and quote in finding.quote for finding in findings)


ERRORS = {
    "seeds/000_*": {"FRM-PAIR"},
    "seeds/001_*": {"FRM-ITEM", "FRM-CONJ"},
    "seeds/002_*": set(),
    "seeds/003_*": {"FRM-IMPRINT"},
    "seeds/004_*": {"FRM-TITLE-DIFF", "FRM-BROKEN", "FRM-IMPRINT"},
    "samples/work_reports/2016*": set(),
    "samples/work_reports/2025年吉林*": set(),
    "samples/work_reports/2025年浙江*": set(),
    "samples/work_reports/2025年陕西*": set(),
    "samples/work_reports/农业*": {"FRM-DOUBLE"},
    "samples/disclosure_annual/raw/平潭*2022*": {"FRM-DOUBLE"},
    "samples/disclosure_annual/raw/平潭*2024*": set(),
    "samples/disclosure_annual/raw/宿迁*": set(),
    "samples/disclosure_annual/raw/沭阳*": set(),
    "samples/disclosure_annual/raw/淮安*": set(),
    "samples/schemes/福建省_2016.md": set(),
    "samples/schemes/福建省_2019*": set(),
    "samples/schemes/平潭*.md": set(),
}


@pytest.mark.parametrize("pattern", ERRORS)
def test_no_other_error_of_form_is_told_of_a_real_document(shared_dir, pattern):
    _, findings = findings_of(shared_dir, pattern)
    assert {finding.code for finding in findings if finding.severity == "error"} == ERRORS[pattern]


def test_a_report_without_title_and_disclosure_line_lacks_both(shared_dir):
    _, findings = findings_of(shared_dir, "seeds/001_*", "annual-report")
    told = " ".join(finding.message for finding in findings if finding.code == "FRM-PART")
    assert "标题" in told
    assert "公开方式" in told


@pytest.mark.parametrize("pattern", ["seeds/000_*", "seeds/003_*"])
def test_a_complete_report_lacks_no_part(shared_dir, pattern):
    _, findings = findings_of(shared_dir, pattern, "annual-report")
    assert [finding.message for finding in findings if finding.code == "FRM-PART"] == []
