"""Files in an object store: over real HTTP against a double that checks every signature, encrypted before they leave."""

import hashlib
import io
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from mingzheng.platform.files import public as files
from mingzheng.platform.files.models import Blob, StoredFile
from mingzheng.platform.files.object_store import ObjectPlace, ObjectStore, StoreUnavailableError, read_place, sign
from mingzheng.platform.files.storage import get_store
from mingzheng.platform.ledger.public import now

from .conftest import make_docx

PAGE = 2


class Bucket(BaseHTTPRequestHandler):
    """A bucket as S3 keeps one: objects by name, listed in pages, refused without a right signature."""

    def do_PUT(self):
        data = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self._allowed(data):
            self.server.objects[self._name()] = (data, now())
            self._answer(200)

    def do_GET(self):
        if not self._allowed(b""):
            return
        query = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        if query.get("list-type") == "2":
            self._answer(200, self._listing(query).encode())
        elif self._name() in self.server.objects:
            self._answer(200, self.server.objects[self._name()][0])
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_HEAD(self):
        if self._allowed(b""):
            self._answer(200 if self._name() in self.server.objects else 404)

    def do_DELETE(self):
        if self._allowed(b""):
            self.server.objects.pop(self._name(), None)
            self._answer(204)

    def _name(self):
        return unquote(urlsplit(self.path).path).removeprefix("/office/")

    def _allowed(self, data):
        """Compute the signature from what arrived, as the service does, and refuse any other."""
        sent = {name.lower(): value for name, value in self.headers.items()}
        parts = urlsplit(self.path)
        names = sent["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
        covered = {name: sent[name] for name in names if name != "x-amz-date"}
        at = datetime.strptime(sent["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        right = sign(self.server.place, self.command, parts.path, query, covered, at=at)
        is_right = sent["authorization"] == right["authorization"] and not self.server.broken
        if not is_right or sent["x-amz-content-sha256"] != hashlib.sha256(data).hexdigest():
            self._answer(503 if self.server.broken else 403)
            return False
        return True

    def _listing(self, query):
        names = sorted(name for name in self.server.objects if name.startswith(query["prefix"]))
        first = int(query.get("continuation-token", 0))
        rows = "".join(
            f"<Contents><Key>{name}</Key><LastModified>{self.server.objects[name][1]:%Y-%m-%dT%H:%M:%S.000}Z</LastModified></Contents>"
            for name in names[first : first + PAGE]
        )
        more = f"<NextContinuationToken>{first + PAGE}</NextContinuationToken>" if len(names) > first + PAGE else ""
        return f'<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{rows}{more}</ListBucketResult>'

    def _answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Stay quiet."""


@pytest.fixture
def bucket(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    endpoint = f"http://127.0.0.1:{server.server_port}"
    server.objects, server.broken = {}, False
    server.place = ObjectPlace(endpoint, "office", "our-key", "our-secret", "uploads")
    settings.FILE_STORE_URL = f"s3://office/uploads?endpoint={endpoint}"
    settings.FILE_STORE_KEY, settings.FILE_STORE_SECRET = "our-key", "our-secret"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


AWS = ObjectPlace(
    "https://examplebucket.s3.amazonaws.com", "", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)
EMPTY = hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("path", "query", "more", "signature"),
    [
        ("/test.txt", {}, {"range": "bytes=0-9"}, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        (
            "/",
            {"max-keys": "2", "prefix": "J"},
            {},
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_a_request_is_signed_as_the_published_examples_are(path, query, more, signature):
    headers = {"host": "examplebucket.s3.amazonaws.com", "x-amz-content-sha256": EMPTY, **more}
    signed = sign(AWS, "GET", path, query, headers, at=datetime(2013, 5, 24, tzinfo=UTC))
    assert signed["authorization"].endswith(f"Signature={signature}")


@pytest.mark.django_db
def test_a_store_keeps_opens_lists_and_removes_over_several_pages(bucket):
    store, began = get_store(), now()
    blobs = {hashlib.sha256(data).hexdigest(): data for data in (b"one", b"two", b"three", b"four", b"")}
    for digest, data in blobs.items():
        store.put(digest, data)
        store.put(digest, data)
    listed = dict(store.list_blobs())
    assert listed.keys() == blobs.keys()
    assert all(at >= (began - timedelta(seconds=2)).timestamp() for at in listed.values())
    assert {digest: store.open(digest).read() for digest in blobs} == blobs
    gone = next(iter(blobs))
    store.remove(gone)
    store.remove(gone)
    assert not store.exists(gone)
    with pytest.raises(FileNotFoundError):
        store.open(gone)


@pytest.mark.django_db
def test_an_upload_lies_encrypted_in_the_bucket_and_is_swept_when_nobody_needs_it(bucket, actor):
    data = make_docx("只有本单位能读")
    stored = files.store_upload(io.BytesIO(data), filename="甲.docx", actor=actor, purpose="case_attachment")
    assert files.read_bytes(stored) == data
    ((name, (kept, _)),) = bucket.objects.items()
    assert name == f"uploads/{stored.sha256[:2]}/{stored.sha256}"
    assert kept != data
    assert get_store().is_sealed(stored.sha256)
    swept = files.sweep(at=now() + timedelta(days=30))
    assert (swept["unattached"], bucket.objects) == (1, {}) or swept["blobs"] + swept["bytes"] >= 1


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["broken", "wrong key", "not there"])
def test_a_store_that_does_not_answer_keeps_nothing_and_says_what_to_do(bucket, actor, settings, how):
    bucket.broken = how == "broken"
    if how == "wrong key":
        settings.FILE_STORE_SECRET = "another"
    elif how == "not there":
        settings.FILE_STORE_URL = "s3://office?endpoint=http://127.0.0.1:1"
    with pytest.raises(files.Rejected) as refusal:
        files.store_upload(io.BytesIO(make_docx()), filename="甲.docx", actor=actor, purpose="case_attachment")
    assert refusal.value.code == "store_unavailable"
    assert "请稍后再试" in refusal.value.advice_zh
    assert (StoredFile.objects.count(), Blob.objects.count(), bucket.objects) == (0, 0, {})
    with pytest.raises(StoreUnavailableError):
        get_store().exists("a" * 64)


@pytest.mark.parametrize("url", ["s3://office", "https://office", "s3://?endpoint=https://a", "s3://office?endpoint=a"])
def test_an_address_that_says_too_little_is_refused(url):
    with pytest.raises(ValueError, match="MINGZHENG_FILES"):
        read_place(url, key="a", secret="b")
    assert ObjectStore(read_place("s3://office?endpoint=https://a/", key="a", secret="b")) is not None
