"""公民身份号码, 组织机构代码, 统一社会信用代码, 索引号: real samples pass, one changed character does not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kit.identifiers import (
    IdentifierError,
    convert_old_resident_id,
    credit_code_check_digit,
    normalize_identifier,
    organization_code_check_digit,
    parse_credit_code,
    parse_organization_code,
    parse_resident_id,
    resident_id_check_digit,
)
from mingzheng.kit.index_number import IndexNumber, parse_index_number

TODAY = date(2026, 11, 21)
CODES = [
    "11441700007280420Y",
    "11441300007187648G",
    "11370812004339255B",
    "11100000000013338W",
    "11220000013544541J",
    "11430000006122244L",
]
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    ("number", "sex", "born_on"),
    [
        ("11010519491231002X", "female", date(1949, 12, 31)),
        ("440105199003070013", "male", date(1990, 3, 7)),
    ],
)
def test_a_valid_resident_id_tells_birth_date_and_sex(number, sex, born_on):
    parsed = parse_resident_id(number, today=TODAY)
    assert (parsed.number, parsed.sex, parsed.born_on, parsed.region) == (number, sex, born_on, number[:6])


def test_the_standards_sample_of_1880_has_the_right_check_digit_but_no_plausible_birth_date():
    assert resident_id_check_digit("44052418800101001") == "4"
    with pytest.raises(IdentifierError) as caught:
        parse_resident_id("440524188001010014", today=TODAY)
    assert caught.value.code == "birth_date"


@pytest.mark.parametrize(
    "text",
    ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002X"],
)
def test_widths_spaces_and_small_x_are_normalised(text):
    assert parse_resident_id(text, today=TODAY).number == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110105194912310020", "check_digit"),
        ("11010519491231002", "length"),
        ("1101051949123100211", "length"),
        ("", "length"),
        ("110105491231002", "old_form"),
        ("1101051949123100XX", "characters"),
        ("A10105194912310020", "characters"),
        ("990105194912310020", "region"),
        ("110105194902300020", "birth_date"),
        ("110105202612310020", "birth_date"),
        ("110105189912310020", "birth_date"),
    ],
)
def test_each_fault_of_a_resident_id_has_its_own_code_and_the_message_does_not_repeat_the_number(number, code):
    with pytest.raises(IdentifierError) as caught:
        parse_resident_id(number, today=TODAY)
    assert caught.value.code == code
    assert not number or number not in caught.value.message


def test_somebody_born_today_is_possible():
    first = "44010520261121001"
    assert parse_resident_id(first + resident_id_check_digit(first), today=TODAY).born_on == TODAY
    with pytest.raises(IdentifierError):
        parse_resident_id(first + resident_id_check_digit(first), today=TODAY - timedelta(days=1))


@pytest.mark.parametrize("region", ["81", "82", "83", "71"])
def test_residence_permits_of_hong_kong_macao_and_taiwan_are_accepted(region):
    first = f"{region}000019900307001"
    assert parse_resident_id(first + resident_id_check_digit(first), today=TODAY).region == f"{region}0000"


def test_an_old_number_can_be_converted_but_nothing_else():
    assert convert_old_resident_id("110105491231002", today=TODAY).number == "11010519491231002X"
    with pytest.raises(IdentifierError) as caught:
        convert_old_resident_id("11010519491231002X", today=TODAY)
    assert caught.value.code == "old_length"


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_changed_digit_is_always_noticed(born_on, sequence, place, change):
    first = f"440105{born_on:%Y%m%d}{sequence:03d}"
    number = first + resident_id_check_digit(first)
    assert parse_resident_id(number, today=TODAY).number == number
    changed = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    with pytest.raises(IdentifierError):
        parse_resident_id(changed, today=TODAY)


@pytest.mark.parametrize("code", CODES)
def test_a_real_credit_code_passes_and_holds_an_organization_code(code):
    parsed = parse_credit_code(code)
    assert (parsed.code, parsed.registrar, parsed.kind, parsed.region) == (code, "机构编制", "11", code[2:8])
    assert parse_organization_code(parsed.organization_code) == code[8:17]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("11441700007280420X", "check_digit"),
        ("11441700007280421Y", "check_digit"),
        ("11441700007280420", "length"),
        ("1144170000728042OY", "characters"),
        ("1144170A007280420Y", "characters"),
        ("B1441700007280420Y", "registrar"),
    ],
)
def test_each_fault_of_a_credit_code_has_its_own_code(code, fault):
    with pytest.raises(IdentifierError) as caught:
        parse_credit_code(code)
    assert caught.value.code == fault


def test_a_credit_code_around_a_wrong_organization_code_is_refused():
    first = "11441700007280421"
    with pytest.raises(IdentifierError) as caught:
        parse_credit_code(first + credit_code_check_digit(first))
    assert caught.value.code == "organization_code"


@pytest.mark.parametrize(
    ("first", "check"), [("00728042", "0"), ("00000000", "0"), ("D2143569", "X"), ("10000000", "8")]
)
def test_check_digits_of_organization_codes(first, check):
    assert organization_code_check_digit(first) == check


@pytest.mark.parametrize(
    ("text", "fault"), [("00728042-1", "check_digit"), ("0072804", "length"), ("0072804_0", "characters")]
)
def test_each_fault_of_an_organization_code_has_its_own_code(text, fault):
    with pytest.raises(IdentifierError) as caught:
        parse_organization_code(text)
    assert caught.value.code == fault
    assert parse_organization_code("00728042-0") == "007280420"


@given(st.text(CREDIT_ALPHABET, min_size=8, max_size=8), st.integers(0, 17), st.integers(1, 30))
def test_one_changed_character_of_a_credit_code_is_always_noticed(organization, place, change):
    first = "91440100" + organization + organization_code_check_digit(organization)
    code = first + credit_code_check_digit(first)
    assert parse_credit_code(code).code == code
    other = CREDIT_ALPHABET[(CREDIT_ALPHABET.index(code[place]) + change) % 31]
    with pytest.raises(IdentifierError):
        parse_credit_code(code[:place] + other + code[place + 1 :])


@given(st.text())
def test_normalising_twice_is_normalising_once(text):
    once = normalize_identifier(text)
    assert normalize_identifier(once) == once


@pytest.mark.parametrize("text", ["11441700007280420Y/2021-00050", "000014349/2018-00222", "00001434-9/2018-00222"])
def test_an_index_number_reads_and_writes_back(text):
    assert str(parse_index_number(text)) == text


@pytest.mark.parametrize(
    "text", ["11441700007280420X/2021-00050", "11441700007280420Y/2021-50", "阳府办〔2021〕5号", ""]
)
def test_what_is_no_index_number_is_refused(text):
    with pytest.raises(IdentifierError):
        parse_index_number(text)


def test_the_parts_of_an_index_number():
    assert parse_index_number("000014349/2018-00222") == IndexNumber("000014349", 2018, 222)
