"""What a text may contain, what it says, and what a signature over it covers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.platform.content.bodies import canonical_text, clean_body, find_faults, list_asset_ids, render_body
from mingzheng.platform.content.differences import Change, count_changed, difference
from mingzheng.platform.content.manifests import Manifest, SignedAsset, compare, digest_of, read_manifest

HOSTILE = [
    '<p onclick="x()">甲</p>',
    "<script>alert(1)</script><p>甲</p>",
    '<p style="position:fixed">甲</p>',
    '<a href="javascript:alert(1)">甲</a>',
    '<p><img src="https://elsewhere.example/spy.png" alt="x">甲</p>',
    '<iframe src="/"></iframe><p>甲</p>',
    "<svg><a xlink:href='javascript:1'>甲</a></svg><p>甲</p>",
    '<p><img src="data:image/png;base64,AA" alt="x" onerror="1">甲</p>',
]


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_but_words_is_left_of_what_is_not_allowed(source: str) -> None:
    cleaned = clean_body(source)
    assert "甲" in cleaned
    assert not any(word in cleaned for word in ("onclick", "script", "style", "javascript", "<img", "iframe", "svg"))


def test_plain_words_become_paragraphs_and_headings_of_word_become_ours() -> None:
    assert clean_body("第一段\n\n第二段 a<b") == "<p>第一段</p><p>第二段 a&lt;b</p>"
    assert clean_body("甲<a") == clean_body(clean_body("甲<a")) == "<p>甲&lt;a</p>"
    assert clean_body("引言<p>甲</p>尾") == "<p>引言</p><p>甲</p><p>尾</p>"
    assert clean_body("<h1>一、总则</h1><div><b>甲</b></div>") == "<h2>一、总则</h2><p><strong>甲</strong></p>"


@given(st.text(alphabet='<>/phdivbtrimgalt="asset:1 甲乙\n&;', max_size=80))
def test_cleaning_again_changes_nothing(source: str) -> None:
    once = clean_body(source)
    assert clean_body(once) == once


def test_a_text_says_its_words_its_pictures_and_where_its_links_lead() -> None:
    html = '<h2>一</h2><p>见<a href="/a">通知</a></p><table><tr><th>甲</th><td>乙</td></tr></table><p><img src="asset:7" alt="区位图"></p>'
    assert canonical_text(html).split("\n") == ["一", "见通知〔/a〕", "甲 乙", "〔图：区位图〕"]
    assert list_asset_ids(html) == [7]
    assert render_body(html, lambda number: f"/i/{number}.png").count("/i/7.png") == 1


def test_a_text_a_reader_would_stumble_over_is_described() -> None:
    html = '<h3>一</h3><p><img src="asset:3" alt=""><a href="/">点击这里</a></p><table><tr><td>甲</td></tr></table>'
    faults = find_faults(html, frozenset())
    assert [fault.code for fault in faults] == ["no_alt", "lost_image", "heading_jump", "vague_link", "no_header"]
    assert [fault.code for fault in find_faults("", frozenset())] == ["empty"]


@given(st.text(alphabet="甲乙丙1。\n", max_size=40), st.text(alphabet="甲乙丙1。\n", max_size=40))
def test_a_difference_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    runs = difference(before, after)
    assert "".join(run.text for run in runs if run.change is not Change.ADDED) == before
    assert "".join(run.text for run in runs if run.change is not Change.REMOVED) == after
    assert (count_changed(runs) == 0) is (before == after)


SIGNED = Manifest(
    digest_of("甲"),
    digest_of("<p>甲</p>"),
    digest_of("f"),
    "1",
    (SignedAsset(7, "image", 1, "图", "区位图", "", digest_of("png")),),
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text_digest": digest_of("乙"), "html_digest": digest_of("<p>乙</p>")}, "text"),
        ({"html_digest": digest_of("<h2>甲</h2>")}, "markup"),
        ({"fields_digest": digest_of("g")}, "fields"),
        ({"template": "2"}, "template"),
        ({"assets": ()}, "asset_missing"),
        ({"assets": (*SIGNED.assets, replace(SIGNED.assets[0], number=8))}, "asset_added"),
        ({"assets": (replace(SIGNED.assets[0], digest=digest_of("other")),)}, "asset_changed"),
        ({"assets": (replace(SIGNED.assets[0], alt="别的"),)}, "asset_changed"),
    ],
)
def test_any_change_after_the_signature_is_found(change: dict, code: str) -> None:
    found = replace(SIGNED, **change)
    assert [difference.code for difference in compare(SIGNED, found)] == [code]
    assert found.digest != SIGNED.digest


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert read_manifest(SIGNED.as_json()) == SIGNED
    assert compare(SIGNED, SIGNED) == []
