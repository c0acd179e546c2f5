"""Wordings are offered only where they are true, are read back as written, and each has its rule of truth."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzheng.figures.wordings import Qualifier, compose, holds, offers, parse_wording, read_reported

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CASES = [
    ("20000余", 20347, True),
    ("20000余", 20000, True),
    ("20000余", 30000, False),
    ("20000余", 19999, False),
    ("20300余", 20347, True),
    ("20300余", 20400, False),
    ("2万余", 20347, True),
    ("340万余", 3_449_999, True),
    ("340万余", 3_500_000, False),
    ("180余", 189, True),
    ("180余", 190, False),
    ("22300多", 22399, True),
    ("超2万", 20347, True),
    ("超2万", 20000, False),
    ("超1639", 1640, True),
    ("近200", 196, True),
    ("近200", 190, True),
    ("近200", 189, False),
    ("近200", 200, False),
    ("近2万", 20347, False),
    ("近10万", 97000, True),
    ("约200", 208, True),
    ("约200", 211, False),
    ("不少于100", 100, True),
    ("不少于100", 99, False),
    ("不超过100", 100, True),
    ("20347", 20347, True),
    ("20347", 20348, False),
    ("9.7万", 97000, True),
    ("N", 5, False),
    ("100", Decimal("100.0"), True),
]


@pytest.mark.parametrize(("said", "value", "true"), CASES)
def test_a_wording_is_true_by_its_rule(said, value, true):
    assert holds(said, value) is true


def test_the_offers_of_a_value_are_those_a_writer_would_choose_from():
    texts = [wording.text for wording in offers(20347)]
    assert texts[0] == "20347"
    assert {"20000余", "2万余", "超2万", "20300余"} <= set(texts)
    assert not {"近2万", "1万余", "超3万"} & set(texts)
    assert [wording.text for wording in offers(5)] == ["5"]
    assert [wording.text for wording in offers(100)] == ["100"]
    assert [wording.text for wording in offers(Decimal("99.1"), "%")] == ["99.1"]


@CALM
@given(st.integers(0, 10**12))
def test_every_offer_is_true_unique_and_reads_back(value):
    found = offers(value)
    assert len({wording.text for wording in found}) == len(found)
    for wording in found:
        assert holds(wording, value)
        again = parse_wording(wording.text)
        assert (again.value, again.qualifier, again.scale) == (wording.value, wording.qualifier, wording.scale)


@CALM
@given(st.integers(1, 10**9), st.sampled_from(["", "万", "亿"]), st.sampled_from(list(Qualifier)))
def test_what_is_composed_is_read_back(number, scale, qualifier):
    if qualifier in {Qualifier.PLACEHOLDER, Qualifier.AMONG}:
        return
    read = parse_wording(compose(str(number), scale=scale, qualifier=qualifier, unit="件"), unit="件")
    assert (read.number_text, read.scale, read.qualifier, read.unit) == (str(number), scale, qualifier, "件")


@CALM
@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text):
    with suppress(ValueError):
        wording = parse_wording(text)
        assert wording.value is None or wording.value.is_finite()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [("7×24", "rule", None), ("第一", "rank", 1), ("第一个", "rank", 1), ("首批", "rank", 1), ("第十个", "rank", 10)],
)
def test_rules_and_ranks_may_be_told_in_words(text, kind, value):
    said = read_reported(text, unit="个", kind=kind)
    assert (said.text, said.value) == (text, value)
    with pytest.raises(ValueError, match="数值"):
        read_reported(text, unit="个", kind="measured")


@pytest.mark.parametrize("text", ["", " ", "1e5", "--5", "5.", "近200余", "½", "٣", "1,2", "200~300", "9" * 25])
def test_what_is_no_single_number_is_refused(text):
    with pytest.raises(ValueError, match=r"数值|使用"):
        parse_wording(text)
