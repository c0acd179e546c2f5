"""The endpoints of webhook subscriptions: one's own, all faults at once, the key shown once."""

import pytest

from mingzheng.platform.api.models import KeptAnswer
from mingzheng.platform.notices.models import WebhookSubscription
from mingzheng.platform.parameters.public import set_value

pytestmark = pytest.mark.django_db
BODY = {"title": "OA", "url": "https://oa.example.gov.cn/hook", "events": ["case.*"]}


@pytest.fixture(autouse=True)
def _listed(db):
    set_value("notices.webhook_hosts", ["oa.example.gov.cn"], actor="system", reason="test")


def test_a_subscription_shows_its_key_once(program):
    made = program.post("/webhooks", BODY).json()
    assert made["secret"].startswith("whsec_")
    assert "secret" not in program.get(f"/webhooks/{made['id']}").json()


def test_a_repeated_subscription_is_one(program):
    first, again = (program.post("/webhooks", BODY, key="k").json() for _ in range(2))
    assert first == again
    assert WebhookSubscription.objects.count() == 1


def test_the_kept_answer_does_not_show_the_key(program):
    made = program.post("/webhooks", BODY).json()
    assert made["secret"] not in KeptAnswer.objects.get().body


def test_all_faults_are_named(program):
    answer = program.post("/webhooks", {**BODY, "url": "https://evil.example/", "events": ["Case Act"]})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["body.url", "body.events"]


def test_a_change_needs_what_was_seen(program):
    made = program.post("/webhooks", BODY).json()
    path = f"/webhooks/{made['id']}"
    tag = program.get(path)["ETag"]
    assert program.send("PATCH", path, {"is_active": False}).status_code == 428
    assert program.send("PATCH", path, {"is_active": False}, **{"If-Match": tag}).json()["is_active"] is False
    assert program.send("PATCH", path, {"is_active": True}, **{"If-Match": tag}).status_code == 412


def test_the_subscription_of_another_is_not_there(program, owner):
    made = program.post("/webhooks", BODY).json()
    WebhookSubscription.objects.update(account=other_account())
    path = f"/webhooks/{made['id']}"
    assert program.get(path).status_code == 404
    assert program.send("DELETE", path, b"").status_code == 404
    assert program.get("/webhooks").json()["items"] == []


def test_a_subscription_is_removed(program):
    made = program.post("/webhooks", BODY).json()
    assert program.send("DELETE", f"/webhooks/{made['id']}", b"").status_code == 204
    assert program.get(f"/webhooks/{made['id']}").status_code == 404


def test_a_token_without_the_scope_manages_nothing(program, owner):
    owner.scopes = ("read", "write")
    assert program.get("/webhooks").status_code == 403


def other_account():
    model = WebhookSubscription._meta.get_field("account").related_model
    return model.objects.create(
        username="service", kind="service", created_at=WebhookSubscription.objects.get().created_at
    )
