"""Every check finds what its own wrong examples show and leaves its right examples alone."""

import pytest

from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import read_text, text_from_string
from mingzheng.proofing.registry import list_checks
from mingzheng.proofing.run import check_text


def reports_of(check, example):
    text = read_text("example.docx", example.word()) if example.word else text_from_string(example.text)
    context = Context(
        strict=True,
        profile=example.profile or next(iter(sorted(check.profiles)), ""),
        as_of=example.as_of,
        previous=text_from_string(example.previous) if example.previous else None,
        peers=tuple(text_from_string(peer, path=f"peer{n}") for n, peer in enumerate(example.peers)),
    )
    return text, check_text(text, context, only={check.code})


CASES = [(check, example) for check in list_checks() for example in check.wrong]
RIGHT = [(check, example) for check in list_checks() for example in check.right]


def name(value):
    return getattr(value, "code", None) or value.text[:16]


@pytest.mark.parametrize(("check", "example"), CASES, ids=name)
def test_a_wrong_example_is_flagged_at_its_quote(check, example):
    text, report = reports_of(check, example)
    hits = [finding for finding in report.findings if example.quote in finding.quote or finding.quote in example.quote]
    assert hits, [(finding.quote, finding.message) for finding in report.findings]
    assert all(text.paragraphs[f.paragraph][f.start : f.end] == f.quote for f in report.findings)
    if example.computed:
        assert example.computed in {finding.computed for finding in hits}


@pytest.mark.parametrize(("check", "example"), RIGHT, ids=name)
def test_a_right_example_is_left_alone(check, example):
    _, report = reports_of(check, example)
    assert [(finding.quote, finding.message) for finding in report.findings] == []


def test_every_check_has_examples_of_both_kinds_and_a_basis():
    assert [check.code for check in list_checks() if not (check.wrong and check.right and check.basis)] == []
