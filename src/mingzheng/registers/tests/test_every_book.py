"""Every record book of the house: its declaration is sound, its pages open, its template and figures are there."""

from io import BytesIO

import openpyxl
import pytest

from mingzheng.casework.tests.world import TODAY, World
from mingzheng.figures.public import Period, Scope, breakdown, get_figure, value_of
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.registers.registry import get_register, list_registers
from mingzheng.registers.selectors import count_books_for
from mingzheng.registers.validation import list_declaration_faults

pytestmark = pytest.mark.django_db
CODES = [book.code for book in list_registers()]
EXPECTED = {
    "audit_advice",
    "official_activity",
    "research_theme",
    "research_topic",
    "media_article",
    "experience_note",
    "information_system",
    "security_drill",
    "law_to_know",
    "law_plan",
    "study_session",
    "law_examination",
    "court_appearance",
    "law_publicity",
    "publicity_duty",
    "internal_rule",
    "training_session",
    "online_duty",
    "openness_resource",
}


def test_the_house_keeps_these_books() -> None:
    assert set(CODES) >= EXPECTED


@pytest.mark.parametrize("code", CODES)
def test_a_book_is_sound(code: str) -> None:
    book = get_register(code)
    assert list_declaration_faults(book) == []
    assert book.group
    assert book.purpose
    names = [index.name for index in book.model._meta.indexes]
    assert all(len(name) <= 30 for name in names)


@pytest.mark.parametrize(("code", "until"), [("online_duty", "ended_on"), ("internal_rule", "valid_to")])
def test_what_ends_ends_after_it_began(code: str, until: str) -> None:
    judge = get_register(code).judge
    assert judge is not None
    day = {"occurred_on": "2026-01-05"}
    assert judge(day) == judge(day | {until: "2026-06-30"}) == []
    assert [reason.code for reason in judge(day | {until: "2026-01-05"})] == ["interval"]


@pytest.mark.parametrize("code", CODES)
def test_a_books_pages_open_for_who_enters(world: World, code: str) -> None:
    world.grant("director", "office_director", world.district.district, procedure=code, visibility=1)
    client = signed_in_as(world.accounts["director"])
    for path in ("", "enter", "import", "?format=xlsx", "?view=print"):
        assert client.get(f"/desk/registers/{code}/{path}").status_code == 200, path
    template = client.get(f"/desk/registers/{code}/template.xlsx")
    head = [cell.value for cell in openpyxl.load_workbook(BytesIO(template.content)).active[3]]
    book = get_register(code)
    assert {item.label for item in book.fields} <= {str(text).rstrip("*") for text in head}
    page = client.get("/desk/registers/").content.decode()
    assert book.title in page


@pytest.mark.parametrize("code", CODES)
def test_a_books_figures_count_and_come_apart(world: World, code: str) -> None:
    book = get_register(code)
    for figure in book.figures:
        period = Period.as_of(TODAY) if figure.as_of else Period.year(TODAY.year)
        assert value_of(figure.code, scope=Scope(None, period)).value is not None
        for item in [one for one in book.fields if one.counted]:
            breakdown(figure.code, Scope(None, period), item.code)
    for share in book.shares:
        assert get_figure(share.code).is_percent


def test_all_counts_of_the_index_are_one_statement(world: World, django_assert_num_queries: object) -> None:
    clerk = world.actor("clerk")
    with django_assert_num_queries(1):  # type: ignore[operator]
        count_books_for(clerk, today=TODAY)
    assert count_books_for(SYSTEM, today=TODAY)["toy_visit"].total == 0
