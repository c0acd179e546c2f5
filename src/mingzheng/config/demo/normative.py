"""The demo's normative documents, in different states, and its catalogue of proactive disclosure; told through the door.

Older documents come in as an office would bring them, by import. What is told stands in `data/normative.toml`.
"""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from mingzheng.catalogues.public import ChangeKind, Entry, ProposedLine, get_catalogue, propose_change
from mingzheng.config.demo.story import Stage, dice
from mingzheng.domains.normative.public import import_texts
from mingzheng.domains.openness.public import link_published

DATA = Path(__file__).parent / "data" / "normative.toml"
DISCLOSURE = "disclosure"
MONTH = 30.44
QUESTIONS = ("by_authority", "public_issue", "rights_duties", "binding", "repeated")


def normative_documents(stage: Stage) -> int:
    """Tell the documents and the catalogue up to the present; return how many there are of both."""
    data = tomllib.loads(DATA.read_text("utf-8"))
    import_texts([_old(stage, row) for row in data["old"]], at=stage.until)
    for number, row in enumerate(data["live"], start=1):
        _Making(stage, row, number).tell()
    entries = _catalogue(stage, data["entry"])
    return len(data["old"]) + len(data["live"]) + entries


def _old(stage: Stage, row: dict[str, Any]) -> dict[str, Any]:
    begins = stage.today - timedelta(days=round(row["months"] * MONTH))
    ends = begins.replace(year=begins.year + row["lasts"], day=min(begins.day, 28)) - timedelta(days=1)
    issued = begins - timedelta(days=35)
    return {
        "title": row["title"],
        "category": "政府规范性文件",
        "text": row["text"],
        "date": issued.isoformat(),
        "doc_number": row["number"].format(year=issued.year),
        "effective_on": begins.isoformat(),
        "expires_on": ends.isoformat(),
        **{name: row[name] for name in ("issuer", "theme", "contact")},
    }


class _Making:
    """Leads one draft as far as its story goes."""

    def __init__(self, stage: Stage, row: dict[str, Any], number: int) -> None:
        self.stage, self.row, self.lead, self.rng = stage, row, row["lead"], dice(f"normative:{number}")
        self.day, self.case_id = stage.today - timedelta(days=row["days_ago"]), 0

    def at(self) -> datetime:
        """Return the next moment, on a working day, never in the time to come."""
        return min(self.stage.moment(self.day, self.rng), self.stage.until)

    def do(self, action: str, who: str, **data: Any) -> None:
        """Perform an act as somebody."""
        self.stage.perform(self.case_id, action, who, self.at(), **data)

    def tell(self) -> None:
        """Lead the draft on to its stage."""
        stages = (self._draft, self._consult, self._review, self._release)
        names = ("drafting", "consulting", "legality", "published")
        for step in stages[: names.index(self.row["stage"]) + 1]:
            step()

    def _draft(self) -> None:
        units, row = self.stage.district.units, self.row
        data = {
            "title": row["title"],
            "kind": "own_government",
            "term": "provisional" if "试行" in row["title"] else "regular",
            "lead_units": [units[self.lead].pk],
            "legal_units": [units["sfj"].pk],
            "necessity": "现行规定不能适应新的情况，群众有反映，部门有实践。",
            "touches_market": bool(row.get("market")),
            "touches_competition": bool(row.get("market")),
            "touches_public": True,
            **{name: row[name] for name in ("theme", "audience", "contact")},
            **dict.fromkeys(QUESTIONS, True),
        }
        self.case_id = self.stage.open("normative_document", "clerk", self.at(), data=data).case_id
        self.do("approve_plan", "office_section")
        relations = f"替代 {row['replaces']}" if "replaces" in row else ""
        self.do(
            "write_text",
            f"{self.lead}.liaison",
            text=row["text"].strip(),
            explanation="起草过程、主要内容和需要说明的问题。",
            relations=relations,
        )

    def _consult(self) -> None:
        self.day += timedelta(days=3)
        opened = self.at().date()
        self.last = opened + timedelta(days=36)
        self.do(
            "open_consultation",
            f"{self.lead}.liaison",
            address="https://www.yunshan.example/consultations/",
            means="网上填写、信函或电子邮件",
            consultation_to=self.last.isoformat(),
        )

    def _review(self) -> None:
        self.day = self.last + timedelta(days=2)
        liaison = f"{self.lead}.liaison"
        self.do(
            "close_consultation",
            liaison,
            received=12,
            adopted=5,
            partly=4,
            not_adopted=3,
            summary="采纳简化备案的意见；不采纳放宽场所面积的意见，理由是安全需要。",
            feedback_url="https://www.yunshan.example/consultations/",
        )
        if self.row.get("market"):
            self.do(
                "record_fairness", liaison, fairness="passed", reviewed_by="区市场监管局", heard="召开经营者座谈会一次"
            )
        self.do("own_review", f"{self.lead}.section", opinion="权限、程序和内容合法，同意送审。")
        self.do("submit_legality", liaison, note="送审材料齐全。")

    def _release(self) -> None:
        self.day += timedelta(days=12)
        self.do("conclude", "sfj.liaison", conclusion="lawful", opinion="经审核，制定主体、权限、内容和程序合法。")
        self.do(
            "write_interpretation",
            f"{self.lead}.liaison",
            form="qa",
            core="托管服务，是指学校以外的机构在午间和放学后为小学生提供的看护服务。",
            differences="原办法只管午间，新办法把放学后托管一并纳入；备案改为可以在网上办理。",
            scope="区内全部校外托管机构和约三千名在托学生。",
            standards="生均面积不少于三平方米，每二十名学生至少一名看护人员。",
            guide="登录政务服务网，搜索“托管备案”，填写后三个工作日内反馈。",
            cautions="备案不是许可，不收费；收费标准由机构与家长约定并公示。",
        )
        self.day += timedelta(days=5)
        held = self.at().date().isoformat()
        self.do(
            "record_deliberation",
            "clerk",
            meeting_name="区政府常务会议",
            held_on=held,
            outcome="agreed",
            minutes="原则通过。",
        )
        self.do("sign", "director")
        self.do("number", "clerk", series="云府规")
        begins = self.at().date() + timedelta(days=35)
        ends = date(begins.year + 5, begins.month, min(begins.day, 28)) - timedelta(days=1)
        self.do(
            "publish",
            "clerk",
            effective_on=begins.isoformat(),
            expires_on=ends.isoformat(),
            carrier="政府公报、政府网站",
        )
        self.day += timedelta(days=8)
        self.do("send_filing", f"{self.lead}.liaison", bodies="市政府、区人大常委会", sent_by="公文交换系统")
        self.day += timedelta(days=14)
        self.do("record_receipt", "clerk", result="filed", receipt_number="备案〔1〕号")


