"""The page of the three tables: whose it is, what it shows, where its numbers lead."""

import pytest

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World
from mingzheng.domains.foi.tests.applications import answer, received
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today_is_fixed")]


def test_the_tables_are_shown_and_every_number_leads_to_its_figure(foi: Caller, world: World) -> None:
    answer(foi, received(foi), "A2")
    browser = signed_in_as(world.accounts["clerk"])
    page = browser.get("/desk/foi/tables").content.decode()
    assert "收到和处理政府信息公开申请情况" in page
    assert "未填" in page
    leads_to = f"/desk/figures/foi.r03/?period=year:2026&units={world.district.office.pk}"
    assert leads_to.replace("&", "&amp;") in page
    assert browser.get(leads_to, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"), [("?year=1999", 404), ("?year=2030", 404), ("?year=x", 200), ("?year=2025", 200)]
)
def test_years_outside_the_regulation_are_not_found(world: World, query: str, status: int) -> None:
    assert signed_in_as(world.accounts["clerk"]).get(f"/desk/foi/tables{query}").status_code == status


def test_who_handles_no_applications_does_not_see_it(world: World) -> None:
    assert signed_in_as(world.accounts["stranger"]).get("/desk/foi/tables").status_code in {302, 403}


def test_the_list_is_that_of_the_procedure(world: World) -> None:
    page = signed_in_as(world.accounts["clerk"]).get("/desk/foi/", follow=True)
    assert page.redirect_chain[-1][0].endswith("/desk/procedures/foi_application/")
    assert "依申请公开" in page.content.decode()


def test_the_list_shows_words_not_codes(foi: Caller, world: World) -> None:
    received(foi)
    page = signed_in_as(world.accounts["clerk"]).get("/desk/procedures/foi_application/").content.decode()
    assert ">互联网渠道<" in page
    assert ">internet<" not in page
