"""Saved searches: asked for, confirmed from the letter, told once of each publication, ended with the address destroyed."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client

from mingzheng.platform.jobs.models import OutboxMessage
from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.ledger.public import Entry, now, read_private
from mingzheng.platform.portal import alerts, limits, searching
from mingzheng.platform.portal.models import SavedSearch
from mingzheng.platform.portal.public import Found, SearchSource, count_quickly
from mingzheng.platform.search.public import Subject, facet_token, index_at_once

pytestmark = pytest.mark.django_db
ADDRESS = "reader@mail.example"


@pytest.fixture
def shelf(monkeypatch):
    """Let the public find what a test publishes; other rooms' sources stay away."""
    shown = {}
    monkeypatch.setattr(searching._known, "sources", {})
    source = SearchSource(
        "toy.page",
        lambda refs: {ref for ref in refs if ref in shown},
        lambda refs: {ref: shown[ref] for ref in refs if ref in shown},
    )
    searching.register_source(source)

    def publish(number, title, day):
        ref = f"toy.page:{number}"
        shown[ref] = Found(title, f"/toy/{number}/", day=day)
        facets = [facet_token("state", "live"), facet_token("year", day.year)]
        index_at_once([Subject(ref, "toy.page", title, "", (), facets)])

    return publish


def link_of(letter):
    return re.search(r"https://[^/]+(/search/alert/\S+)", letter.body)[1]


def ask(query="养老补贴", address=ADDRESS):
    return Client(enforce_csrf_checks=False).post(f"/search/alert?q={query}", {"address": address})


def test_a_search_is_told_of_after_confirmation_once_and_ends_with_its_address(shelf):
    assert "请到邮箱确认" in ask().content.decode()
    assert "请到邮箱确认" in ask().content.decode()
    run_waiting_jobs()
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert ADDRESS not in str(list(OutboxMessage.objects.values_list("payload", flat=True)))
    link, row = link_of(letter), SavedSearch.objects.get()
    today = row.told_until
    shelf(1, "养老补贴发放办法", today)
    shelf(2, "停车管理办法", today)
    assert alerts.tell_of_news(at=now() + dt.timedelta(days=1)) == 0

    browser = Client()
    assert "确认订阅" in browser.get(link).content.decode()
    assert SavedSearch.objects.get().confirmed_at is None
    browser.post(link, {"keep": "1"})
    tomorrow = now() + dt.timedelta(days=1)
    assert (alerts.tell_of_news(at=tomorrow), alerts.tell_of_news(at=tomorrow)) == (1, 0)
    assert alerts.tell_of_news(at=tomorrow + dt.timedelta(days=1)) == 0
    run_waiting_jobs()
    news = mail.outbox[-1]
    assert "养老补贴发放办法" in news.body
    assert "停车" not in news.body

    (entry,) = Entry.objects.filter(stream="saved_search", kind="search_saved")
    assert ADDRESS not in entry.payload_text
    assert "已退订" in browser.post(link_of(news), {"end": "1"}).content.decode()
    assert not SavedSearch.objects.exists()
    assert read_private(entry) is None
    assert browser.get(link).status_code == 404


def test_a_wrong_mailbox_a_forged_link_and_a_flood_do_nothing(shelf):
    wrong = ask(address="not a mailbox")
    assert wrong.status_code == 422
    assert "name@example.com" in wrong.content.decode()
    assert Client().post("/search/alert/forged", {"end": "1"}).status_code == 404
    for number in range(10):
        assert ask(query=f"词语{number}").status_code == 200
    assert ask(query="再来一个").status_code == 429
    run_waiting_jobs()
    assert alerts.forget_unconfirmed(at=now() + dt.timedelta(days=4)) == 10


def test_reads_of_one_address_are_counted_over_all_processes(rf, monkeypatch):
    at, request = dt.datetime(2026, 3, 2, 9, 0, 10, tzinfo=dt.UTC), rf.get("/search")
    ours, theirs = limits.Tally(limits._tell), limits.Tally(limits._tell)
    waits = []
    for number in range(70):
        monkeypatch.setattr(limits, "_reads", ours if number % 2 else theirs)
        waits.append(count_quickly(request, "search", parameter="portal.searches_per_minute", at=at))
    assert set(waits[:60]) == {0}
    assert waits[-1] == 50
    later = at + dt.timedelta(minutes=1)
    assert count_quickly(request, "search", parameter="portal.searches_per_minute", at=later) == 0
