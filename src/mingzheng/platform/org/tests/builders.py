"""A small district for tests, built through the services: 区 > 党政办(秘书科、信息科), 教育局, 税务局 (垂管)."""

from dataclasses import dataclass
from datetime import date

from mingzheng.platform.org.models import Unit
from mingzheng.platform.org.services import add_unit

SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Editor:
    """An editor as `rules.Editor` wants it."""

    admin_duty: str = "system"
    is_system: bool = False
    person_id: int | None = None
    ref: str = "account:1"


EDITOR = Editor()
STRANGER = Editor(admin_duty="", ref="account:9")


@dataclass(frozen=True)
class District:
    district: Unit
    office: Unit
    secretariat: Unit
    information: Unit
    education: Unit
    tax: Unit


def unit(code: str, name: str, kind: str = "organ", **more) -> Unit:
    """Add a unit through the service."""
    more.setdefault("valid_from", SINCE)
    more.setdefault("editor", EDITOR)
    return add_unit(code=code, name=name, kind=kind, **more)


def make_district() -> District:
    """Build the small district."""
    district = unit("D", "云山区", "district", short_name="区")
    office = unit("DZB", "云山区党政办公室", parent=district, short_name="党政办", aliases=["区党政办"], order=1)
    return District(
        district=district,
        office=office,
        secretariat=unit("DZB-1", "秘书科", "section", parent=office),
        information=unit("DZB-2", "信息科", "section", parent=office),
        education=unit("JYJ", "云山区教育局", parent=district, short_name="教育局", order=2),
        tax=unit("SWJ", "云山区税务局", parent=district, relation="dispatched", short_name="税务局", order=3),
    )
