"""An identity platform run locally: discovery, keys, authorisation with PKCE, tokens. Speaks the protocol over real HTTP."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

from joserfc import jwk, jwt

from mingzheng.platform.ledger.public import now

CLIENT, SECRET = "mingzheng", "local-secret"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@dataclass
class Provider:
    """The platform. `claims` and `signing_key` may be bent by a test."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: jwk.RSAKey.generate_key(2048, {"kid": "one"}))
    signing_key: Any = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def __enter__(self) -> "Provider":
        self.server = make_server("127.0.0.1", 0, self.answer, handler_class=_Quiet)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/authorize":
            return self.authorize(parse_qs(environ["QUERY_STRING"]), start)
        size = int(environ.get("CONTENT_LENGTH") or 0)
        given = parse_qs(environ["wsgi.input"].read(size).decode())
        pages = {"/.well-known/openid-configuration": self.discovery, "/jwks": self.keys}
        body = pages[path]() if path in pages else self.token(given, environ.get("HTTP_AUTHORIZATION", ""))
        start("200 OK" if body else "400 Bad Request", [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    def discovery(self) -> dict[str, str]:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        return {"issuer": self.address} | {name: f"{self.address}/{page}" for name, page in names.items()}

    def keys(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def authorize(self, asked: dict[str, list[str]], start: Any) -> Iterable[bytes]:
        code = secrets.token_urlsafe(8)
        self.codes[code] = {name: values[0] for name, values in asked.items()}
        back = f"{asked['redirect_uri'][0]}?{urlencode({'code': code, 'state': asked['state'][0]})}"
        start("302 Found", [("Location", back)])
        return [b""]

    def token(self, given: dict[str, list[str]], credentials: str) -> dict[str, Any]:
        asked = self.codes.pop(given.get("code", [""])[0], None)
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or credentials != expected:
            return {}
        digest = hashlib.sha256(given["code_verifier"][0].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return {}
        at = int(now().timestamp())
        claims = {"iss": self.address, "aud": CLIENT, "sub": "person-1", "iat": at, "exp": at + 300}
        claims |= {"nonce": asked["nonce"]} | self.claims
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.signing_key or self.key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}
