"""The record book of official activities 公务活动. Itineraries are closed: only grants that reach closed rows read them."""

from mingzheng.domains.meetings.models import OfficialActivity
from mingzheng.registers.public import (
    OFFICE_ROLES,
    BookFigure,
    Field,
    Kind,
    Openness,
    Register,
    class_field,
    register,
)

SUPERIOR, MERCHANTS, FIELD = "superior_visit", "merchants", "field_study"
KINDS = (
    (SUPERIOR, "上级领导考察"),
    (MERCHANTS, "会见客商"),
    (FIELD, "一线调研"),
    ("other", "其他公务活动"),
)
THEMES = (
    ("project", "重点项目"),
    ("livelihood", "民生实事"),
    ("traffic", "在建交通"),
    ("investment", "招商引资"),
    ("safety", "安全生产"),
    ("other", "其他"),
)

register(
    Register(
        code="official_activity",
        title="公务活动登记",
        model=OfficialActivity,
        group="会议与公务活动",
        purpose="上级考察、会见客商、一线调研；行程限定范围，只对授权人员可见。",
        title_label="活动名称",
        day_label="活动日期",
        unit_label="承办单位",
        entered_by=OFFICE_ROLES,
        openness=Openness.CLOSED,
        future=True,
        fields=(
            class_field("kind", "类型", KINDS),
            Field("leader", "区领导", Kind.PERSON, listed=True, filtered=True, counted=True),
            Field("place", "地点", required=True, listed=True),
            Field("theme", "主题", Kind.CHOICE, choices=THEMES, filtered=True, counted=True),
            Field("attendees", "陪同人员", max_length=500),
            Field("guests", "来宾", max_length=500, masked=True),
            Field("itinerary", "行程安排", Kind.LONG_TEXT, max_length=3000),
            Field("follow_up", "交办事项", Kind.CASE, help="活动中交办的事项编号。"),
        ),
        figures=(
            BookFigure(
                "meetings.superior_visits",
                "上级领导考察",
                "省、市主要领导来区考察",
                unit="次",
                where={"kind": SUPERIOR},
                systems=("S30",),
            ),
            BookFigure(
                "meetings.merchants_met",
                "会见客商",
                "区领导会见客商",
                unit="次",
                where={"kind": MERCHANTS},
                systems=("S30",),
            ),
            BookFigure(
                "meetings.field_studies",
                "一线调研",
                "区主要领导到一线调研",
                unit="次",
                where={"kind": FIELD},
                systems=("S30",),
            ),
        ),
    )
)
