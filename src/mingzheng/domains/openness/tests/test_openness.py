"""The gap report: an entry without a publication, one grown old, one taken down; who ties; the screens."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from mingzheng.casework.public import BadInput, NotPermitted, Refused
from mingzheng.casework.tests.world import NOW, TODAY, World, make_world
from mingzheng.catalogues.models import Entry
from mingzheng.catalogues.tests.proposals import Proposals
from mingzheng.domains.openness import ports
from mingzheng.domains.openness.catalogue import DISCLOSURE
from mingzheng.domains.openness.ports import PublishedItem
from mingzheng.domains.openness.rules import find_gap
from mingzheng.domains.openness.selectors import gaps_for
from mingzheng.domains.openness.services import let_go_of, link_published, unlink_published
from mingzheng.figures.public import Period, Scope, value_of
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.ledger.public import list_entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def entry(world: World, today_is_fixed: None) -> Entry:
    Proposals(world).publish(Proposals(world).add())
    return Entry.objects.get()


@pytest.mark.parametrize(
    ("timing", "newest", "code"),
    [
        ("event", None, "nothing"),
        ("event", date(2001, 1, 1), ""),
        ("year", date(2025, 3, 1), ""),
        ("year", date(2025, 2, 1), "old"),
        ("month", date(2026, 1, 10), "old"),
        ("month", date(2026, 1, 20), ""),
    ],
)
def test_a_gap_is_nothing_published_or_something_too_old(timing: str, newest: date | None, code: str) -> None:
    gap = find_gap(timing, newest, date(2026, 3, 2), grace=15)
    assert (gap.code if gap else "") == code


def _link(world: World, entry: Entry, who: str = "liaison", **more: object) -> object:
    given = {"title": "2026年部门预算", "url": "https://example.cn/1.html", "published_on": TODAY, **more}
    return link_published(DISCLOSURE, entry.pk, actor=world.actor(who), recorded_at=NOW, **given)  # type: ignore[arg-type]


def test_tying_a_publication_closes_the_gap_and_counts(world: World, entry: Entry) -> None:
    clerk, scope = world.actor("clerk"), Scope(None, Period.as_of(TODAY))
    assert [row.gap.code for row in gaps_for(clerk, DISCLOSURE, TODAY)] == ["nothing"]
    link = _link(world, entry)
    assert gaps_for(clerk, DISCLOSURE, TODAY) == []
    assert value_of("openness.disclosure_rate", scope=scope).value == 100
    with pytest.raises(Refused):
        _link(world, entry)
    unlink_published(DISCLOSURE, link.pk, actor=world.actor("liaison"), recorded_at=NOW)  # type: ignore[attr-defined]
    assert len(gaps_for(clerk, DISCLOSURE, TODAY)) == 1


def test_others_tie_nothing_and_bad_addresses_are_named(world: World, entry: Entry) -> None:
    with pytest.raises(NotPermitted):
        _link(world, entry, "tax_liaison")
    with pytest.raises(BadInput):
        _link(world, entry, url="javascript:alert(1)", published_on=TODAY + timedelta(days=1))


def test_an_item_taken_down_is_a_gap_again(world: World, entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    class Room:
        def search(self, words: str, *, limit: int) -> list[PublishedItem]:
            return [PublishedItem("item:1", f"{words}公开", "/x.html", TODAY)]

        def still_there(self, refs: object) -> frozenset[str]:
            return frozenset()

    monkeypatch.setattr(ports, "_bound", [Room()])
    _link(world, entry, item_ref="item:1")
    assert [row.gap.code for row in gaps_for(world.actor("clerk"), DISCLOSURE, TODAY)] == ["nothing"]
    page = signed_in_as(world.accounts["liaison"]).get(f"/desk/openness/disclosure/{entry.pk}/link?words=预算")
    assert "预算公开" in page.content.decode()


def test_the_screens_tie_untie_and_report(world: World, entry: Entry) -> None:
    liaison = signed_in_as(world.accounts["liaison"])
    assert "没有公开" in liaison.get("/desk/openness/gaps/").content.decode()
    url = f"/desk/openness/disclosure/{entry.pk}/link"
    sent = {"title": "部门预算", "url": "https://example.cn/2.html", "published_on": TODAY}
    assert liaison.post(url, sent).status_code == 302
    page = liaison.get(f"/desk/catalogues/disclosure/{entry.pk}/").content.decode()
    assert "https://example.cn/2.html" in page
    assert liaison.post(url, {**sent, "url": "x"}).status_code in {409, 422}
    assert liaison.get("/desk/openness/gaps/?catalogue=grassroots").status_code == 200
    assert liaison.get("/desk/openness/gaps/?catalogue=none").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_what_was_sealed_leaves_the_public_catalogue_at_once(
    world: World, entry: Entry, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Room:
        gone = False

        def search(self, words: str, *, limit: int) -> list[PublishedItem]:
            return []

        def still_there(self, refs: Sequence[str]) -> frozenset[str]:
            return frozenset() if self.gone else frozenset(refs)

    settings.SITE_DIR, room = tmp_path / "site", Room()
    monkeypatch.setattr(ports, "_bound", [room])
    link = _link(world, entry, item_ref="item:1", title="某某误发的名单")
    page = settings.SITE_DIR / "catalogues" / "disclosure" / "index.html"
    assert "某某误发的名单" in page.read_text("utf-8")
    room.gone = True
    let_go_of("item:1", is_sealed=True)
    link.refresh_from_db()  # type: ignore[attr-defined]
    assert "某某" not in page.read_text("utf-8") + str(link)
    assert "某某" not in str([entry.payload for entry in list_entries("openness", str(entry.pk))])
