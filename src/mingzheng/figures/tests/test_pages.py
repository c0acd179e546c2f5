"""The figures' pages in a real browser: nothing runs out, nothing is unreadable, everything works on a phone."""

from datetime import date

import pytest
from tests.browser.conftest import clock, site, world  # noqa: F401 - the served house
from tests.browser.visitors import find_faults

from mingzheng.casework import registry as procedures
from mingzheng.casework.door import open_case, perform
from mingzheng.casework.tests.toy import TOY
from mingzheng.casework.tests.world import TODAY, at
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.public import Frozen, Given, correct_reading, record_reading, take_snapshot, verify_reading

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trial")]
YEARS = {2022: "43", 2023: "38", 2024: "51", 2025: "57"}


@pytest.fixture
def filled(site):  # noqa: F811
    """Fill the district: readings of four years, cases of a procedure, a snapshot that has drifted."""
    world, place = site.world, site.world.district.education.pk  # noqa: F811
    procedures.register(TOY)
    liaison = world.actor("liaison")
    for year, said in YEARS.items():
        row = record_reading(
            "trial.letters",
            unit_id=place,
            period=Period.year(year),
            value=said,
            actor=liaison,
            details=Given(source_words="办公室收文登记簿"),
        )
        verify_reading(row.pk, actor=world.actor("section"))
    office = record_reading(
        "trial.letters",
        unit_id=world.district.office.pk,
        period=Period.year(2025),
        value="200余",
        actor=world.actor("clerk"),
    )
    record_reading("trial.answered", unit_id=place, period=Period.year(2025), value="55", actor=liaison)
    for number in range(5):
        common = {"occurred_on": date(2026, 1 + number % 3, 1), "recorded_at": at(TODAY)}
        case = open_case(
            "toy",
            data={"title": f"修缮第{number + 1}处排水管网并恢复路面"},
            key=f"o{number}",
            actor=world.actor("clerk"),
            evidence=(world.file("clerk", f"说明{number}.pdf"),),
            **common,
        )
        if number % 2:
            perform(
                case.case_id,
                "dispatch",
                data={"lead_units": [place]},
                key=f"d{number}",
                actor=world.actor("clerk"),
                occurred_on=TODAY,
                recorded_at=at(TODAY),
            )
    verify_reading(office.pk, actor=world.actor("office_section"))
    scope = Scope(None, Period.year(2025))
    take_snapshot("2025年法治政府建设年度报告", [Frozen("trial.letters", scope)], actor=world.actor("clerk"))
    correct_reading(office.pk, value="230", reason="补计年末收文", actor=world.actor("clerk"))
    yield site
    procedures.unregister("toy")


PAGES = {
    "catalogue": "/desk/figures/",
    "reading-figure": "/desk/figures/trial.letters/?period=year:2025",
    "reading-parts": "/desk/figures/trial.letters/parts?period=year:2025",
    "derived-figure": "/desk/figures/trial.rate/?period=year:2025",
    "case-figure": "/desk/figures/casework.received/?period=year:2026",
    "case-parts": "/desk/figures/casework.received/parts?period=year:2026",
    "missing-figure": "/desk/figures/hotline.orders/",
    "refused": "/desk/figures/hotline.orders/?period=rubbish",
    "readings": "/desk/figures/readings/",
    "reading": "/desk/figures/readings/1/",
    "report": "/desk/figures/trial.letters/report?period=year:2025",
    "verify": "/desk/figures/readings/6/verify",
    "correct": "/desk/figures/readings/6/correct",
    "lock": "/desk/figures/readings/lock",
}


@pytest.mark.appearance
def test_every_page_is_readable_and_fits_a_phone(filled):
    page = filled.enter("office_section")
    faults = {}
    for name, address in PAGES.items():
        page.goto(f"{filled.url}{address}")
        faults[name] = find_faults(page, name=f"figures-{name}")
    assert {name: found for name, found in faults.items() if found} == {}
