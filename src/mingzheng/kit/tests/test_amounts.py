"""Money: two decimals at most, figures and capitals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kit.amounts import LARGEST, format_amount, format_amount_in_capitals, parse_amount

amounts = st.decimals(0, LARGEST, places=2)
_VALUES = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_capitals(words):
    """An independent reader of amounts in capitals."""
    yuan, _, rest = words.removesuffix("整").rpartition("元") if "元" in words else ("", "", words.removesuffix("整"))
    total = section = digit = 0
    for char in yuan:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char in _UNITS:
            section, digit = section + digit * _UNITS[char], 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    cents = (total + section + digit) * 100
    for char, value in (("角", 10), ("分", 1)):
        if char in rest:
            cents += _VALUES[rest[rest.index(char) - 1]] * value
    return Decimal(cents) / 100


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("10.05", "壹拾元零伍分"),
        ("10.50", "壹拾元伍角整"),
        ("1234.56", "壹仟贰佰叁拾肆元伍角陆分"),
        ("1010.01", "壹仟零壹拾元零壹分"),
        ("10000", "壹万元整"),
        ("100001", "壹拾万零壹元整"),
        ("10001000", "壹仟万壹仟元整"),
        ("100010000.30", "壹亿零壹万元叁角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
    ],
)
def test_amounts_in_capitals(amount, words):
    assert format_amount_in_capitals(Decimal(amount)) == words


@given(amounts)
def test_capitals_read_back_to_the_same_amount_and_never_double_a_zero(amount):
    words = format_amount_in_capitals(amount)
    assert read_capitals(words) == amount
    assert "零零" not in words


@given(amounts)
def test_figures_read_back_to_the_same_amount(amount):
    assert parse_amount(format_amount(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.50元", "1234.50"),
        ("￥1234.5", "1234.50"),
        ("人民币 20 元", "20.00"),
        ("１２３", "123.00"),
        ("0.01", "0.01"),
    ],
)
def test_usual_spellings_are_read(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "1.234", "-1", "12,34", "一百元", "1e3", "99999999999999999"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="金额"):
        parse_amount(text)


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "10000000000000000", "NaN", "Infinity"])
def test_amounts_out_of_range_cannot_be_written(amount):
    for write in (format_amount, format_amount_in_capitals):
        with pytest.raises(ValueError, match="金额应在"):
            write(Decimal(amount))
