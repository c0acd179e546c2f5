"""Shorthand for consultations through the door, by the short names of the test world: the education bureau drafts."""

from datetime import date, timedelta
from typing import Any

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import TODAY, World
from mingzheng.domains.participation.models import Opinion

TEXT = "第一章 总则\n第一条 为了规范停车，制定本办法。\n第二条 道路停车按时段收费。\n第三条 本办法自公布之日起施行。"
LAST = TODAY + timedelta(days=30)
HEARING = {
    "hearing_time": "9:00",
    "hearing_place": "区政府二楼会议室",
    "hearing_topic": "收费时段",
    "hearing_selection": "居民代表十名，报名后抽签确定",
}


class Asking(Caller):
    """Opens consultations and takes them on."""

    def __init__(self, world: World) -> None:
        super().__init__(world, "consultation")

    def prepare(self, **more: Any) -> int:
        given = {
            "title": "云山区停车管理办法（草案）",
            "kind": "normative",
            "lead_units": [self.world.district.education.pk],
            "text": TEXT,
            "explanation": "停车难反映集中。",
            "contact": "区教育局，0000-1234567",
            **more,
        }
        return self.open(**{code: value for code, value in given.items() if value is not None})

    def ready(self, **more: Any) -> int:
        pk = self.prepare(**more)
        self.do(pk, "submit", "liaison")
        self.do(pk, "review", "section", result="agreed", secrecy="open")
        return pk

    def opened(self, **more: Any) -> int:
        pk = self.ready(**more)
        self.do(pk, "publish", "liaison", means="本网页逐条提出", closes_on=LAST.isoformat())
        return pk

    def merging(self, pk: int) -> date:
        day = LAST + timedelta(days=1)
        self.do(pk, "close", "liaison", on=day)
        return day

    def merge(
        self, pk: int, opinions: list[Opinion], verdict: str, *, on: date, reason: str = "", text: str = ""
    ) -> Any:
        rows = [{"opinion": str(one.pk), "receipt": one.submission.receipt, "words": one.text} for one in opinions]
        more = {"verdict_reason": reason} if reason else {}
        return self.do(
            pk, "merge", "liaison", on=on, rows=rows, merged_text=text or opinions[0].text, verdict=verdict, **more
        )
