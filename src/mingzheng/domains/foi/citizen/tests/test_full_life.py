"""A full life with unusual names, handed in, answered, archived, destroyed: swept for everything that tells of a person.

While it is kept, nothing stands in the ledger, the index, exports, messages, logs or error pages in clear, not even what
clerks type into acts. When its file is destroyed nothing is left anywhere.
"""

import json
from datetime import date
from io import BytesIO

import openpyxl
import pypdfium2
import pytest
import time_machine
from django.test import Client

from mingzheng.casework.archiving.models import ArchiveFile
from mingzheng.casework.archiving.services import Proposal, archive_case, propose_appraisal, sign_appraisal
from mingzheng.casework.models import Act, Case
from mingzheng.casework.searching import rebuild_index
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import NOW, World
from mingzheng.documents.writing.archive_bundle import read_embedded
from mingzheng.domains.foi.citizen.letters import check_letter
from mingzheng.domains.foi.citizen.models import CheckableLetter, IdentityProof
from mingzheng.domains.foi.citizen.portal import following
from mingzheng.domains.foi.citizen.tests.phone import Phone
from mingzheng.domains.foi.citizen.tests.test_guarding import everything_kept
from mingzheng.domains.foi.models import Application, Letter
from mingzheng.domains.foi.office.papers import papers_of
from mingzheng.domains.foi.tests.applications import SUPPORT, settle_locally
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.public import read_bytes
from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.ledger.models import Entry
from mingzheng.platform.ledger.public import verify_stream
from mingzheng.platform.search.models import Entry as IndexEntry

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 3, 2)
NAMES = ("阿依古丽·买买提", "欧阳𠮷", "O'Neill-李", "司马示例")
ASKED, LISTED, LABELLED = (
    "谷雨桐",
    "古丽·阿不都",
    "孙城北",
)  # a third party, one listed by a clerk, one a label announces
NUMBERS = ("33010619900101123X", "13800007777", "guli@example.com", "示例路77号", "13900008888")
TOLD = {
    "others": f"{NAMES[1]} 330106199001019990 13800006666\n{NAMES[2]}，E1234567，13800005555",
    "filler": "relative",
    "filler_name": NAMES[3],
    "filler_relation": "儿子",
    "filler_phone": "13900008888",
    "applicant": NAMES[0],
    "phone": "13800007777",
    "mail": "guli@example.com",
    "address": "示例区示例路77号",
}
TYPED = f"已电话 13900008888 与 {NAMES[0]}（住示例路77号）确认"


def told_in(text: str) -> list[str]:
    return [word for word in (*NAMES, ASKED, LISTED, *NUMBERS) if word in text]


def life_of(phone: Phone, foi: Caller) -> tuple[Case, str]:
    """Return an answered application whose clerks typed what they should not, and its code."""
    number, code = phone.hand_in(**TOLD)
    case = Case.objects.get(number=number)
    settle_locally()
    foi.do(case.pk, "confirm_receipt", on=RECEIVED, proof=TYPED)
    foi.do(case.pk, "ask_supplement", on=RECEIVED, missing=f"{LISTED}户的文号，姓名：{LABELLED}")
    foi.do(case.pk, "list_people", on=RECEIVED, people=f"{LISTED}、王某某")
    phone.open(number, code)
    phone.post("mine/supplement", text="云府规字第九号")
    asked = f"{ASKED}，13900008888"
    foi.do(case.pk, "consult_third_party", on=RECEIVED, asked=asked, note=f"{NAMES[0]}申请的{ASKED}户批复")
    foi.do(case.pk, "third_party_objects", on=RECEIVED, opinion=TYPED)
    support = {**SUPPORT["C4"], "third_party": TYPED}
    foi.do(case.pk, "draft_answer", on=RECEIVED, ground="C4", **support, letter="")
    foi.do(case.pk, "return_draft", "office_section", on=RECEIVED, reason="答复书含有个人信息")
    foi.do(case.pk, "draft_answer", on=RECEIVED, ground="C4", reply="略", **SUPPORT["C4"])
    foi.do(case.pk, "review_answer", "office_section", on=RECEIVED, opinion=TYPED)
    foi.do(case.pk, "approve_answer", "director", on=RECEIVED)
    foi.do(case.pk, "deliver", on=RECEIVED, delivery="mail", tracking=f"挂号 {NAMES[0]}")
    foi.do(case.pk, "note_receipt_slip", on=RECEIVED, received_by=NAMES[3])
    run_waiting_jobs()
    rebuild_index()
    return Case.objects.get(pk=case.pk), code


