"""Thin background jobs of this room."""

from datetime import time

from mingzheng.domains.openness.catalogue import DISCLOSURE, STANDARD
from mingzheng.domains.openness.services import SECTION
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.portal.public import PageRef, publish_after_commit


@timetable(name="openness.draw_catalogues", daily_at=time(0, 40))
@job()
def draw_catalogues() -> None:
    """Draw the public catalogues anew: entries come into force by date, and links may lead to what was withdrawn."""
    publish_after_commit([PageRef(SECTION, catalogue.code) for catalogue in (DISCLOSURE, STANDARD)])
