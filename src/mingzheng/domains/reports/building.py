"""A unit's report of a year for programs: as it stands when it was begun, else a draft made on the spot and not stored."""

from dataclasses import dataclass

from mingzheng.domains.reports.composition.composing import Composed, compose
from mingzheng.domains.reports.lookup import look_up_all
from mingzheng.domains.reports.profiles import get_profile, list_profiles
from mingzheng.domains.reports.profiles.loading import DEFAULT
from mingzheng.domains.reports.selectors import composed_report, find_report
from mingzheng.domains.reports.services.starting import draft_text
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import Unit, find_unit_by_code, find_unit_by_name


class NothingToBuild(ValueError):
    """No such unit or profile; the text says what to do."""


@dataclass(frozen=True, slots=True)
class BuiltReport:
    """The composed report, and whether it is the signed one."""

    composed: Composed
    is_signed: bool


def build_report(unit: str, year: int, profile: str = "") -> BuiltReport:
    """Return the report of a unit named by code or name. Raises NothingToBuild."""
    found = find_unit(unit)
    report = find_report(found.pk, year)
    if report is not None and (not profile or profile == report.profile_code):
        return BuiltReport(composed_report(report), is_signed=bool(report.frozen))
    try:
        chosen = get_profile(profile or DEFAULT)
    except KeyError:
        known = "、".join(one.code for one in list_profiles())
        raise NothingToBuild(f"没有版式“{profile}”，可用：{known}") from None
    text = draft_text(found, year, chosen)
    return BuiltReport(compose(text, look_up_all(text.bindings(), unit=found, year=year)), is_signed=False)


def find_unit(words: str) -> Unit:
    """Return a unit by its code or name. Raises NothingToBuild with the names that come near."""
    by_code = find_unit_by_code(words)
    if by_code is not None:
        return by_code
    match = find_unit_by_name(words, at=today())
    if match.unit is None:
        near = "、".join(str(one) for one in match.candidates[:5])
        raise NothingToBuild(f"没有单位“{words}”" + (f"，您是否要找：{near}" if near else ""))
    return match.unit
