"""Shorthand for drafts through the door, by the short names of the test world: education drafts, tax reviews."""

from datetime import date, timedelta
from typing import Any

from mingzheng.casework.public import Case
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import TODAY, World
from mingzheng.domains.normative.models import Document

TEXT = "\n".join(
    (
        "第一章 总则",
        "第一条 为了规范校外托管，制定本办法。",
        "第二条 本办法所称托管，是指课后看护。",
        "（一）午间托管；",
        "（二）晚间托管。",
        "第二章 附则",
        "第三条 本办法自公布之日起30日后施行。",
    )
)
INTERPRETATION = {
    "form": "text",
    "core": "托管",
    "differences": "首次规定",
    "scope": "区内机构",
    "standards": "每生三平方米",
}


class Drafts(Caller):
    """Opens drafts and takes them on."""

    def __init__(self, world: World) -> None:
        super().__init__(world, "normative_document")

    def start(self, *, on: date = TODAY, **more: Any) -> int:
        district = self.world.district
        yes = dict.fromkeys(("by_authority", "public_issue", "rights_duties", "binding", "repeated"), True)
        given = {
            "title": "云山区校外托管管理办法",
            "kind": "own_government",
            "term": "regular",
            "lead_units": [district.education.pk],
            "legal_units": [district.tax.pk],
            "necessity": "群众反映集中",
            "contact": "区教育局，0000-1234567",
            "touches_public": True,
            **yes,
            **more,
        }
        return self.open(on=on, **given)

    def drafted(self, *, on: date = TODAY, **more: Any) -> int:
        relations = more.pop("relations", "")
        pk = self.start(on=on, **more)
        self.do(pk, "approve_plan", "director", on=on)
        self.do(pk, "write_text", "liaison", on=on, text=TEXT, explanation="说明", relations=relations)
        return pk

    def consulted(self, *, on: date = TODAY, **more: Any) -> tuple[int, date]:
        pk = self.drafted(on=on, **more)
        last = on + timedelta(days=30)
        self.do(
            pk,
            "open_consultation",
            "liaison",
            on=on,
            address="https://example.cn/c",
            means="网上提交",
            consultation_to=last.isoformat(),
        )
        after = last + timedelta(days=1)
        counts = {"received": 3, "adopted": 1, "partly": 1, "not_adopted": 1}
        self.do(
            pk, "close_consultation", "liaison", on=after, summary="均已答复", feedback_url="https://x.cn", **counts
        )
        return pk, after

    def lawful(self, *, on: date = TODAY, conclusion: str = "lawful", **more: Any) -> tuple[int, date]:
        pk, day = self.consulted(on=on, **more)
        self.do(pk, "own_review", "section", on=day, opinion="同意")
        self.do(pk, "submit_legality", "liaison", on=day)
        day += timedelta(days=10)
        self.do(pk, "conclude", "tax_liaison", on=day, conclusion=conclusion, opinion="已审核")
        return pk, day

    def signed(self, *, on: date = TODAY, interprets: bool = True, **more: Any) -> tuple[int, date]:
        pk, day = self.lawful(on=on, **more)
        if interprets:
            self.do(pk, "write_interpretation", "liaison", on=day, **INTERPRETATION)
        meeting = {"meeting_name": "区政府常务会议", "held_on": day.isoformat(), "minutes": "通过"}
        self.do(pk, "record_deliberation", "clerk", on=day, outcome="agreed", **meeting)
        self.do(pk, "sign", "director", on=day)
        return pk, day

    def publish(self, pk: int, day: date, **more: Any) -> Any:
        begins = day + timedelta(days=30)
        given = {
            "effective_on": begins.isoformat(),
            "expires_on": begins.replace(year=begins.year + 4).isoformat(),
            "carrier": "政府网站",
            **more,
        }
        return self.do(pk, "publish", "clerk", on=day, **given)

    def published(self, *, on: date = TODAY, **more: Any) -> tuple[Document, date]:
        dates = more.pop("dates", {})
        pk, day = self.signed(on=on, **more)
        self.do(pk, "number", "clerk", on=day, series="云府规")
        self.publish(pk, day, **dates)
        return Document.objects.get(case_id=pk), day

    def state(self, pk: int) -> str:
        return Case.objects.get(pk=pk).state
