"""The demo's published information, told through the door: one withdrawn, one expired, one corrected, one waiting for signatures."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from mingzheng.casework.public import Case
from mingzheng.config.demo.story import Stage, dice
from mingzheng.domains.proofreading.models import ProofCheck
from mingzheng.domains.proofreading.services.checking import run_check
from mingzheng.domains.proofreading.services.sending import digest_of
from mingzheng.domains.publishing.facts import words_of
from mingzheng.domains.publishing.models import Column, Item
from mingzheng.platform.content.public import save_revision
from mingzheng.platform.parameters.public import set_value

DATA = Path(__file__).parent / "data" / "articles.toml"
# Of no real organ: the digits of the district are noughts.
ORGAN_CODES = {"dzb": "11000000MB00000001"}
WRITER, SECOND, SECTION, CHIEF = "clerk", "clerk_2", "office_section", "director"
SIGNERS = (
    ("review_1", SECOND),
    ("proof_1", SECTION),
    ("review_2", SECTION),
    ("proof_2", CHIEF),
    ("review_3", CHIEF),
    ("proof_3", SECOND),
)


def published_information(stage: Stage) -> int:
    """Make the columns and tell every item as far as the present; return how many items there are."""
    data = tomllib.loads(DATA.read_text("utf-8"))
    set_value("publishing.organ_codes", ORGAN_CODES, actor="system", reason="装入示范区数据")
    columns: dict[str, Column] = {}
    owner = stage.district.units["dzb"]
    for order, row in enumerate(data["column"], start=1):
        parent = columns.get(row.pop("parent", ""))
        columns[row["code"]] = Column.objects.create(order=order * 10, owner_unit=owner, parent=parent, **row)
    told: dict[str, int] = {}
    for number, row in enumerate(data["item"], start=1):
        case_id = _Teller(stage, row, number).tell(told)
        told[row.get("key", str(number))] = case_id
    return len(told)


class _Teller:
    """Tells one item: a minute after minute of one working day for its signatures."""

    def __init__(self, stage: Stage, row: dict[str, Any], number: int) -> None:
        self.stage, self.row, self.number = stage, row, number
        began = stage.today - timedelta(days=row["days_ago"])
        self.at = min(stage.moment(began, dice(f"item:{number}")), stage.until - timedelta(hours=2))
        self.case_id = 0

    def tell(self, told: dict[str, int]) -> int:
        """Lead the item as far as its story goes."""
        row = self.row
        self._draft()
        if row.get("stops_at") == "drafting":
            return self.case_id
        self._clear()
        if row.get("urgent"):
            self._do("publish_urgently", CHIEF, reason="强降雨，等不及全部审校。")
            self._do("sign_afterwards", SECOND, step="review_1")
            return self.case_id
        self._do("submit", WRITER)
        for step, who in SIGNERS:
            if row.get("stops_at") == f"to_{step}":
                return self.case_id
            self._do(step, who)
        item = Item.objects.select_related("column").get(pk=self.case_id)
        if item.column and item.column.has_recheck:
            self._do("recheck", SECOND)
        self._do("publish", SECTION)
        self._afterwards(told)
        return self.case_id

    def _do(self, action: str, who: str, **given: Any) -> None:
        self.at += timedelta(minutes=1)
        self.stage.perform(self.case_id, action, who, self.at, **given)

    def _draft(self) -> None:
        row, day = self.row, self.at.date().isoformat()
        given = {
            "title": row["title"],
            "item_class": row["item_class"],
            "formed_on": day,
            "disclosure_kind": row.get("disclosure_kind", "general"),
        }
        opened = {**given, "column": row["column"]}
        self.case_id = self.stage.open("publication", WRITER, self.at, data=opened).case_id
        fields: dict[str, Any] = {
            name: row[name] for name in ("summary", "genre", "issuer", "subject", "contact") if name in row
        }
        if "document_number" in row:
            fields |= {"document_number": self._year(row["document_number"]), "written_on": day}
        for name, shift in zip(("in_force_from", "in_force_to"), row.get("in_force", ()), strict=False):
            fields[name] = self._day(shift)
        if "shown_for" in row:
            fields["shown_until"] = self._day(row["shown_for"])
        self._do("fill_in", WRITER, **given, **fields, source="云山区人民政府办公室")
        extra = {name: self._value(value) for name, value in row.get("extra", {}).items()}
        Item.objects.filter(pk=self.case_id).update(extra=extra)
        self._write(row["html"])

    def _write(self, html: str) -> None:
        item = Item.objects.select_related("body").get(pk=self.case_id)
        actor = self.stage.actor(WRITER, self.at.date())
        if item.body is None or actor.account_id is None:
            return
        revision = save_revision(item.body, html, actor=actor)
        words = words_of(Case.objects.get(pk=self.case_id), revision.html)
        check = ProofCheck.objects.create(
            title=self.row["title"],
            words=words,
            digest=digest_of(words),
            subject=f"case:{self.case_id}",
            unit_id=actor.home_unit_id,
            requested_by_id=actor.account_id,
            requested_by_name=actor.name,
            requested_at=self.at,
        )
        run_check(check.pk)

    def _clear(self) -> None:
        ground = {"mode": "active", "mode_ground": "a20", "mode_reason": "属于法定主动公开内容，公开有利于群众知晓。"}
        self._do("determine_mode", SECTION, **ground)
        self._do("secrecy_review", SECOND, secrecy="open", secrecy_basis="不涉及国家秘密、商业秘密和个人隐私。")

    def _afterwards(self, told: dict[str, int]) -> None:
        row = self.row
        if "relation" in row:
            kind, other = row["relation"]
            self._do("relate", WRITER, kind=kind, other=told[other])
        if "correction" in row:
            reason, wrong, right = row["correction"]
            self._do("start_correction", WRITER, reason=reason)
            self._write(row["html"].replace(wrong, right))
            self._do("submit_correction", WRITER)
            self._do("approve_correction", SECTION)
        if "withdrawn" in row:
            kind, note = row["withdrawn"]
            self.at = self._later(20)
            self._do("withdraw", SECTION, kind=kind, note=note)

    def _later(self, days: int) -> datetime:
        return min(self.at + timedelta(days=days), self.stage.until - timedelta(minutes=30))

    def _day(self, shift: int) -> str:
        day: date = self.stage.today + timedelta(days=shift)
        return day.isoformat()

    def _year(self, text: str) -> str:
        return text.replace("{year}", str(self.at.year))

    def _value(self, text: str) -> str:
        is_shift = (
            text.lstrip("-").isdecimal()
            and len(text.lstrip("-")) <= 3
            and text not in {self.row["extra"].get("households")}
        )
        return self._day(int(text)) if is_shift else self._year(text)
