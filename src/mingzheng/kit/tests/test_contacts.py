"""Telephone numbers and postcodes."""

import pytest

from mingzheng.kit.contacts import parse_landline, parse_mobile, parse_postcode


@pytest.mark.parametrize(
    "text", ["13812345678", "138 1234 5678", "+86-138-1234-5678", "１３８１２３４５６７８", "8613812345678"]
)
def test_a_mobile_number_is_normalised(text):
    assert parse_mobile(text) == "13812345678"


@pytest.mark.parametrize("text", ["12812345678", "1381234567", "138123456789", "", "电话"])
def test_what_is_no_mobile_number_is_refused(text):
    with pytest.raises(ValueError, match="手机号"):
        parse_mobile(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("020-83131234", "020-83131234"),
        ("02083131234", "020-83131234"),
        ("（010）6601 2399", "010-66012399"),
        ("0662-3366123", "0662-3366123"),
        ("06623366123", "0662-3366123"),
    ],
)
def test_a_landline_number_is_normalised(text, number):
    assert parse_landline(text) == number


@pytest.mark.parametrize("text", ["83131234", "020-831312", "1020-83131234", "13812345678", ""])
def test_what_is_no_landline_number_is_refused(text):
    with pytest.raises(ValueError, match="固定电话"):
        parse_landline(text)


def test_a_postcode_has_six_digits():
    assert parse_postcode(" 529500 ") == "529500"
    for text in ("52950", "5295000", "5295OO"):
        with pytest.raises(ValueError, match="邮政编码"):
            parse_postcode(text)
