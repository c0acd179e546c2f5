"""What is written about the house agrees with the house: rooms, words, links and pictures."""

import re

import pytest

from mingzheng.casework.public import list_procedures
from mingzheng.platform.access.public import ROLES
from mingzheng.platform.org.public import PostLevel
from tests.house import ROOT, SOURCE
from tests.test_house import rooms_in

DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
LARGEST_PICTURE, ALL_PICTURES = 250_000, 6_000_000


def text_of(name):
    return (DOCS / name).read_text("utf-8")


def test_every_room_is_described_in_the_architecture():
    rooms = rooms_in(SOURCE) | rooms_in(SOURCE / "platform") | rooms_in(SOURCE / "domains")
    assert sorted(room for room in rooms if f"`{room}`" not in text_of("architecture.md")) == []


def test_every_decision_is_numbered_once_and_says_its_number():
    numbers = [path.name[:4] for path in sorted((DOCS / "decisions").glob("*.md"))]
    assert len(numbers) == len(set(numbers))
    wrong = [
        path.name
        for path in (DOCS / "decisions").glob("*.md")
        if not path.read_text("utf-8").startswith(f"# {path.name[:4]} · ")
    ]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(page):
    targets = [link.split("#")[0] for link in LINK.findall(page.read_text("utf-8"))]
    local = [link for link in targets if link and "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_the_manual_begins_with_a_page_that_names_all_the_others():
    pages = {path.name for path in (DOCS / "manual").glob("*.md")} - {"index.md"}
    linked = set(LINK.findall(text_of("manual/index.md")))
    assert sorted(pages - linked) == []


def test_pictures_are_small_and_every_one_is_shown():
    pictures = sorted(DOCS.rglob("images/*.png"))
    sizes = {path.name: path.stat().st_size for path in pictures}
    assert {name: size for name, size in sizes.items() if size > LARGEST_PICTURE} == {}
    assert sum(sizes.values()) < ALL_PICTURES
    shown = {(page.parent / link).resolve() for page in PAGES for link in LINK.findall(page.read_text("utf-8"))}
    assert [path.name for path in pictures if path.resolve() not in shown] == []


def test_the_glossary_knows_every_procedure_role_and_level():
    words = text_of("glossary.md")
    names = {procedure.name for procedure in list_procedures()}
    ours = {name for name in names if name.split("_")[0] in rooms_in(SOURCE / "domains")}
    wanted = ours | set(ROLES) | set(PostLevel.values)
    assert sorted(word for word in wanted if f"`{word}`" not in words) == []


def test_the_glossary_knows_every_state_of_a_row():
    item = next((procedure for procedure in list_procedures() if procedure.name == "workplan_item"), None)
    assert item is not None
    words = text_of("glossary.md")
    assert [state.code for state in item.states if f"{state.title} `{state.code}`" not in words] == []
