"""What one visitor may do: limits, sending twice, traps, links that leave, being counted without being known."""

import datetime as dt

import pytest
from django.test import RequestFactory

from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal import views
from mingzheng.platform.portal.doors import _doors
from mingzheng.platform.portal.models import DayVisitors, MissedSearch, PageViews, Used
from mingzheng.platform.portal.outbound import outbound_address, read_outbound
from mingzheng.platform.portal.public import (
    Door,
    PublicForm,
    Way,
    client_address,
    count_use,
    find_answer,
    list_doors,
    register_door,
    register_way,
    remember_answer,
    sent_key,
)
from mingzheng.platform.portal.searching import find_public, mark_words, quote
from mingzheng.platform.portal.traffic import TrafficLog, fold_traffic

pytestmark = pytest.mark.django_db


def test_uses_are_counted_by_window_and_the_address_is_not_kept():
    at = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
    hour = dt.timedelta(hours=1)
    assert [count_use("203.0.113.9", "form", most=2, window=hour, at=at) is None for _ in range(4)] == [
        True,
        True,
        False,
        False,
    ]
    refused = count_use("203.0.113.9", "form", most=2, window=hour, at=at + dt.timedelta(minutes=40))
    assert refused.wait == "20 分钟"
    assert count_use("203.0.113.9", "form", most=2, window=hour, at=at + hour) is None
    assert count_use("203.0.113.8", "form", most=2, window=hour, at=at) is None
    assert not Used.objects.filter(who__contains="203.0").exists()


def test_a_forged_forwarding_header_does_not_change_the_address():
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="1.1.1.1, 2.2.2.2")
    assert client_address(request) == "203.0.113.9"


def test_a_form_sent_twice_has_one_answer_and_a_machine_is_noticed():
    assert sent_key({"idempotency_key": "' OR 1=1"}) == ""
    key = sent_key({"idempotency_key": "a" * 32})
    assert remember_answer(key, "ask", "/done/1", at=now())
    assert not remember_answer(key, "ask", "/done/2", at=now())
    assert find_answer(key, "ask") == "/done/1"
    assert find_answer(key, "other") is None
    assert PublicForm({"homepage_url": "http://spam.example"}).is_machine()
    assert not PublicForm({}).is_machine()


def test_only_links_this_site_gave_lead_out_of_it(client):
    address = outbound_address("https://service.example/a?b=1")
    assert client.get(address).status_code == 200
    assert "https://service.example/a?b=1" in client.get(address).content.decode()
    forged = client.get("/leaving", {"to": "https://evil.example/", "s": "x" * 43})
    assert forged.status_code == 400
    assert "evil.example" not in forged.content.decode()
    for hostile in ("javascript:alert(1)", "data:text/html,x", "//evil.example", "https://gov@evil.example/"):
        assert outbound_address(hostile) == ""
        assert read_outbound(hostile, "x") == ""


def test_a_door_without_its_room_leads_outside_with_a_notice_and_inside_once_it_exists():
    held = dict(_doors)
    try:
        outside = next(door for door in list_doors() if door.title == "提诉求")
        assert outside.leaves
        assert outside.url.startswith("/leaving?")
        register_door(Door("appeal", "提诉求", "咨询", 30, url="/appeal/"))
        inside = next(door for door in list_doors() if door.title == "提诉求")
        assert (inside.url, inside.leaves) == ("/appeal/", False)
    finally:
        _doors.clear()
        _doors.update(held)


def test_readers_are_counted_and_nothing_is_left_of_them(tmp_path, monkeypatch):
    log = TrafficLog(tmp_path)
    browser = {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Mozilla/5.0"}
    for path in ("/a/", "/a/", "/b/"):
        log(path, browser)
    log("/a/", {**browser, "REMOTE_ADDR": "203.0.113.10"})
    log("/a/", {**browser, "HTTP_USER_AGENT": "SomeBot/1.0"})
    log.flush()
    assert "203.0.113" not in "".join(path.read_text("utf-8") for path in tmp_path.glob("*.log"))
    assert fold_traffic(tmp_path, at=now()) == 4
    assert fold_traffic(tmp_path, at=now()) == 4, "counting again counts nothing twice"
    row = DayVisitors.objects.get()
    assert (row.views, row.visitors) == (4, 2)
    assert dict(PageViews.objects.values_list("path", "views")) == {"/a/": 3, "/b/": 1}
    fold_traffic(tmp_path, at=now() + dt.timedelta(days=2))
    assert list(tmp_path.iterdir()) == []
    assert DayVisitors.objects.get().views == 4


def test_what_was_looked_for_in_vain_is_kept_without_what_may_be_about_a_person():
    for query in ("没有的词", "没有的词", "13800000000", "某人 44010119900101", "a@b.example", "字" * 50):
        find_public(query, {}, page=1, on=dt.date(2026, 3, 2))
    assert list(MissedSearch.objects.values_list("query", "count")) == [("没有的词", 2)]


def test_results_mark_words_and_let_no_markup_through():
    assert mark_words("<b>养老</b>补贴", ["养老"]) == "&lt;b&gt;<mark>养老</mark>&lt;/b&gt;补贴"
    assert mark_words("a.c", ["."]) == "a<mark>.</mark>c"
    assert quote("前" * 200 + "养老" + "后" * 200, ["养老"]).startswith("…")
    assert "<mark>养老</mark>" in quote("前" * 200 + "养老" + "后" * 200, ["养老"])


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE x",
        '"养老',
        "养老*",
        "NEAR(a b)",
        "a AND",
        "\x00",
        "：（",
        "%",
        "\ud800".encode("utf-8", "replace").decode(),
    ],
)
def test_hostile_queries_are_answered(client, query):
    assert client.get("/search", {"q": query}).status_code == 200
    assert client.get("/search", {"q": query, "page": "-1", "year": "x", "unit": "' OR 1"}).status_code == 200


def test_pages_of_the_site_need_no_sign_in_and_say_who_they_are(client):
    text = client.get("/").content.decode()
    for words in ("网站标识码", "我为政府网站找错", "12345", "窗口", "长者版", 'name="SiteIDCode"', "跳到正文"):
        assert words in text
    missing = client.get("/no-such-page/")
    assert missing.status_code == 404
    assert "没有找到这个页面" in missing.content.decode()
    assert "<script>" not in text
    assert " style=" not in text


def test_the_ways_of_the_site_stand_in_order_on_every_page_and_the_current_one_is_marked(client):
    page = client.get("/apply/").content.decode().partition("masthead__nav")[2]
    order = [page.index(f'href="{url}"') for url in ("/openness/", "/library/", "/consultations/", "/apply/")]
    assert order == sorted(order)
    assert '<a href="/apply/" aria-current="true">' in page
    with pytest.raises(ValueError, match="twice"):
        register_way(Way("apply", "另一处", "/elsewhere/"))


def test_who_searches_too_often_is_told_to_wait_in_the_frame_of_the_site(client, monkeypatch):
    monkeypatch.setattr(views, "_asks_too_often", lambda request: True)
    answer = client.get("/search?q=补贴")
    assert answer.status_code == 429
    assert "请稍候一分钟再试" in answer.content.decode()
    assert "masthead" in answer.content.decode()
