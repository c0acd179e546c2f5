"""Before anybody applies he is shown what is public already; a search that fails keeps nobody from applying."""

import pytest

from mingzheng.domains.foi.citizen import already_public
from mingzheng.domains.foi.citizen.tests.phone import Phone
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.models import MissedSearch
from mingzheng.platform.portal.public import Found, SearchSource, register_source
from mingzheng.platform.portal.searching import _known
from mingzheng.platform.search.public import Subject, facet_token, index_at_once

pytestmark = pytest.mark.django_db
PLAN = Found("云溪路改造工程规划许可公示", "/gk/1.html", facts=("规划公开",))


@pytest.fixture
def published() -> None:
    before = dict(_known.sources)
    register_source(SearchSource("toy.page", set, lambda refs: dict.fromkeys(refs, PLAN)))
    index_at_once(
        [Subject("toy.page:1", "toy.page", PLAN.title, "核发", (), (facet_token("state", "live"),))], at=now()
    )
    yield
    _known.sources.clear()
    _known.sources.update(before)


def test_what_is_public_is_shown_while_typing_and_without_a_script(phone: Phone, published: None) -> None:
    for page in ("look?part=1&q=云溪路改造", "look?q=云溪路改造"):
        answer = phone.text(page)
        assert '<a href="/gk/1.html">云溪路改造工程规划许可公示</a>' in answer
        assert "申请“云溪路改造”" in answer
    assert "<html" not in phone.text("look?part=1&q=云溪路改造")
    assert "没有找到" in phone.text("look?part=1&q=完全没有的事")
    assert not MissedSearch.objects.exists()


def test_a_search_that_fails_keeps_nobody_from_applying(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **more: object) -> None:
        raise RuntimeError("down")

    monkeypatch.setattr(already_public, "find_public", fail)
    answer = phone.get("look?q=云溪路改造")
    assert answer.status_code == 200
    assert "现在不能检索" in answer.content.decode()
