"""The second reader: never for what is unpublished or marked, personal information masked, findings marked and located."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.second_reader import SecondReaderError, http_sender, read_again

WORDS = "全区共受理申请86件。\n\n各单位要加强组织领异，身份证号440105199003070013。"


def answering(*findings):
    asked = []

    def send(payload):
        asked.append(payload)
        content = "好的：" + json.dumps({"findings": list(findings)}, ensure_ascii=False)
        return {"choices": [{"message": {"content": content}}]}

    return send, asked


def test_findings_are_marked_and_point_at_the_raw_quote():
    send, asked = answering({"quote": "领异", "suggestion": "领导", "reason": "错别字"})
    text = text_from_string(WORDS)
    (finding,) = read_again(text, send, model="m", is_published=True)
    assert (finding.mark, finding.code, finding.suggestion) == ("model", "MDL-READER", "领导")
    assert text.paragraphs[finding.paragraph][finding.start : finding.end] == "领异"
    assert "440105199003070013" not in json.dumps(asked, ensure_ascii=False)


@pytest.mark.parametrize(
    "answer",
    [{"quote": "没有的话"}, {"quote": ""}, {"quote": "领异", "suggestion": "领异"}, {"quote": "440***********0013"}],
)
def test_what_is_quoted_wrongly_is_dropped(answer):
    send, _ = answering(answer)
    assert read_again(text_from_string(WORDS), send, model="m", is_published=True) == ()


def test_an_unpublished_text_is_not_sent_unless_allowed():
    send, asked = answering()
    with pytest.raises(SecondReaderError) as error:
        read_again(text_from_string(WORDS), send, model="m", is_published=False)
    assert (error.value.code, asked) == ("unpublished", [])
    assert read_again(text_from_string(WORDS), send, model="m", is_published=False, allow_unpublished=True) == ()


def test_a_text_with_a_mark_of_secrecy_is_never_sent():
    send, asked = answering()
    with pytest.raises(SecondReaderError) as error:
        read_again(text_from_string("机密★1年\n\n某文件"), send, model="m", is_published=True, allow_unpublished=True)
    assert (error.value.code, asked) == ("secrecy_mark", [])


@pytest.mark.parametrize("answer", [{}, {"choices": []}, {"choices": [{"message": {"content": "我不知道"}}]}])
def test_an_answer_nobody_understands_is_told(answer):
    with pytest.raises(SecondReaderError) as error:
        read_again(text_from_string(WORDS), lambda payload: answer, model="m", is_published=True)
    assert error.value.code == "bad_answer"


class Endpoint(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Authorization"], asked["model"]))
        findings = [{"quote": "领异", "suggestion": "领导", "reason": "错别字"}]
        content = json.dumps({"findings": findings})
        body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def endpoint():
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_endpoint_on_this_machine_is_asked_as_openai_is(endpoint):
    send = http_sender(f"http://127.0.0.1:{endpoint.server_port}/v1/", "key", timeout=5)
    findings = read_again(text_from_string(WORDS), send, model="local", is_published=True)
    assert [finding.quote for finding in findings] == ["领异"]
    assert endpoint.asked == [("/v1/chat/completions", "Bearer key", "local")]


def test_an_endpoint_that_is_not_there_is_told():
    with pytest.raises(SecondReaderError) as error:
        read_again(
            text_from_string(WORDS), http_sender("http://127.0.0.1:9", "k", timeout=2), model="m", is_published=True
        )
    assert error.value.code == "unreachable"
    with pytest.raises(ValueError, match="http"):
        http_sender("file:///etc/passwd", "k")
