"""Files are served before the application, with the right headers, and no address leads out of their folder."""

import gzip
import os

import pytest

from mingzheng.platform.portal.serving import SiteServer, enlarge

PAGE = (
    '<html lang="zh-Hans"><a href="/x/">甲</a><a data-plain href="/x/">乙</a><a href="https://e.example/">丙</a>'
    '<a href="/desk/">丁</a><form action="/search"></form></html>'
)


@pytest.fixture
def site(tmp_path):
    """Return a folder with a page, its twin, an attachment, a tombstone, a redirect, and something outside it."""
    folder = tmp_path / "site"
    (folder / "a").mkdir(parents=True)
    (folder / "index.html").write_text("home")
    (folder / "a/index.html").write_text(PAGE)
    (folder / "a/index.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (folder / "a/f1.html.bin").write_bytes(b"<script>")
    (folder / "a/f2.svg").write_bytes(b"<svg/>")
    (folder / "gone.html").write_text("gone")
    (folder / "gone.html.status").write_text("410")
    (folder / "moved.html").write_text("moved")
    (folder / "moved.html.status").write_text("301 /a/")
    (folder / "evil.html").write_text("evil")
    (folder / "evil.html.status").write_text("301 //evil.example/")
    (tmp_path / "secret.html").write_text("secret")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    return folder


def ask(folder, path, *, method="GET", counted=None, **headers):
    """Return status, headers and body of one request; "application" when the site did not answer."""
    told = {}

    def start(status, sent, exc_info=None):
        told.update(status=status, headers=dict(sent))

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html"), ("Location", "/next")])
        return [b'application <html lang="zh-Hans"><a href="/y/">']

    count = (lambda where, environ: counted.append(where)) if counted is not None else None
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, **headers}
    body = b"".join(SiteServer(application, folder, count)(environ, start))
    return told["status"], told["headers"], body


def test_a_page_is_served_compressed_with_its_headers_and_counted(site):
    counted = []
    status, headers, body = ask(site, "/a/", counted=counted, HTTP_ACCEPT_ENCODING="br, gzip")
    assert status == "200 OK"
    assert gzip.decompress(body).decode() == PAGE
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "public, no-cache"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert counted == ["/a/"]
    again, _, empty = ask(site, "/a/", HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (again[:3], empty) == ("304", b"")
    assert ask(site, "/a/", method="HEAD")[2] == b""
    assert ask(site, "/a")[1]["Location"] == "/a/"


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/../secret.html",
            "/a/../../secret.html",
            "/%2e%2e/secret.html",
            "/link.html",
            "/a/./index.html",
            "//secret.html",
        ),
        *("/a/index.html.gz", "/gone.html.status", "/.site.lock", "/a\\..\\secret.html", "/a/\x00", "/a/" + "x" * 400),
        *("/desk/", "/search", "/api/v1/"),
    ],
)
def test_no_address_leads_out_of_the_folder_or_to_the_sites_own_notes(site, path):
    assert ask(site, path)[2].startswith(b"application")


def test_a_posted_form_never_meets_a_file(site):
    assert ask(site, "/a/", method="POST")[2].startswith(b"application")


def test_what_was_withdrawn_and_what_moved(site):
    assert ask(site, "/gone.html")[0] == "410 Gone"
    status, headers, _ = ask(site, "/moved.html")
    assert (status[:3], headers["Location"]) == ("301", "/a/")
    assert ask(site, "/evil.html")[0] == "410 Gone", "a redirect to elsewhere is not followed"


def test_what_people_attached_cannot_run_in_the_sites_name(site):
    for path, kind in (("/a/f1.html.bin", "application/octet-stream"), ("/a/f2.svg", "image/svg+xml")):
        headers = ask(site, path)[1]
        assert headers["Content-Type"] == kind
        assert headers["Content-Disposition"] == "attachment"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_elder_mode_is_a_prefix_that_stays(site):
    status, headers, body = ask(site, "/elder/a/")
    text = body.decode()
    assert status == "200 OK"
    assert '<html lang="zh-Hans" class="elder">' in text
    assert '<a href="/elder/x/">甲</a>' in text
    assert '<a data-plain href="/x/">乙</a>' in text
    assert 'href="https://e.example/"' in text
    assert 'href="/desk/"' in text
    assert 'action="/elder/search"' in text
    assert headers["ETag"] != ask(site, "/a/")[1]["ETag"]
    assert ask(site, "/elder/moved.html")[1]["Location"] == "/elder/a/"
    _, headers, body = ask(site, "/elder/search")
    assert b'class="elder"' in body
    assert b'href="/elder/y/"' in body
    assert headers["Location"] == "/elder/next"
    assert enlarge(enlarge(PAGE.encode())) == enlarge(PAGE.encode())


def test_a_page_taken_down_while_it_is_asked_for_is_not_an_error(site):
    os.remove(site / "a/index.html.gz")
    assert ask(site, "/a/", HTTP_ACCEPT_ENCODING="gzip")[2].decode() == PAGE
