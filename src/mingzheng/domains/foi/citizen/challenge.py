"""A question only asked while the site is flooded: an addition in Chinese words, answered with digits. Works on any phone.

The answer is not on the page: the page carries a signed digest of it, good once and for half an hour.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

from mingzheng.kit.numerals import format_chinese_number
from mingzheng.platform.parameters.public import get_value
from mingzheng.platform.portal.public import count_use

SALT = "mingzheng.foi.challenge"
GOOD_FOR = 30 * 60
TEN_MINUTES = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question in words and the token that goes with it."""

    question: str
    token: str


def make_challenge() -> Challenge:
    """Return a new question."""
    first, second = secrets.randbelow(9) + 1, secrets.randbelow(9) + 1
    salt = secrets.token_hex(8)
    token = signing.dumps({"s": salt, "d": _digest(salt, first + second)}, salt=SALT)
    words = f"{format_chinese_number(first)}加{format_chinese_number(second)}等于几？请填数字。"
    return Challenge(words, token)


def is_answered(token: str, answer: str, *, at: datetime) -> bool:
    """Say whether the answer is right and the token unused."""
    try:
        held = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    plain = answer.strip().translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})
    if not plain.isascii() or not plain.isdigit() or len(plain) > 4:
        return False
    if _digest(held["s"], int(plain)) != held["d"]:
        return False
    return count_use(f"challenge:{held['s']}", "foi.challenge", most=1, window=timedelta(days=1), at=at) is None


def count_attack(*, at: datetime) -> bool:
    """Count one application handed in on the whole site; say whether so many come that questions are asked."""
    return (
        count_use("everybody", "foi.rush", most=get_value("foi.attack_threshold"), window=TEN_MINUTES, at=at)
        is not None
    )


def _digest(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}:{number}:{signing.Signer(salt=SALT).sign(salt)}".encode()).hexdigest()
