"""Shorthand for an item's life in tests."""

import io
from datetime import date
from typing import Any

from mingzheng.casework.ports import GateAnswer
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import TODAY
from mingzheng.domains.publishing.models import Item, Publication
from mingzheng.domains.publishing.services.drafting import put_file, write_text
from mingzheng.platform.content.models import Asset
from mingzheng.platform.files.public import store_upload

TEXT = "<h2>一、总体要求</h2><p>各单位于2026年3月底前报送工作安排。</p>"
# Who signs what in the tests: nobody twice among the reviews or the proofs, nobody both halves of a level.
SIGNERS = {
    "review_1": "second",
    "proof_1": "office_section",
    "review_2": "office_section",
    "proof_2": "director",
    "review_3": "director",
    "proof_3": "second",
}


class Proofreader:
    """Answers as it is told."""

    def __init__(self, answer: GateAnswer) -> None:
        self.answer = answer

    def __call__(self, *, file_id: int | None = None, text: str = "") -> GateAnswer:
        return self.answer


class Desk(Caller):
    """Opens items and leads them through the procedure."""

    def item(self, case_id: int) -> Item:
        return Item.objects.get(pk=case_id)

    def current(self, case_id: int) -> Publication:
        return Publication.objects.get(item=case_id, is_current=True)

    def current_id(self, title: str) -> int:
        """Return the item that stands under a title."""
        return Publication.objects.get(title=title, is_current=True).item_id

    def draft(self, who: str = "clerk", html: str = TEXT, **given: Any) -> int:
        values = {"title": "关于报送安排的通知", "column": "zcwj", "item_class": "notice", "formed_on": "2026-03-02"}
        case_id = self.open(who, **({"disclosure_kind": "general", **values} | given))
        self.do(case_id, "fill_in", who, **self.fields(case_id))
        if html:
            self.write(case_id, html, who)
        return case_id

    def fields(self, case_id: int, **more: Any) -> dict[str, Any]:
        values = {
            "title": self.case(case_id).title,
            "item_class": self.item(case_id).item_class,
            "summary": "说明各单位怎样报送安排。",
            "source": "区政府办公室",
            "formed_on": "2026-03-02",
            "disclosure_kind": self.item(case_id).disclosure_kind,
        }
        return values | more

    def write(self, case_id: int, html: str, who: str = "clerk") -> None:
        write_text(self.case(case_id), html, actor=self.actor(who, TODAY))

    def attach(self, case_id: int, name: str, data: bytes, *, kind: str = "attachment", **more: Any) -> Asset:
        actor = self.actor("clerk", TODAY)
        stored = store_upload(io.BytesIO(data), filename=name, actor=actor, purpose="publishing")
        values = {"title": name, "alt": "", "map_number": "", "is_map": False} | more
        return put_file(self.case(case_id), stored, kind=kind, actor=actor, **values)

    def clear(self, case_id: int) -> None:
        """Decide the mode and review secrecy."""
        self.do(
            case_id, "determine_mode", "office_section", mode="active", mode_ground="a20", mode_reason="法定主动公开"
        )
        self.do(case_id, "secrecy_review", "publicity", secrecy="open", secrecy_basis="不涉及秘密")

    def sign(self, case_id: int, *steps: str) -> None:
        for step in steps or SIGNERS:
            self.do(case_id, step, SIGNERS[step])

    def approved(self, **given: Any) -> int:
        case_id = self.draft(**given)
        self.clear(case_id)
        self.do(case_id, "submit")
        self.sign(case_id)
        return case_id

    def published(self, on: date = TODAY, **given: Any) -> int:
        case_id = self.approved(**given)
        self.do(case_id, "publish", "publicity", on=on)
        return case_id
