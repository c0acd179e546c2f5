"""The whole judgement of a walk in one call, for a run and for the command line."""

from collections.abc import Sequence

from mingzheng.domains.patrol.judging.links import (
    Availability,
    judge_availability,
    judge_links,
    judge_speed,
    judge_start,
)
from mingzheng.domains.patrol.judging.model import Found
from mingzheng.domains.patrol.judging.site import Walked, judge_site


def judge(walked: Walked, availability: Availability | None = None) -> list[Found]:
    """Return every finding once, in the order of pages."""
    found = [*judge_start(walked), *judge_site(walked), *judge_links(walked), *judge_speed(walked.pages.values())]
    if availability is not None:
        found += judge_availability(availability, walked.target.start)
    return list({one.fingerprint: one for one in reversed(found)}.values())[::-1]


def still_stands(fingerprint: str, found: Sequence[Found]) -> bool:
    """Say whether a finding is among those of a later visit."""
    return any(one.fingerprint == fingerprint for one in found)
