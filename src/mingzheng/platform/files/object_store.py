"""Blobs in an object store that speaks the S3 protocol (MinIO, Ceph, the stores of government clouds), signed by AWS version 4.

Five requests are all a blob store needs, so no client library stands here: docs/decisions/0021-object-store.md. What is
encrypted before it leaves is `storage`; which store an installation has is its settings'.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import parse_qs, quote, urlsplit

from defusedxml import ElementTree

from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.ledger.public import now

requests = lazy_module("requests")

_SECONDS = (5, 60)
_MISSING = 404
_EMPTY = hashlib.sha256(b"").hexdigest()


class StoreUnavailableError(Exception):
    """The object store did not do what it was asked: not reached, refused, or out of order. Nothing is lost by asking again."""

    code = "store_unavailable"


@dataclass(frozen=True, slots=True)
class ObjectPlace:
    """Where the bucket is and who asks: `endpoint` with scheme, `prefix` inside the bucket without slashes at its ends."""

    endpoint: str
    bucket: str
    key: str
    secret: str
    prefix: str = ""
    region: str = "us-east-1"


def read_place(url: str, *, key: str, secret: str) -> ObjectPlace:
    """Read 「s3://bucket/prefix?endpoint=https://…&region=…」. Raises ValueError, saying what is missing."""
    parts = urlsplit(url)
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    endpoint = options.get("endpoint", "").rstrip("/")
    if parts.scheme != "s3" or not parts.netloc or not endpoint.startswith(("https://", "http://")):
        raise ValueError("MINGZHENG_FILES must read s3://bucket/prefix?endpoint=https://host[:port]")
    if not (key and secret):
        raise ValueError("MINGZHENG_FILES_KEY and MINGZHENG_FILES_SECRET must be set")
    return ObjectPlace(endpoint, parts.netloc, key, secret, parts.path.strip("/"), options.get("region", "us-east-1"))


class ObjectStore:
    """Blobs as objects, two letters of the digest to a folder as on the disk."""

    def __init__(self, place: ObjectPlace) -> None:
        """Keep the place; nothing is asked yet."""
        self._place = place

    def put(self, digest: str, data: bytes) -> None:
        """Write the object anew: whole or not at all, and its age starts again."""
        self._ask("PUT", self._name(digest), data=data)

    def open(self, digest: str) -> BinaryIO:
        """Fetch the object; raises FileNotFoundError."""
        answer = self._ask("GET", self._name(digest))
        if answer.status_code == _MISSING:
            raise FileNotFoundError(digest)
        return BytesIO(answer.content)

    def exists(self, digest: str) -> bool:
        """Ask for the object's head."""
        return bool(self._ask("HEAD", self._name(digest)).status_code != _MISSING)

    def remove(self, digest: str) -> None:
        """Remove the object; gone already is as good."""
        self._ask("DELETE", self._name(digest))

    def list_blobs(self) -> Iterator[tuple[str, float]]:
        """Walk the bucket page by page."""
        query = {"list-type": "2", "prefix": f"{self._place.prefix}/" if self._place.prefix else ""}
        while True:
            page = ElementTree.fromstring(self._ask("GET", "", query=query).content)
            for entry in page.iter():
                if entry.tag.endswith("}Contents") or entry.tag == "Contents":
                    found = {child.tag.rpartition("}")[2]: child.text or "" for child in entry}
                    digest = found["Key"].rpartition("/")[2]
                    if len(digest) == len(_EMPTY):
                        yield digest, datetime.fromisoformat(found["LastModified"]).timestamp()
            following = next((e.text for e in page.iter() if e.tag.endswith("NextContinuationToken")), None)
            if not following:
                return
            query = {**query, "continuation-token": following}

    def sweep_drafts(self, *, older_than: float) -> int:
        """Do nothing: an object is written in one request, so a crash leaves no part of one."""
        return 0

    def _name(self, digest: str) -> str:
        return "/".join(part for part in (self._place.prefix, digest[:2], digest) if part)

    def _ask(self, method: str, name: str, *, data: bytes = b"", query: Mapping[str, str] | None = None) -> Any:
        place = self._place
        path = quote(f"/{place.bucket}/{name}")
        address = f"{place.endpoint}{path}" + (f"?{_canonical(query)}" if query else "")
        digest = hashlib.sha256(data).hexdigest() if data else _EMPTY
        headers = {"host": urlsplit(place.endpoint).netloc, "x-amz-content-sha256": digest}
        signed = sign(place, method, path, query or {}, headers, at=now())
        try:
            answer = requests.request(
                method, address, data=data or None, headers=signed, timeout=_SECONDS, allow_redirects=False
            )
        except requests.RequestException as error:
            raise StoreUnavailableError(type(error).__name__) from error
        if not (answer.ok or answer.status_code == _MISSING) or (answer.status_code == _MISSING and method == "PUT"):
            raise StoreUnavailableError(f"{method} answered {answer.status_code}")
        return answer


def sign(
    place: ObjectPlace, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], *, at: datetime
) -> dict[str, str]:
    """Return the headers with date and signature (AWS Signature Version 4); `headers` has the digest of the content."""
    moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    sent = {**{name.lower(): value for name, value in headers.items()}, "x-amz-date": moment}
    names = ";".join(sorted(sent))
    lines = "".join(f"{name}:{sent[name].strip()}\n" for name in sorted(sent))
    request = "\n".join((method, path, _canonical(query), lines, names, sent["x-amz-content-sha256"]))
    scope = f"{moment[:8]}/{place.region}/s3/aws4_request"
    text = "\n".join(("AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(request.encode()).hexdigest()))
    key = f"AWS4{place.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    words = f"AWS4-HMAC-SHA256 Credential={place.key}/{scope},SignedHeaders={names},Signature={signature}"
    return {**sent, "authorization": words}


def _canonical(query: Mapping[str, str]) -> str:
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in sorted(query.items()))
