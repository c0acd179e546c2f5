"""The second reader in the room: off at first, asked only where it may be, its answer beside the rest, and the office's words."""

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse

from mingzheng.casework.public import BadInput
from mingzheng.casework.tests.world import NOW
from mingzheng.domains.proofreading.models import FindingState, SecondState
from mingzheng.domains.proofreading.selectors import list_history
from mingzheng.domains.proofreading.services.deciding import decide
from mingzheng.domains.proofreading.services.lexicon import add_entry
from mingzheng.domains.proofreading.services.second_reading import KEY_NAME, reader_in_force, second_reading_job
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.parameters.public import BadValueError, set_value

WORDS = "全区共受理申请86件，共8件。\n\n各单位要加强组织领异，联系人张某身份证号440105199003070013。"


class Endpoint(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append((self.headers["Authorization"], json.loads(asked)["messages"][1]["content"]))
        content = json.dumps({"findings": [{"quote": "领异", "suggestion": "领导", "reason": "错别字"}]})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"choices": [{"message": {"content": content}}]}).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def endpoint(monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv(KEY_NAME, "secret-key")
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def switch(world):
    def switch(scope, port=9):
        for name, value in (("scope", scope), ("address", f"http://127.0.0.1:{port}/v1"), ("model", "m")):
            set_value(f"proofreading.second_reader_{name}", value, actor="account:1", reason="测试")

    return switch


def page_of(world, check):
    return signed_in_as(world.accounts["liaison"]).get(reverse("proofreading:check", args=[check.pk])).content.decode()


def test_it_is_off_until_an_endpoint_is_named_and_nobody_is_offered_it(world, send, switch):
    assert reader_in_force() is None
    with pytest.raises(BadInput):
        send(second=True)
    form = signed_in_as(world.accounts["liaison"]).get(reverse("proofreading:send")).content.decode()
    assert "第二读者" not in form
    with pytest.raises(BadValueError):
        set_value("proofreading.second_reader_address", "ftp://x", actor="account:1", reason="测试")
    switch("published")
    form = signed_in_as(world.accounts["liaison"]).get(reverse("proofreading:send")).content.decode()
    assert "文件已经公开发布，请第二读者再读一遍" in form
    assert "发送到 127.0.0.1:9" in form


def test_what_it_says_stands_marked_beside_the_rest_and_nothing_personal_is_sent(world, send, switch, endpoint):
    switch("all", endpoint.server_port)
    check = send(words=WORDS, second=True)
    before = list(check.findings.values_list("number", flat=True))
    assert (check.second_state, check.is_published) == (SecondState.WAITING, False)
    assert "第二读者尚未读完" in page_of(world, check)
    for _ in range(2):
        second_reading_job.func(check.pk)
    check.refresh_from_db()
    assert check.second_state == SecondState.DONE
    (finding,) = check.findings.exclude(number__in=before)
    assert (finding.mark, finding.quote, finding.number) == ("model", "领异", max(before) + 1)
    ((key, words),) = endpoint.asked
    assert key == "Bearer secret-key"
    assert "领异" in words
    assert "440105199003070013" not in words
    assert [entry.kind for entry in list_history(check)][-1] == "second_reading_done"
    assert "出自外部模型" in page_of(world, check)


def test_a_draft_is_not_sent_where_only_published_documents_may_be(world, send, switch, endpoint):
    switch("all", endpoint.server_port)
    check = send(words=WORDS, second=True)
    switch("published", endpoint.server_port)
    second_reading_job.func(check.pk)
    check.refresh_from_db()
    assert (check.second_state, endpoint.asked) == (SecondState.FAILED, [])
    assert "未公开的文稿不得发送" in page_of(world, check)


def test_an_endpoint_that_is_gone_or_switched_off_is_told(world, send, switch):
    switch("published")
    gone, off = send(second=True), send(words=WORDS, second=True)
    assert gone.is_published
    second_reading_job.func(gone.pk)
    set_value("proofreading.second_reader_scope", "off", actor="account:1", reason="测试")
    second_reading_job.func(off.pk)
    assert "第二读者没有应答" in page_of(world, gone)
    assert "第二读者已关闭" in page_of(world, off)
    assert "规则核校不受影响" in page_of(world, off)


def test_the_words_of_the_office_are_read_from_its_lexicon(world, send):
    def enter(**row):
        return add_entry(actor=world.actor("clerk"), recorded_at=NOW, source="办公室通知", level=3, **row)

    enter(kind="spelling", name="一忘统管", replacement="一网统管")
    enter(kind="name", name="云山开发区管委会", replacement="云山区开发区管委会")
    enter(kind="title", name="云山区档案管理办法")
    enter(kind="session", name="云山区第九届人大", replacement="2021")
    for row in ({"kind": "session", "name": "九届"}, {"kind": "name", "name": "甲", "replacement": "甲"}):
        with pytest.raises(BadInput):
            enter(**row)
    enter(kind="spelling", name="综和窗口", replacement="综合窗口", valid_to=dt.date(2025, 12, 31))
    words = (
        "云山区2024年工作报告\n\n云山开发区管委会印发《云山区档案管理办发》，推进一忘统管，设综和窗口。\n\n"
        "办理云山区九届人大三次会议建议4件。"
    )
    found = {row.code: row for row in send(words=words).findings.all()}
    assert found["WRD-CONFUSION"].suggestion == "一网统管"
    assert found["WRD-NAME"].suggestion == "云山区开发区管委会"
    assert found["WRD-TITLE"].suggestion == "云山区档案管理办法"
    assert (found["PER-SESSION"].computed, found["PER-SESSION"].severity) == ("2023", "warning")
    assert "综和窗口" in {row.quote for row in send(words=words, as_of=dt.date(2025, 1, 2)).findings.all()}


def test_words_taken_for_wrong_ones_become_a_term_of_the_office(world, send):
    words = "依法承担民事责仁。"
    check = send(words=words)
    finding = check.findings.get(code="WRD-CHARACTER")
    decide(
        finding,
        FindingState.DISMISSED,
        reason="本地用语",
        seen_version=1,
        actor=world.actor("director"),
        recorded_at=NOW,
    )
    browser = signed_in_as(world.accounts["director"])
    page = browser.get(reverse("proofreading:check", args=[check.pk])).content.decode()
    assert "记为本机关用语" in page
    assert "记为本机关用语" not in page_of(world, check)
    form = browser.get(reverse("proofreading:add_entry"), {"kind": "term", "name": "责仁", "source": "核校记录"})
    assert 'value="责仁"' in form.content.decode()
    add_entry(actor=world.actor("clerk"), recorded_at=NOW, kind="term", name="责仁", source="核校记录", level=3)
    assert not send(words=words).findings.filter(code="WRD-CHARACTER").exists()
