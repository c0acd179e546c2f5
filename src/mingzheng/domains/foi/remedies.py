"""Where an applicant may turn against an answer, and until when: every answer names it 救济告知.

Legal basis: 行政复议法 (2023) articles 11, 20, 22–25, 27, 28; 行政诉讼法 articles 45, 46; 法释〔2025〕8号 article 2.
The words of the letter are in `letters/`; which ground an answer has is `grounds`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingzheng.domains.foi.grounds import Ground, Remedy, get_ground
from mingzheng.worktime.public import Period, calendar_days, months

REVIEW_PERIOD = calendar_days(60)
SUIT_AFTER_REVIEW = calendar_days(15)
SUIT_DIRECTLY = months(6)


class OrganKind(StrEnum):
    """What an answering organ is, as far as it decides who reviews its decisions."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    JUSTICE = "justice"
    VERTICAL = "vertical"


ORGAN_LABELS: Mapping[OrganKind, str] = {
    OrganKind.DEPARTMENT: "政府工作部门",
    OrganKind.GOVERNMENT: "以本级人民政府名义",
    OrganKind.TOWNSHIP: "乡镇人民政府",
    OrganKind.SUBDISTRICT: "街道办事处",
    OrganKind.JUSTICE: "司法行政部门",
    OrganKind.VERTICAL: "实行垂直领导的机关",
}


@dataclass(frozen=True, slots=True)
class ReviewBody:
    """Who reviews: its name, a second choice where the law gives one, and the article."""

    name: str
    basis: str
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class RemedyNotice:
    """What an answer must say of remedies."""

    kind: Remedy
    review_body: ReviewBody
    review_within: Period
    suit_within: Period
    is_review_first: bool
    court: str
    online_entrance: str = ""


def review_body_of(
    kind: OrganKind, *, own_government: str, higher_government: str, higher_department: str
) -> ReviewBody:
    """Return which body reviews the decisions of an organ of this kind (行政复议法第二十四条、第二十七条、第二十八条).

    `own_government` is the government the organ belongs to, `higher_government` the one above it, `higher_department`
    the organ's own superior department.
    """
    if kind is OrganKind.GOVERNMENT:
        return ReviewBody(higher_government, "行政复议法第二十四条第一款第二项")
    if kind is OrganKind.VERTICAL:
        return ReviewBody(higher_department, "行政复议法第二十七条")
    if kind is OrganKind.JUSTICE:
        return ReviewBody(own_government, "行政复议法第二十八条", higher_department)
    return ReviewBody(own_government, "行政复议法第二十四条第一款")


def remedy_of(code: str, *, withheld_code: str = "", query_matters_first: bool = False) -> Remedy:
    """Return which way is open against an answer on a ground.

    Grounds of articles 14 to 16 are reviewed first (行政复议法第二十三条第一款第四项). A partial answer follows what it
    withholds. `query_matters_first` is the local decision on C8, which the letter of the law leaves open.
    Raises KeyError for an unknown ground.
    """
    ground: Ground = get_ground(code)
    if code == "B1" and withheld_code:
        return get_ground(withheld_code).remedy
    if code == "C8" and query_matters_first:
        return Remedy.REVIEW_FIRST
    return ground.remedy


def remedy_notice(kind: Remedy, body: ReviewBody, *, court: str, online_entrance: str = "") -> RemedyNotice:
    """Return the notice: review within 60 days; suit within 15 days of the review's decision, or within 6 months."""
    first = kind is Remedy.REVIEW_FIRST
    return RemedyNotice(
        kind=kind,
        review_body=body,
        review_within=REVIEW_PERIOD,
        suit_within=SUIT_AFTER_REVIEW if first else SUIT_DIRECTLY,
        is_review_first=first,
        court=court,
        online_entrance=online_entrance,
    )
