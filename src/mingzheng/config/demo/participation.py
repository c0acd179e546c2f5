"""What the demo district asks its people: one draft open for comment, one with its answers published, one reported error.

Told through the door, opinions through the room's own. What is told stands in `data/participation.toml`.
"""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from mingzheng.config.demo.story import Stage, dice
from mingzheng.domains.participation.public import Given, NewOpinion, list_opinions, list_pieces, submit

DATA = Path(__file__).parent / "data" / "participation.toml"
HEAD = "office_section"


def public_consultations(stage: Stage) -> int:
    """Tell the consultations up to the present and a reported error; return how many cases there are."""
    rows = tomllib.loads(DATA.read_text("utf-8"))["asked"]
    for number, row in enumerate(rows, start=1):
        _Asking(stage, row, number).tell()
    _reported_error(stage)
    return len(rows) + 1


class _Asking:
    """Leads one consultation as far as its story goes."""

    def __init__(self, stage: Stage, row: dict[str, Any], number: int) -> None:
        self.stage, self.row, self.rng = stage, row, dice(f"participation:{number}")
        self.liaison = f"{row['lead']}.liaison"
        self.day, self.case_id = stage.today - timedelta(days=row["days_ago"]), 0

    def at(self) -> datetime:
        """Return the next moment, on a working day, never in the time to come."""
        return min(self.stage.moment(self.day, self.rng), self.stage.until)

    def do(self, action: str, who: str, **data: Any) -> None:
        """Perform an act as somebody."""
        self.stage.perform(self.case_id, action, who, self.at(), **data)

    def tell(self) -> None:
        """Lead the consultation on to its stage."""
        self._publish()
        self._collect()
        if self.row["answered"]:
            self._answer()

    def _publish(self) -> None:
        row = self.row
        data = {
            "lead_units": [self.stage.district.units[row["lead"]].pk],
            **{name: row[name].strip() for name in ("title", "kind", "contact", "text", "explanation")},
        }
        self.case_id = self.stage.open("consultation", "clerk", self.at(), data=data).case_id
        self.do("submit", self.liaison)
        self.do("review", HEAD, result="agreed", secrecy="open", opinion="同意公布。")
        self.last: date = self.at().date() + timedelta(days=row["lasts"])
        self.do(
            "publish",
            self.liaison,
            means="在本网页逐条提出；也可以来信、来电或者到区政务服务中心窗口提出。",
            closes_on=self.last.isoformat(),
        )

    def _collect(self) -> None:
        pieces = {piece.position + 1: piece.pk for piece in list_pieces(self.case_id)}
        for place, said in enumerate(self.row["opinions"]):
            at = min(self.at() + timedelta(days=1 + place), self.stage.until)
            opinion = NewOpinion(pieces.get(said.get("article", 0)), said["words"])
            key = f"{self.case_id:08x}{place:08x}".rjust(32, "0")
            submit(self.case_id, Given((opinion,)), key=key, answer="/{}", at=at)

    def _answer(self) -> None:
        self.day = self.last + timedelta(days=3)
        self.do("close", self.liaison)
        opinions, said = list_opinions(self.case_id), self.row["opinions"]
        by_words = {one.text: one for one in opinions}
        for place, told in enumerate(said):
            if "verdict" in told:
                same = [other["words"] for other in said if other.get("merge") == place]
                rows = [
                    {"opinion": str(by_words[words].pk), "receipt": by_words[words].submission.receipt, "words": words}
                    for words in (told["words"], *same)
                ]
                reason = {"verdict_reason": told["reason"]} if "reason" in told else {}
                self.do("merge", self.liaison, rows=rows, merged_text=told["words"], verdict=told["verdict"], **reason)
        self.do("submit_feedback", self.liaison, feedback="感谢各位居民的意见，方案已据此修改。")
        self.day += timedelta(days=4)
        self.do("publish_feedback", HEAD)


def _reported_error(stage: Stage) -> None:
    at = min(stage.moment(stage.today - timedelta(days=2), dice("site error")), stage.until)
    data = {
        "title": "办事指南页面的下载链接打不开",
        "source": "national",
        "external_number": "示范 0001",
        "page": "https://www.yunshan.example/zwgk/",
        "kind": "link",
        "words": "点“下载申请表”后显示页面不存在。",
        "lead_units": [stage.district.units["zjj"].pk],
    }
    stage.open("site_error", "clerk", at, data=data)
