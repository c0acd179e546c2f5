"""Read the profiles this installation ships. What one is lives in `shape`."""

import json
from functools import cache
from pathlib import Path

from mingzheng.domains.reports.profiles.shape import Profile, read_profile

DATA = Path(__file__).parent / "data"
DEFAULT = "default"


@cache
def _profiles() -> dict[str, Profile]:
    found = [read_profile(json.loads(path.read_text("utf-8"))) for path in sorted(DATA.glob("*.json"))]
    return {profile.code: profile for profile in sorted(found, key=lambda one: (one.code != DEFAULT, one.code))}


def list_profiles() -> tuple[Profile, ...]:
    """Return the shipped profiles, the default one first."""
    return tuple(_profiles().values())


def get_profile(code: str) -> Profile:
    """Return a profile. Raises KeyError when there is none of that name."""
    return _profiles()[code]
