"""One value, the same bytes everywhere."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kit.digests import canonical_json, sha256_hex

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=10,
)


@given(values)
def test_canonical_json_reads_back(value):
    assert json.loads(canonical_json(value)) == value


def test_the_order_of_keys_does_not_matter_and_chinese_stays_readable():
    assert canonical_json({"b": 1, "a": "政"}) == canonical_json({"a": "政", "b": 1}) == '{"a":"政","b":1}'.encode()


def test_what_json_does_not_know_is_refused():
    with pytest.raises(ValueError, match="Out of range"):
        canonical_json(float("nan"))
    with pytest.raises(TypeError):
        canonical_json({1, 2})


def test_the_digest_is_sha_256():
    assert sha256_hex(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
