"""Making a public copy on the page of an application: proven or not made, kept with the case, words not on record."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World
from mingzheng.documents.redacting import contains_words
from mingzheng.documents.redacting.tests.test_redacting import SECRET, paper
from mingzheng.domains.foi.desk.redact import read_pages
from mingzheng.domains.foi.models import Redaction
from mingzheng.domains.foi.office.redacting import STREAM
from mingzheng.domains.foi.tests.applications import answer, received
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.public import list_files, read_bytes
from mingzheng.platform.ledger.public import list_entries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today_is_fixed")]


def sent(phrases: str) -> dict[str, object]:
    return {
        "paper": SimpleUploadedFile("名单.pdf", paper(), "application/pdf"),
        "phrases": phrases,
        "reason": "涉及个人隐私",
    }


def test_a_public_copy_is_made_and_kept_and_the_words_are_not(foi: Caller, world: World) -> None:
    case = foi.case(received(foi))
    browser, place = signed_in_as(world.accounts["clerk"]), f"/desk/foi/{case.number}/redact"
    wrong = browser.post(place, sent("文中没有的名字"))
    assert (wrong.status_code, Redaction.objects.count()) == (422, 0)
    assert "没有找到" in wrong.content.decode()
    assert browser.post(place, sent("\n".join(SECRET))).status_code == 302
    made = Redaction.objects.get()
    assert contains_words(read_bytes(made.result), SECRET) == []
    assert made.removed == 10
    assert {paper.file_id for paper in list_files([f"case:{case.pk}"])} == {made.source_id, made.result_id}
    (entry,) = list_entries(STREAM, str(case.pk))
    assert not any(word in entry.payload_text for word in SECRET)
    assert "隐去" in browser.get(f"/desk/cases/{case.number}/").content.decode()
    assert signed_in_as(world.accounts["stranger"]).get(place).status_code == 404


def test_a_closed_application_gets_no_more_copies(foi: Caller, world: World) -> None:
    case_id = received(foi)
    answer(foi, case_id)
    place = f"/desk/foi/{foi.case(case_id).number}/redact"
    assert signed_in_as(world.accounts["clerk"]).get(place).status_code == 403


def test_pages_are_read_as_people_write_them() -> None:
    assert read_pages("2、5-7，第10页") == {2, 5, 6, 7, 10}
    with pytest.raises(ValueError, match="全部"):
        read_pages("全部")
