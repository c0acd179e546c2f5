"""Webhooks: who may subscribe where, what is called, how it is signed, what happens when it fails."""

import datetime as dt
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import time_machine

from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.notices import calling, webhooks
from mingzheng.platform.notices.models import WebhookSubscription
from mingzheng.platform.notices.tests.conftest import NINE
from mingzheng.platform.parameters.public import set_value

LISTED = ["oa.example.gov.cn", "127.0.0.1:9", "http://10.1.2.3:8080", "localhost"]


class Receiver(BaseHTTPRequestHandler):
    """Takes calls and answers what the test wants."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def receiver():
    """A receiver on this machine."""
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.calls, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def subscription(receiver, actor):
    """A subscription of Chen's account to the receiver."""
    address = f"http://127.0.0.1:{receiver.server_port}"
    set_value("notices.webhook_hosts", [address], actor="system", reason="test")
    return webhooks.subscribe(actor=actor, title="OA", url=f"{address}/hook?x=1", events=["case.*"])


def publish(event="case.act", readers=None):
    return webhooks.publish_event(
        event, subject_ref="case:1", data={"number": "YS-2026-1"}, at=NINE, find_readers=readers or set
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "http://oa.example.gov.cn/",
        "https://user:pass@oa.example.gov.cn/",
        "https://oa.example.gov.cn@evil.example/",
        "https://oa.example.gov.cn.evil.example/",
        "ftp://oa.example.gov.cn/",
        "file:///etc/passwd",
        "https://oa.example.gov.cn/#x",
        "https://oa.example.gov.cn:99999/",
        "https://oa.example.gov.cn/a b",
        "https://oa.example.gov.cn/\r\nX: 1",
        "http://10.1.2.3:8081/",
        "//oa.example.gov.cn/",
        "",
    ],
)
def test_only_listed_hosts_may_be_called(url):
    with pytest.raises(calling.AddressRefusedError):
        calling.check_address(url, allowed=LISTED)


@pytest.mark.parametrize(
    "url", ["https://oa.example.gov.cn/a?b=1", "https://OA.example.gov.cn:8443/", "http://10.1.2.3:8080/x"]
)
def test_listed_hosts_may_be_called(url):
    assert calling.check_address(url, allowed=LISTED).path.startswith("/")


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "0.0.0.0", "224.0.0.1"])
def test_a_listed_name_that_points_to_this_machine_is_refused(monkeypatch, address):
    monkeypatch.setattr(calling.socket, "getaddrinfo", lambda *args, **options: [(0, 0, 0, "", (address, 443))])
    target = calling.check_address("https://oa.example.gov.cn/", allowed=LISTED)
    with pytest.raises(calling.AddressRefusedError):
        calling.post(target, body=b"", headers={})


@pytest.mark.django_db
class TestCalls:
    @time_machine.travel(NINE, tick=False)
    def test_a_call_is_signed_and_carries_a_stable_id(self, receiver, subscription):
        row, secret = subscription
        assert publish() == 1
        assert receiver.calls == []
        run_waiting_jobs()
        ((headers, body),) = receiver.calls
        stamp, given = (part.partition("=")[2] for part in headers["X-Mingzheng-Signature"].split(","))
        wanted = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        assert given == wanted
        told = json.loads(body)
        assert told["id"] == headers["X-Mingzheng-Delivery"]
        assert (told["event"], told["subject"], told["data"]) == ("case.act", "case:1", {"number": "YS-2026-1"})
        row.refresh_from_db()
        assert (row.failures, row.last_delivered_at) == (0, NINE)

    def test_only_those_who_may_read_the_subject_are_told(self, subscription):
        assert publish(readers=lambda ids: set()) == 0

    def test_only_the_events_asked_for_are_told(self, subscription):
        assert publish("plan.imported") == 0

    def test_without_subscriptions_an_event_costs_one_statement(self, db, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert publish() == 0

    def test_a_failed_call_is_tried_again_with_the_same_id(self, receiver, subscription):
        receiver.status = 500
        with time_machine.travel(NINE) as clock:
            publish()
            run_waiting_jobs()
            receiver.status = 200
            clock.shift(dt.timedelta(minutes=5))
            run_waiting_jobs()
        first, second = receiver.calls
        assert first[0]["X-Mingzheng-Delivery"] == second[0]["X-Mingzheng-Delivery"]
        assert WebhookSubscription.objects.get().failures == 0

    @time_machine.travel(NINE)
    def test_a_redirect_is_not_followed(self, receiver, subscription):
        receiver.status = 302
        publish()
        run_waiting_jobs()
        assert len(receiver.calls) == 1
        assert WebhookSubscription.objects.get().failures == 1

    @time_machine.travel(NINE)
    def test_a_receiver_that_is_gone_is_not_called_again(self, receiver, subscription):
        receiver.status = 410
        publish()
        run_waiting_jobs()
        row = WebhookSubscription.objects.get()
        assert (row.is_active, "410" in row.paused_because) == (False, True)
        assert publish() == 0

    @time_machine.travel(NINE)
    def test_a_host_no_longer_listed_is_not_called(self, receiver, subscription):
        publish()
        set_value("notices.webhook_hosts", [], actor="system", reason="test")
        run_waiting_jobs()
        assert receiver.calls == []
        assert not WebhookSubscription.objects.get().is_active

    def test_after_fifty_failures_in_a_row_it_pauses(self, subscription):
        row, _ = subscription
        for _ in range(50):
            webhooks.record_failure(row, at=NINE)
        row.refresh_from_db()
        assert (row.is_active, row.failures) == (False, 50)
        again = webhooks.change_webhook(row, actor=webhooks_actor(row), is_active=True)
        assert (again.is_active, again.failures, again.paused_because) == (True, 0, "")

    def test_the_signing_key_is_not_readable_in_the_database(self, subscription):
        row, secret = subscription
        assert secret not in row.sealed_secret

    def test_all_faults_are_named_at_once(self, actor):
        with pytest.raises(webhooks.WebhookRefused) as refusal:
            webhooks.subscribe(actor=actor, title="OA", url="https://evil.example/", events=["Case Act"])
        assert [field for field, _ in refusal.value.reasons] == ["url", "events"]


def webhooks_actor(row):
    return type("A", (), {"ref": f"account:{row.account_id}", "account_id": row.account_id})()
