"""Telephone numbers and postcodes. Sending to them belongs to `platform.notices`, masking them to screens."""

import re

from mingzheng.kit.identifiers import normalize_identifier

_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"(0[0-9]{2,3})([0-9]{7,8})")
_AREA_OF_THREE = re.compile(r"0(?:10|2[0-9])")


def parse_mobile(text: str) -> str:
    """Return a mobile number as 11 digits; spaces, hyphens and +86 are dropped. Raises ValueError."""
    match = _MOBILE.fullmatch(normalize_identifier(text))
    if not match:
        raise ValueError("手机号应为11位数字，以13至19开头")
    return match[1]


def parse_landline(text: str) -> str:
    """Return a fixed-line number with its area code as 「020-83131234」. Raises ValueError."""
    digits = re.sub(r"[()（）]", "", normalize_identifier(text))
    match = _LANDLINE.fullmatch(digits)
    if not match:
        raise ValueError("固定电话应写作「区号-号码」，例如 020-83131234")
    area = 3 if _AREA_OF_THREE.match(digits) else 4
    return f"{digits[:area]}-{digits[area:]}"


def parse_postcode(text: str) -> str:
    """Return a postcode of six digits. Raises ValueError."""
    digits = normalize_identifier(text)
    if not re.fullmatch(r"[0-9]{6}", digits):
        raise ValueError("邮政编码应为6位数字")
    return digits
