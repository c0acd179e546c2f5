"""Policy, interpretation, question and answer, service: each leads to the other, on the item's page and on the library's."""

from datetime import timedelta

import pytest
import time_machine

from mingzheng.casework import ports
from mingzheng.casework.errors import Refused
from mingzheng.casework.ports import GateAnswer
from mingzheng.casework.tests.world import NOW, TODAY, make_world
from mingzheng.config.wiring import PolicyLibrary
from mingzheng.domains.normative.models import Document
from mingzheng.domains.normative.site import render_document
from mingzheng.domains.publishing.models import Column, Publication
from mingzheng.domains.publishing.services.comparing import end_publications
from mingzheng.domains.publishing.site.articles import render_item
from mingzheng.domains.publishing.tests.publishing import Desk, Proofreader

pytestmark = pytest.mark.django_db


def make_desk() -> Desk:
    """Return a small office that publishes."""
    world = make_world()
    for key, name, level, role in (
        ("second", "冯清和", "clerk", "office_clerk"),
        ("publicity", "许望舒", "clerk", "office_clerk"),
    ):
        world.add(key, name, world.district.office, level, role, over=world.district.district)
    Column.objects.create(code="zcwj", name="政策文件", kind="policy", owner_unit=world.district.office)
    return Desk(world, "publication")


def test_items_and_library_documents_lead_to_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by number, title or address; drawn on both ends, gone from both when undone or when the item leaves the site."""
    monkeypatch.setattr(ports, "_gate", Proofreader(GateAnswer(was_checked=True)))
    redrawn: list[str] = []
    monkeypatch.setattr(PolicyLibrary, "redraw", lambda self, slugs: redrawn.extend(slugs))

    def library() -> str:
        return render_document("a1")[0].body.decode()

    with time_machine.travel(NOW, tick=False):
        desk = make_desk()
        for slug, title, number in (("a1", "云山区示例办法", 1), ("b1", "同名办法", 2), ("b2", "同名办法", 3)):
            number_words = f"云府规〔2026〕{number}号"
            Document.objects.create(slug=slug, kind="own_government", title=title, doc_number=number_words)
        answer = desk.published(title="示例办法怎样申请")
        service = desk.published(title="示例补助申领指南")
        with pytest.raises(Refused, match="同名的不止一份"):
            desk.do(answer, "relate_library", kind="answers", document="同名办法")
        desk.do(answer, "relate_library", kind="answers", document="云府规[2026]1号")
        desk.do(service, "relate_library", kind="serves", document="https://www.yunshan.example/library/a1/")
        shown = library()
        for words in ("示例办法怎样申请", f"/{desk.current(answer).path}/", "问答", "示例补助申领指南", "相关办事"):
            assert words in shown, words
        assert 'href="/library/a1/"' in render_item(str(answer))[0].body.decode()
        desk.do(service, "unrelate_library", document="《云山区示例办法》", reason="关联有误")
        assert "示例补助申领指南" not in library()
        desk.do(service, "relate_library", kind="serves", document="云府规[2026]1号")
        Publication.objects.filter(item=service).update(shown_until=TODAY - timedelta(days=1))
        before = len(redrawn)
        assert end_publications(TODAY, NOW) == 1
        assert (redrawn[before:], "示例补助申领指南" in library()) == (["a1"], False)
        before = len(redrawn)
        desk.do(answer, "take_down", "director", kind="privacy", reason="个人信息", title="某件")
        assert redrawn[before:] == ["a1"]
        assert "示例办法怎样申请" not in library()
