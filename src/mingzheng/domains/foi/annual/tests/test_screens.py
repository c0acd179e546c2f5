"""Every page of annual reports opens for those who may, for nobody else, and hands the report out in every format."""

from collections.abc import Callable

import pytest
from django.test import Client

from mingzheng.casework.tests.world import World
from mingzheng.domains.foi.annual.building import TYPES
from mingzheng.domains.foi.annual.tests.conftest import Acts
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = pytest.mark.django_db
PAGES = ("text", "text/problems", "tables", "report", "check")


def test_pages_open_for_the_unit_and_for_nobody_else(begin: Callable[..., Acts], world: World) -> None:
    acts = begin()
    base = f"/desk/foi/annual/{acts.report.case.number}"
    liaison, stranger = (signed_in_as(world.accounts[who]) for who in ("liaison", "tax_liaison"))
    for page in PAGES:
        assert liaison.get(f"{base}/{page}").status_code == 200, page
        assert stranger.get(f"{base}/{page}").status_code == 404, page
        assert Client().get(f"{base}/{page}").status_code == 302, page
    for form, kind in TYPES.items():
        answer = liaison.get(f"{base}/paper.{form}")
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert liaison.get(f"{base}/paper.exe").status_code == 404
    assert "云山区教育局" in liaison.get("/desk/foi/annual/").content.decode()
    assert liaison.get("/desk/foi/annual/start").status_code == 200


def test_a_block_saved_meanwhile_keeps_what_was_typed(begin: Callable[..., Acts], world: World) -> None:
    acts = begin()
    page = f"/desk/foi/annual/{acts.report.case.number}/text/problems"
    liaison = signed_in_as(world.accounts["liaison"])
    assert liaison.post(page, {"text": "第一稿。", "seen_version": "1"}).status_code == 302
    late = liaison.post(page, {"text": "第二稿，不能丢。", "seen_version": "1"})
    assert late.status_code == 422
    assert "第二稿，不能丢。" in late.content.decode()


def test_the_departments_pages_show_who_contributed(begin: Callable[..., Acts], world: World) -> None:
    begin()
    government = begin("office", consolidated=True)
    base = f"/desk/foi/annual/{government.report.case.number}"
    clerk = signed_in_as(world.accounts["clerk"])
    parts = clerk.get(f"{base}/parts").content.decode()
    assert "列明、不并入的单位" in parts
    assert "云山区税务局" in parts
    assert clerk.get(f"{base}/cells/table2.r01.total").status_code == 200
    assert clerk.get(f"{base}/cells/table9.r01.total").status_code == 404
    assert "未布置" in clerk.get("/desk/foi/annual/").content.decode()
