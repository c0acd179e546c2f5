"""A toy record book: what a domain must write to get everything else for free. One table, one declaration."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from mingzheng.casework.public import Refusal
from mingzheng.registers.public import (
    BookFigure,
    BookShare,
    Choice,
    Evidence,
    Expected,
    Field,
    Kind,
    Openness,
    Record,
    Register,
    Reminder,
    once,
)

KINDS = (("inspection", "检查"), ("meeting", "座谈"))
THEMES = (("law", "法治"), ("open", "政务公开"), ("env", "环保"))


class ToyVisit(Record):
    """A visit."""

    kind = models.CharField(max_length=20)
    themes = models.ManyToManyField(Choice, related_name="+")
    people = models.ManyToManyField("org.Person", related_name="+")
    leader = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    host = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    guests = models.IntegerField(null=True)
    link = models.CharField(max_length=500, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    look_again_on = models.DateField(null=True)
    is_public = models.BooleanField(default=False)

    class Meta(Record.Meta):
        app_label = "registers"
        constraints = [*Record.Meta.constraints, once("link", name="toyvisit_link_once", filled="link")]


def judge(values: Mapping[str, Any]) -> list[Refusal]:
    """An inspection names a leader."""
    if values["kind"] == "inspection" and not values.get("leader"):
        return [Refusal("no_leader", "检查须写明带队领导", "请选择带队领导")]
    return []


def prepare(values: dict[str, Any]) -> dict[str, Any]:
    """Write telephone numbers without blanks."""
    return {**values, "phone": values["phone"].replace(" ", "")} if "phone" in values else values


TOY = Register(
    code="toy_visit",
    title="玩具走访登记",
    model=ToyVisit,
    group="测试",
    purpose="测试用。",
    title_label="走访主题",
    day_label="走访日期",
    fields=(
        Field("kind", "方式", Kind.CHOICE, required=True, choices=KINDS, listed=True, filtered=True, counted=True),
        Field("themes", "主题", Kind.CHOICES, choices=THEMES, listed=True, filtered=True, searched=True, counted=True),
        Field("people", "参加人", Kind.PERSONS, listed=True, filtered=True),
        Field("leader", "带队领导", Kind.PERSON, listed=True),
        Field("host", "接待单位", Kind.UNIT, filtered=True, counted=True),
        Field("follows", "承接", Kind.RECORD, of="toy_visit"),
        Field("cost", "费用", Kind.DECIMAL, minimum=0, maximum=100_000),
        Field("guests", "人数", Kind.INTEGER, minimum=1, maximum=500, listed=True),
        Field("link", "网址", Kind.LINK),
        Field("phone", "联系电话", max_length=40, masked=True, listed=True),
        Field("look_again_on", "复访日期", Kind.DATE),
        Field("is_public", "已公开", Kind.BOOLEAN, filtered=True),
    ),
    evidence=Evidence.REQUIRED,
    unique=(("link",),),
    file="走访档案",
    person_fields=("people",),
    prepare=prepare,
    judge=judge,
    figures=(
        BookFigure("toy.visits", "走访次数", "登记的走访", unit="次"),
        BookFigure("toy.guests", "走访人数", "走访的人数", unit="人", amount="guests"),
        BookFigure("toy.public_visits", "公开的走访", "已公开的走访", unit="次", where={"is_public": True}),
    ),
    shares=(BookShare("toy.public_share", "走访公开率", "公开的占全部", "toy.public_visits", "toy.visits"),),
    reminders=(Reminder("look_again_on", "复访日期", days=30),),
    expected=(Expected("meeting", "每季度座谈", "quarter", where={"kind": "meeting"}),),
)


class ToyTrip(Record):
    """A trip nobody else may know of."""

    place = models.CharField(max_length=80)

    class Meta(Record.Meta):
        app_label = "registers"


CLOSED = Register(
    code="toy_trip",
    title="玩具行程登记",
    model=ToyTrip,
    group="测试",
    fields=(Field("place", "地点", max_length=80, listed=True, searched=True),),
    entered_by=frozenset({"office_clerk"}),
    verification=None,
    openness=Openness.CLOSED,
    future=True,
    figures=(BookFigure("toy.trips", "行程", "登记的行程", unit="次"),),
)
