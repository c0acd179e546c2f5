"""公民身份号码, 组织机构代码 and 统一社会信用代码: reading, normalising, checking.

Whether a register knows the number is not answered here; masking it for the public belongs to `access` and to screens.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingzheng.kit.text import strip_invisible

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71, 81, 82, 83),
    )
    for code in codes
)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_REGISTRARS = {
    "1": "机构编制",
    "2": "外交",
    "3": "司法行政",
    "4": "文化",
    "5": "民政",
    "6": "旅游",
    "7": "宗教",
    "8": "工会",
    "9": "市场监管",
    "A": "军委",
    "N": "农业",
    "Y": "其他",
}


class IdentifierError(ValueError):
    """A number is not valid. `code` is stable, `message` is Chinese for the person; the number itself is not in it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class ResidentId:
    """公民身份号码: the normalised number and what it tells."""

    number: str
    region: str
    born_on: date
    sex: Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class CreditCode:
    """统一社会信用代码: the normalised code and what it tells."""

    code: str
    registrar: str
    kind: str
    region: str
    organization_code: str


def normalize_identifier(text: str) -> str:
    """Return the number without spaces and hyphens, in half-width capitals."""
    plain = strip_invisible(text).translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    return re.sub(r"[\s\-‐‑–—]", "", plain).upper()


def parse_resident_id(text: str, *, today: date) -> ResidentId:
    """Read an 18-digit 公民身份号码; `today` bounds the birth date.

    Raises IdentifierError with code length, old_form, characters, region, birth_date or check_digit.

    Legal basis: GB 11643-1999
    """
    number = normalize_identifier(text)
    if re.fullmatch(r"[0-9]{15}", number):
        raise IdentifierError("old_form", "15位旧身份证号不再接受，请填写18位公民身份号码")
    if len(number) != 18:
        raise IdentifierError("length", "公民身份号码应为18位")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise IdentifierError("characters", "公民身份号码前17位应为数字，末位为数字或X")
    if number[:2] not in _PROVINCES:
        raise IdentifierError("region", "公民身份号码的行政区划代码不存在")
    born_on = _read_birth_date(number[6:14], today)
    if resident_id_check_digit(number[:17]) != number[17]:
        raise IdentifierError("check_digit", "公民身份号码校验位不符，请核对")
    return ResidentId(number, number[:6], born_on, "male" if int(number[16]) % 2 else "female")


def resident_id_check_digit(first_17: str) -> str:
    """Return the check character of the first 17 digits."""
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, _ID_WEIGHTS, strict=True)) % 11]


def convert_old_resident_id(text: str, *, today: date) -> ResidentId:
    """Turn a 15-digit number of an old record into the 18-digit one (born in 19xx).

    Raises IdentifierError with code old_length, or any code of `parse_resident_id`.
    """
    number = normalize_identifier(text)
    if not re.fullmatch(r"[0-9]{15}", number):
        raise IdentifierError("old_length", "旧身份证号应为15位数字")
    first_17 = f"{number[:6]}19{number[6:]}"
    return parse_resident_id(first_17 + resident_id_check_digit(first_17), today=today)


def _read_birth_date(digits: str, today: date) -> date:
    try:
        born_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise IdentifierError("birth_date", "公民身份号码中的出生日期不存在") from error
    if born_on.year < 1900 or born_on > today:
        raise IdentifierError("birth_date", "公民身份号码中的出生日期不合理")
    return born_on


def parse_organization_code(text: str) -> str:
    """Read a 9-character 组织机构代码 (a hyphen is allowed) and return it without the hyphen.

    Raises IdentifierError with code length, characters or check_digit.

    Legal basis: GB 11714-1997
    """
    code = normalize_identifier(text)
    if len(code) != 9:
        raise IdentifierError("length", "组织机构代码应为9位")
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        raise IdentifierError("characters", "组织机构代码应为数字和大写字母")
    if organization_code_check_digit(code[:8]) != code[8]:
        raise IdentifierError("check_digit", "组织机构代码校验位不符，请核对")
    return code


def organization_code_check_digit(first_8: str) -> str:
    """Return the check character of the first 8 characters."""
    total = sum(int(char, 36) * weight for char, weight in zip(first_8, _ORGANIZATION_WEIGHTS, strict=True))
    remainder = (11 - total % 11) % 11
    return "X" if remainder == 10 else str(remainder)


def parse_credit_code(text: str) -> CreditCode:
    """Read an 18-character 统一社会信用代码 and check both check characters.

    Raises IdentifierError with code length, characters, registrar, organization_code or check_digit.

    Legal basis: GB 32100-2015
    """
    code = normalize_identifier(text)
    if len(code) != 18:
        raise IdentifierError("length", "统一社会信用代码应为18位")
    if not set(code) <= set(_CREDIT_ALPHABET) or not re.fullmatch(r"..[0-9]{6}.{10}", code):
        raise IdentifierError("characters", "统一社会信用代码含有不允许的字符（不使用I、O、S、V、Z，第3至8位为数字）")
    if code[0] not in _REGISTRARS:
        raise IdentifierError("registrar", "统一社会信用代码首位的登记管理部门代码不存在")
    if credit_code_check_digit(code[:17]) != code[17]:
        raise IdentifierError("check_digit", "统一社会信用代码校验位不符，请核对")
    if organization_code_check_digit(code[8:16]) != code[16]:
        raise IdentifierError("organization_code", "统一社会信用代码第9至17位不符合组织机构代码规则")
    return CreditCode(code, _REGISTRARS[code[0]], code[:2], code[2:8], code[8:17])


def credit_code_check_digit(first_17: str) -> str:
    """Return the check character of the first 17 characters."""
    total = sum(_CREDIT_ALPHABET.index(char) * weight for char, weight in zip(first_17, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[-total % 31]
