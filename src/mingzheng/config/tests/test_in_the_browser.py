"""The server answers a real browser; the policy that forbids inline scripts is obeyed by it."""

import pytest


@pytest.mark.browser
def test_a_browser_reads_the_error_page_and_runs_no_inline_script(live_server, page):
    answer = page.goto(f"{live_server.url}/no-such-address")
    assert answer.status == 404
    assert "没有找到" in page.inner_text("body")
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.x = 1'}))"
    )
    assert page.evaluate("window.x") is None
    assert any("Content Security Policy" in text for text in refused)