def _catalogue(stage: Stage, rows: list[dict[str, Any]]) -> int:
    """Publish the catalogue a year ago, alter an entry since, leave a change under review, tie two entries in three."""
    units = stage.district.units
    values = {
        row["number"]: {**{k: v for k, v in row.items() if k != "number"}, "unit": units[row["unit"]].pk}
        for row in rows
    }
    first = stage.today - timedelta(days=200)
    lines = [ProposedLine(ChangeKind.ADD, number, given) for number, given in values.items()]
    _change(stage, lines, first, "按主动公开职责编制。", through="publish")
    altered = {**values["GK-019"], "content": "年度目标、进度、责任单位和资金使用情况"}
    again = [ProposedLine(ChangeKind.ALTER, "GK-019", altered)]
    _change(stage, again, stage.today - timedelta(days=60), "增加资金使用情况。", through="publish")
    asked = {**values["GK-021"], "timing": "half"}
    _change(
        stage, [ProposedLine(ChangeKind.ALTER, "GK-021", asked)], stage.today - timedelta(days=4), "改为每半年公开。"
    )
    _tie(stage, rows)
    return len(rows)


def _change(stage: Stage, lines: list[ProposedLine], day: date, reason: str, *, through: str = "") -> None:
    rng = dice(f"catalogue:{reason}")
    at = min(stage.moment(day, rng), stage.until)
    receipt = propose_change(
        DISCLOSURE,
        actor=stage.actor("clerk", at.date()),
        lines=lines,
        effective_on=at.date(),
        reason=reason,
        recorded_at=at,
        occurred_on=at.date(),
        key=f"demo:catalogue:{reason}",
    )
    if through:
        for action, who in (("pass_review", "clerk_2"), ("approve", "director"), ("publish", "clerk")):
            stage.perform(receipt.case_id, action, who, at)


def _tie(stage: Stage, rows: list[dict[str, Any]]) -> None:
    """Tie a publication to two entries in three; what is old shows as a gap."""
    entries = dict(Entry.objects.filter(catalogue=DISCLOSURE).values_list("number", "pk"))
    for place, row in enumerate(rows):
        if place % 3 == 2:
            continue
        day = stage.today - timedelta(days=5 + 37 * (place % 4))
        at = min(stage.moment(day, dice(f"tie:{place}")), stage.until)
        link_published(
            get_catalogue(DISCLOSURE),
            entries[row["number"]],
            actor=stage.actor("clerk", at.date()),
            title=f"{row['title']}（{at.year}年）",
            url=f"https://www.yunshan.example/open/{row['number'].lower()}.html",
            published_on=at.date(),
            recorded_at=at,
        )
