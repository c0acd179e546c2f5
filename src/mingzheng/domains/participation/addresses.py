"""Addresses of the public pages of this room, in one place, and the sections they belong to."""

SECTION, SECTION_LISTS = "consultations", "consultation-lists"
LIST, CALENDAR = "list", "calendar"
CRUMB = {"title": "征求意见", "url": "/consultations/"}


def list_address() -> str:
    """Return the address of the list of consultations."""
    return "/consultations/"


def calendar_address() -> str:
    """Return the address of the calendar of periods and hearings."""
    return "/consultations/calendar.ics"


def page_address(number: str) -> str:
    """Return the stable address of a consultation."""
    return f"/consultations/{number}/"


def form_address(number: str) -> str:
    """Return where opinions on a consultation are given."""
    return f"/consultations/{number}/opinion"
