"""Codes people copy by hand: made, read back forgivingly, kept as keyed digests.

No letters and digits that look alike, groups of four, so that a code can be read over the telephone.
"""

import hashlib
import hmac
import secrets

from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUP = 4
CODE_GROUPS, SECRET_GROUPS, LETTER_GROUPS = 3, 3, 4


def make_code(groups: int = CODE_GROUPS) -> str:
    """Return a new code such as K7QM-3RTX-9WHF; three groups hold 59 bits."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(groups * GROUP))
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def normalise_code(typed: str) -> str:
    """Return a typed code as it was made: capitals, groups of four, whatever stood between; "" when it is none."""
    plain = "".join(sign for sign in _half_width(typed).upper() if sign.isascii() and sign.isalnum())
    if not plain or len(plain) > 64 or any(sign not in ALPHABET for sign in plain):
        return ""
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))


def is_alike(typed: str, number: str) -> bool:
    """Say whether a typed number of a letter is the one meant, whatever brackets and blanks stand in it; never for none."""
    wanted = _plain(number)
    return bool(wanted) and hmac.compare_digest(_plain(typed).encode(), wanted.encode())


def _plain(text: str) -> str:
    return "".join(sign for sign in _half_width(text).upper() if sign.isalnum())


def _half_width(text: str) -> str:
    return text[:200].translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})


def digest_of(code: str, *, place: str) -> str:
    """Return what is kept of a code: a digest keyed by the installation and bound to its place."""
    return hmac.new(settings.SECRET_KEY.encode(), f"foi code:{place}:{code}".encode(), hashlib.sha256).hexdigest()


def is_same(code: str, digest: str, *, place: str) -> bool:
    """Say whether a typed code is the one kept, taking the same time for a wrong one."""
    return hmac.compare_digest(digest_of(code, place=place), digest)
