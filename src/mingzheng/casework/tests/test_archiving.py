"""A closed case becomes an archive file: checked four ways, numbered without a gap, bundled, handed over, destroyed by two."""

import hashlib
import io
import json
import re
from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
import time_machine

from mingzheng.casework.archiving import bundling
from mingzheng.casework.archiving.bundling import INDEX
from mingzheng.casework.archiving.models import Appraisal, ArchiveFile
from mingzheng.casework.archiving.rules import FileFacts, PaperFact, expires_after, judge_file, retention_of
from mingzheng.casework.archiving.selectors import list_unarchived
from mingzheng.casework.archiving.services import (
    Proposal,
    archive_case,
    fonds_of,
    hand_over,
    propose_appraisal,
    sign_appraisal,
)
from mingzheng.casework.errors import NotPermitted, Refused
from mingzheng.casework.models import Act, Case, DoorKey
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.documents.reading import read_document
from mingzheng.documents.redacting.process import fold
from mingzheng.documents.writing.archive_bundle import read_embedded
from mingzheng.domains.foi.tests.applications import RECEIVED, answer, received
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.public import StoredFile, attach, read_bytes, store_upload
from mingzheng.platform.ledger.public import erase_subject, list_entries, now, read_private

pytestmark = pytest.mark.django_db
SCAN = b"scan of the sealed answer\n"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def foi(world: World) -> Caller:
    return Caller(world, "foi_application")


def closed(foi: Caller, world: World) -> Case:
    """Return an answered application with one paper."""
    case_id = received(foi)
    actor = world.actor("clerk")
    paper = store_upload(io.BytesIO(SCAN), filename="盖章答复书.txt", actor=actor, purpose="case")
    attach(paper, subject=f"case:{case_id}", actor=actor)
    answer(foi, case_id)
    return Case.objects.get(pk=case_id)


@pytest.mark.parametrize(
    ("procedure", "state", "period"),
    [("foi_application", "answered", "D30"), ("foi_application", "withdrawn", "D10"), ("other", "x", "Y")],
)
def test_the_schedule_gives_the_period(procedure: str, state: str, period: str) -> None:
    schedule = {"*": "Y", "foi_application": {"*": "D30", "withdrawn": "D10"}}
    assert retention_of(schedule, procedure, state) == period


def test_a_period_runs_from_the_year_after() -> None:
    assert expires_after(date(2026, 3, 2), "D10") == date(2036, 12, 31)
    assert expires_after(date(2026, 12, 31), "D30") == date(2056, 12, 31)
    assert expires_after(date(2026, 3, 2), "Y") is None


GOOD = PaperFact("甲.pdf", "application/pdf", is_there=True, is_unchanged=True, was_scanned=True, was_searched=True)
WHOLE = {
    "is_closed": True,
    "acts": 2,
    "recorded": 2,
    "ledger_faults": (),
    "missing": (),
    "papers": (GOOD,),
    "bundle_embeds": 2,
}


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({}, []),
        ({"ledger_faults": ("第 2 条被改动",)}, ["authentic"]),
        ({"recorded": 1}, ["authentic"]),
        ({"papers": (PaperFact("甲", "x", True, False, True, True),)}, ["authentic"]),
        ({"papers": (PaperFact("甲", "x", False, False, True, True),)}, ["complete"]),
        ({"missing": ("第 3 号材料",)}, ["complete"]),
        ({"is_closed": False}, ["complete"]),
        ({"bundle_reads": False}, ["usable"]),
        ({"bundle_embeds": 1}, ["usable"]),
    ],
)
def test_each_check_fails_for_its_reason(change: dict[str, object], failed: list[str]) -> None:
    checks = judge_file(FileFacts(**(WHOLE | change)))  # type: ignore[arg-type]
    assert [check.code for check in checks if not check.passed] == failed
    assert [check.title for check in checks] == ["真实性", "完整性", "可用性", "安全性"]