def test_nothing_of_a_person_reaches_ledger_index_exports_messages_logs_or_error_pages(
    phone: Phone, foi: Caller, world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, code = life_of(phone, foi)
    ledger = [(e.kind, json.dumps(e.payload, ensure_ascii=False)) for e in Entry.objects.all()]
    assert [(kind, told_in(text)) for kind, text in ledger if told_in(text)] == []
    assert told_in(str(list(IndexEntry.objects.values_list()))) == []
    clerk = signed_in_as(world.accounts["clerk"])
    sheets = ("/desk/procedures/foi_application/?format=xlsx", "/desk/foi/mirror?format=xlsx")
    for address in sheets:
        answer = clerk.get(address)
        assert answer.status_code == 200, address
        book = openpyxl.load_workbook(BytesIO(b"".join(answer) if answer.streaming else answer.content))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert case.number in cells
        assert told_in("\n".join(cells)) == []
    api = clerk.get("/api/v1/cases").content.decode()
    assert told_in(api) == []

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(f"{NAMES[0]} 13800007777")

    monkeypatch.setattr(following, "status_of", breaks)
    browser = Client(raise_request_exception=False)
    browser.cookies = phone.browser.cookies
    failed = browser.get("/apply/mine")
    assert failed.status_code == 500
    wrong = Phone(phone.unit).open(case.number, "2222-2222-2222")
    for page in (failed, wrong, Client().get(f"/desk/cases/{case.number}/")):
        assert told_in(page.content.decode()) == []
    records = [f"{record.name} {record.getMessage()}" for record in caplog.records if record.name != "django.request"]
    assert told_in("\n".join(records)) == []
    assert code not in caplog.text


def test_the_archive_has_the_letters_and_names_nobody_and_destruction_leaves_nothing(
    phone: Phone, foi: Caller, world: World, clock: time_machine.Traveller
) -> None:
    case, _ = life_of(phone, foi)
    row = archive_case(case, actor=world.actor("clerk"))
    assert all(check["passed"] for check in row.checks)
    inside = read_embedded(read_bytes(row.bundle))
    names = [paper["name"] for paper in json.loads(inside["index.json"])["papers"]]
    wanted = ("政府信息公开申请表", "登记回执", "补正告知书", "征求第三方意见书", "答复书")
    assert [words for words in wanted if not any(words in name for name in names)] == []
    text = "".join(words_of(data) for name, data in inside.items() if data.startswith(b"%PDF"))
    assert "阿" in text
    assert [word for word in (*NAMES, *NUMBERS, ASKED, LISTED, LABELLED) if word in text] == []
    assert NAMES[0] not in Letter.objects.get(case=case, kind="third_party").body
    printed = CheckableLetter.objects.get(case=case, paper="answer")
    assert printed.code in "".join(text.split())
    clock.move_to(NOW.replace(year=2057))
    on = date(2057, 3, 2)
    world.add("second", "董惠然", world.district.office, "section", "office_section_head", over=world.district.district)
    made = propose_appraisal([row], Proposal("destroy", "期满"), actor=world.actor("clerk", on))
    for who in ("director", "second"):
        sign_appraisal(made, agrees=True, actor=world.actor(who, on))
    rebuild_index()
    assert told_in(everything_kept()) == []
    kept = Application.objects.get(pk=case.pk)
    assert (kept.content, kept.letter, kept.support, kept.applicant_key) == ("", "", {}, "")
    assert (kept.ground, kept.decided_on, kept.number) == ("C4", RECEIVED, printed.number)
    assert not Letter.objects.filter(case=case).exclude(body="").exists()
    assert papers_of(kept, on=on) == []
    assert not Act.objects.filter(case=case).exclude(data={}).exists()
    assert IdentityProof.objects.get(case=case).destroyed_at is not None
    assert verify_stream("case", str(case.pk)) == []
    destroyed = Entry.objects.filter(kind="destroyed").get()
    assert destroyed.payload["digest"] == ArchiveFile.objects.get().digest
    assert check_letter(printed.code, printed.number) is not None


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