def test_the_bundle_holds_everything_and_names_nobody(foi: Caller, world: World) -> None:
    case = closed(foi, world)
    row = archive_case(case, actor=world.actor("clerk"))
    assert (row.code, row.expires_on, all(check["passed"] for check in row.checks)) == (
        "DZB-WS·2026-D30-0001",
        date(2056, 12, 31),
        True,
    )
    data = read_bytes(row.bundle)
    assert hashlib.sha256(data).hexdigest() == row.digest
    inside = read_embedded(data)
    index = json.loads(inside[INDEX])
    assert inside["001.txt"] == SCAN
    assert index["papers"][0]["sha256"] == hashlib.sha256(SCAN).hexdigest()
    assert len(index["acts"]) == Act.objects.filter(case=case).count()
    entries = list_entries("case", str(case.pk))
    assert [one["hash"] for one in index["ledger"]] == [entry.hash for entry in entries]
    text = fold("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)))
    assert all(word in text for word in ("dzb-ws", case.number.lower(), "盖章答复书", "签发"))
    assert not any("甲某" in one for one in (text, inside[INDEX].decode()))


def test_the_bundle_has_the_structure_of_pdf_a_3(foi: Caller, world: World) -> None:
    data = read_bytes(archive_case(closed(foi, world), actor=world.actor("clerk")).bundle)
    # The letters inside are papers of their own (PDF/A-2); the bundle around them says PDF/A-3.
    claims = re.findall(rb"<pdfaid:part>(\d)</pdfaid:part>\s*<pdfaid:conformance>(\w)<", data)
    assert (b"3", b"B") in claims
    for part in (b"/OutputIntent", b"/AFRelationship", b"/EmbeddedFile", b"/MarkInfo"):
        assert part in data
    assert b"/Encrypt" not in data
    fonts = data.count(b"/FontDescriptor")
    assert fonts
    assert data.count(b"/FontFile") >= 1


def test_names_typed_into_a_notice_are_hidden_in_the_papers_of_the_file(foi: Caller, world: World) -> None:
    typed = {"applicant": "季明澜", "co_applicants": "白听雨，证件 02", "content": "季明澜户的补偿协议"}
    case_id = received(foi, **typed)
    foi.do(case_id, "ask_supplement", missing="请季明澜和白听雨写明协议的日期")
    foi.do(case_id, "supplement", supplement="2024年")
    answer(foi, case_id, "A2", means="由季明澜到窗口领取")
    row = archive_case(Case.objects.get(pk=case_id), actor=world.actor("clerk"))
    read = [read_document(data, filename=name).text for name, data in _papers(row)]
    words = "".join("".join(read).split())
    assert all(part in words for part in ("季**", "白**", "补偿协议"))
    assert not any(name in words for name in ("季明澜", "白听雨"))


def _papers(row: ArchiveFile) -> list[tuple[str, bytes]]:
    return [(name, data) for name, data in read_embedded(read_bytes(row.bundle)).items() if name.endswith(".pdf")]


def test_what_was_destroyed_on_record_is_noted_and_what_is_merely_gone_is_not_archived(
    foi: Caller, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_down, robbed = closed(foi, world), closed(foi, world)
    erase_subject(stream="case", stream_id=str(taken_down.pk), actor="system", reason="静默下线", recorded_at=now())
    checks = archive_case(taken_down, actor=world.actor("clerk")).checks
    assert any("已依规销毁" in note for note in checks[-1]["notes"])
    monkeypatch.setattr(bundling, "read_private", lambda entry: None)
    with pytest.raises(Refused, match="打不开"):
        archive_case(robbed, actor=world.actor("clerk"))


def test_a_sections_file_belongs_to_the_fonds_of_its_organ(world: World) -> None:
    assert fonds_of(world.district.secretariat) == fonds_of(world.district.office)


def test_numbers_have_no_gap_and_a_file_is_made_once(foi: Caller, world: World) -> None:
    actor, cases = world.actor("clerk"), [closed(foi, world) for _ in range(2)]
    codes = [archive_case(case, actor=actor).code for case in (*cases, cases[0])]
    assert codes == ["DZB-WS·2026-D30-0001", "DZB-WS·2026-D30-0002", "DZB-WS·2026-D30-0001"]
    with pytest.raises(NotPermitted):
        archive_case(cases[0], actor=world.actor("liaison"))
    with pytest.raises(Refused, match="尚未办结"):
        archive_case(Case.objects.get(pk=received(foi)), actor=actor)


def test_what_was_altered_behind_the_door_is_not_archived(foi: Caller, world: World) -> None:
    case = closed(foi, world)
    last = Act.objects.filter(case=case).order_by("-sequence")[:1]
    DoorKey.objects.filter(act__in=list(last)).delete()
    Act.objects.filter(pk__in=list(last.values_list("pk", flat=True))).delete()
    with pytest.raises(Refused, match="真实性检测未通过"):
        archive_case(case, actor=world.actor("clerk"))
    assert ArchiveFile.objects.count() == 0


def test_what_is_closed_long_enough_waits_for_the_night(foi: Caller, world: World) -> None:
    case = closed(foi, world)
    assert list_unarchived(date(2026, 3, 31), 30, 10) == []
    assert list_unarchived(date(2026, 4, 1), 30, 10) == [case]


def test_files_are_handed_over_once(foi: Caller, world: World) -> None:
    row = archive_case(closed(foi, world), actor=world.actor("clerk"))
    told = {
        "receiver": "云山区档案馆",
        "handed_by": "陈思远",
        "received_by": "档案馆某",
        "note": "",
        "made_on": RECEIVED,
    }
    made = hand_over([row], **told, actor=world.actor("clerk"))
    row.refresh_from_db()
    assert (row.state, row.hand_over) == ("handed_over", made)
    with pytest.raises(Refused, match="不在本机关保管"):
        hand_over([row], **told, actor=world.actor("clerk"))


def test_destruction_takes_three_people_and_leaves_the_number_alone(foi: Caller, world: World) -> None:
    case = closed(foi, world)
    row = archive_case(case, actor=world.actor("clerk"))
    with pytest.raises(Refused, match="期限未满"):
        propose_appraisal([row], Proposal("destroy", "期满"), actor=world.actor("clerk"))
    with time_machine.travel(NOW.replace(year=2057), tick=False):
        on = date(2057, 3, 2)
        made = propose_appraisal(
            [row], Proposal("destroy", "期满，无继续保存价值"), actor=world.actor("office_section", on)
        )
        with pytest.raises(Refused, match="三个人"):
            sign_appraisal(made, agrees=True, actor=world.actor("office_section", on))
        with pytest.raises(NotPermitted):
            sign_appraisal(made, agrees=True, actor=world.actor("stranger", on))
        sign_appraisal(made, agrees=True, actor=world.actor("director", on))
        with pytest.raises(Refused, match="三个人"):
            sign_appraisal(made, agrees=True, actor=world.actor("director", on))
        row.refresh_from_db()
        assert row.state == "kept"
        world.add(
            "second", "董惠然", world.district.office, "section", "office_section_head", over=world.district.district
        )
        sign_appraisal(made, agrees=True, actor=world.actor("second", on))
    row.refresh_from_db()
    assert (row.state, row.bundle, row.code) == ("destroyed", None, "DZB-WS·2026-D30-0001")
    assert not StoredFile.objects.filter(state="clean").exists()
    assert not any(read_private(entry) for entry in list_entries("case", str(case.pk)) if entry.private_box)
    assert Appraisal.objects.get().state == "done"


def test_an_appraisal_may_keep_on_or_be_refused(foi: Caller, world: World) -> None:
    row = archive_case(closed(foi, world), actor=world.actor("clerk"))
    world.add("second", "董惠然", world.district.office, "section", "office_section_head", over=world.district.district)
    with time_machine.travel(NOW.replace(year=2057), tick=False):
        on = date(2057, 3, 2)
        refused = propose_appraisal([row], Proposal("destroy", "期满"), actor=world.actor("clerk", on))
        sign_appraisal(refused, agrees=False, actor=world.actor("director", on))
        kept = propose_appraisal([row], Proposal("keep", "仍有利用", 10), actor=world.actor("clerk", on))
        for who in ("director", "second"):
            sign_appraisal(kept, agrees=True, actor=world.actor(who, on))
    row.refresh_from_db()
    assert (row.state, row.expires_on) == ("kept", date(2066, 12, 31))


@pytest.fixture
def fixed() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.usefixtures("fixed")
def test_the_screens_archive_list_hand_over_and_keep_strangers_out(foi: Caller, world: World) -> None:
    case = closed(foi, world)
    clerk, stranger = signed_in_as(world.accounts["clerk"]), signed_in_as(world.accounts["stranger"])
    assert "归档" in clerk.get(f"/desk/cases/{case.number}/").content.decode()
    assert clerk.post(f"/desk/cases/{case.number}/archive").status_code == 302
    row = ArchiveFile.objects.get(case=case)
    assert row.code in clerk.get(f"/desk/cases/{case.number}/").content.decode()
    assert row.code in clerk.get("/desk/archive/").content.decode()
    assert "四性检测" in clerk.get(f"/desk/archive/{row.pk}/").content.decode()
    assert clerk.get(f"/desk/archive/{row.pk}/bundle").status_code == 200
    assert stranger.get("/desk/archive/").status_code == 403
    assert stranger.get(f"/desk/archive/{row.pk}/bundle").status_code == 404
    assert stranger.post(f"/desk/cases/{case.number}/archive").status_code == 404
    form = clerk.post("/desk/archive/hand-over", {"ids": [row.pk]}).content.decode()
    assert "接收单位" in form
    told = {"receiver": "云山区档案馆", "made_on": "2026-03-02", "handed_by": "陈思远", "received_by": "某某"}
    sent = {"ids": [row.pk], "chosen": "yes", "idempotency_key": "k", **told}
    assert clerk.post("/desk/archive/hand-over", sent).status_code == 302
    row.refresh_from_db()
    assert row.state == "handed_over"
    assert "没有鉴定" in clerk.get("/desk/archive/appraisals").content.decode()


def test_appraisals_are_signed_on_their_page(foi: Caller, world: World) -> None:
    with time_machine.travel(NOW, tick=False):
        row = archive_case(closed(foi, world), actor=world.actor("clerk"))
    ArchiveFile.objects.filter(pk=row.pk).update(expires_on=date(2025, 12, 31))
    with time_machine.travel(NOW, tick=False):
        clerk = signed_in_as(world.accounts["clerk"])
        sent = {"ids": [row.pk], "chosen": "yes", "idempotency_key": "k", "verdict": "destroy", "reason": "期满"}
        assert clerk.post("/desk/archive/appraise", sent).status_code == 302
        made = Appraisal.objects.get()
        answer_ = {"appraisal": made.pk, "answer": "agree"}
        assert "同意销毁并签字" not in clerk.get("/desk/archive/appraisals").content.decode()
        for who in ("office_section", "director"):
            page = signed_in_as(world.accounts[who])
            assert "同意销毁并签字" in page.get("/desk/archive/appraisals").content.decode()
            assert page.post("/desk/archive/appraisals", answer_).status_code == 302
    row.refresh_from_db()
    assert row.state == "destroyed"
