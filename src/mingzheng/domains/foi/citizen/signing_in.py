"""Sign-in of citizens at the district's identity platform (OpenID Connect), where one is configured [CFG].

The code flow with PKCE, state and nonce; the token is checked by its issuer's keys. Nothing of the person is stored: his
browser keeps it encrypted for two hours, an application keeps a keyed digest of who he is. Without it everybody may apply
all the same. Legal basis: 政府信息公开条例第二十九条 (identity is asked for; how it is proved is not prescribed).
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mingzheng.domains.foi.citizen.sealing import SealBrokenError, seal_values, unseal_values
from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.ledger.public import now
from mingzheng.platform.parameters.public import get_value

requests = lazy_module("requests")
oauth = lazy_module("authlib.integrations.requests_client")
jwt = lazy_module("joserfc.jwt")
jwk = lazy_module("joserfc.jwk")
errors = lazy_module("joserfc.errors")

PERSON, BEGUN = "apply_person", "apply_sign_in"
PERSON_SECONDS, BEGUN_SECONDS = 2 * 3600, 600
TIMEOUT = 8
LEEWAY = 60
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]


class SignInRefused(Exception):
    """The sign-in did not come about. `code` is stable; no word of the token is in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the platform vouches for. `key` tells him from others without saying who he is."""

    key: str
    applicant: str
    identity: str
    mobile: str


def is_switched_on() -> bool:
    """Say whether an identity platform is configured."""
    return bool(get_value("foi.oidc_issuer") and get_value("foi.oidc_client"))


def begin(redirect_uri: str) -> tuple[str, str]:
    """Return the platform's address to send the citizen to, and what his browser keeps meanwhile. Raises SignInRefused."""
    told = _metadata()
    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    address, state = _session(redirect_uri).create_authorization_url(
        told["authorization_endpoint"], code_verifier=verifier, nonce=nonce
    )
    kept = {"state": state, "nonce": nonce, "verifier": verifier, "until": _until(BEGUN_SECONDS)}
    return address, _close(kept, purpose=BEGUN)


def finish(cookie: str, given: Mapping[str, str], redirect_uri: str) -> Person:
    """Return whom the platform vouches for when the citizen comes back. Raises SignInRefused."""
    kept = _open(cookie, purpose=BEGUN)
    if kept is None or not hmac.compare_digest(str(given.get("state", "")), str(kept["state"])):
        raise SignInRefused("state")
    if not given.get("code"):
        raise SignInRefused("denied")
    told = _metadata()
    try:
        token = _session(redirect_uri).fetch_token(
            told["token_endpoint"],
            grant_type="authorization_code",
            code=given["code"],
            code_verifier=kept["verifier"],
            timeout=TIMEOUT,
        )
        keys = jwk.KeySet.import_key_set(_fetch(told["jwks_uri"]))
        claims = jwt.decode(str(token["id_token"]), keys, algorithms=ALGORITHMS).claims
        _registry(str(kept["nonce"])).validate(claims)
    except SignInRefused:
        raise
    except Exception as error:  # whatever is wrong with a token, the citizen reads one sentence and may go on without
        raise SignInRefused("token") from error
    return _person(claims)


def close_person(person: Person) -> str:
    """Return what the citizen's browser keeps of him, encrypted."""
    kept = {"key": person.key, "applicant": person.applicant, "identity": person.identity, "mobile": person.mobile}
    return _close(kept | {"until": _until(PERSON_SECONDS)}, purpose=PERSON)


def person_of_request(request: HttpRequest) -> Person | None:
    """Return who signed in with this browser, while sign-in is switched on and his time is not over."""
    cookie = request.COOKIES.get(PERSON, "")
    kept = _open(cookie, purpose=PERSON) if cookie and is_switched_on() else None
    return Person(kept["key"], kept["applicant"], kept["identity"], kept["mobile"]) if kept else None


def subject_of_request(request: HttpRequest) -> str:
    """Return the key of who signed in, "" for nobody."""
    person = person_of_request(request)
    return person.key if person else ""


def values_of(person: Person | None) -> dict[str, Any]:
    """Return what a new draft begins with."""
    if person is None:
        return {}
    known = {"applicant": person.applicant, "identity": person.identity, "phone": person.mobile}
    return {code: value for code, value in known.items() if value}


def is_vouched(person: Person | None, values: Mapping[str, Any]) -> bool:
    """Say whether the platform vouches for the applicant as typed: then no picture of a document is needed."""
    if person is None or not person.identity:
        return False
    return (values.get("applicant"), values.get("identity")) == (person.applicant, person.identity)


def _person(claims: Mapping[str, Any]) -> Person:
    names = get_value("foi.oidc_claims")
    who = f"{claims['iss']}|{claims['sub']}"
    key = hmac.new(settings.SECRET_KEY.encode(), f"foi person:{who}".encode(), hashlib.sha256).hexdigest()
    given = {name: str(claims.get(names.get(name, ""), ""))[:100] for name in ("applicant", "identity", "mobile")}
    return Person(key, given["applicant"], given["identity"].upper(), given["mobile"])


def _registry(nonce: str) -> Any:
    return jwt.JWTClaimsRegistry(
        now=lambda: int(now().timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": get_value("foi.oidc_issuer")},
        aud={"essential": True, "value": get_value("foi.oidc_client")},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
    )


def _session(redirect_uri: str) -> Any:
    secret = settings.OIDC_CLIENT_SECRET
    return oauth.OAuth2Session(
        client_id=get_value("foi.oidc_client"),
        client_secret=secret or None,
        token_endpoint_auth_method="client_secret_basic" if secret else "none",
        scope="openid profile",
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
    )


def _metadata() -> dict[str, Any]:
    issuer = str(get_value("foi.oidc_issuer"))
    if not is_switched_on():
        raise SignInRefused("off")
    told = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != issuer:
        raise SignInRefused("issuer")
    return told


def _fetch(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
    except Exception as error:
        raise SignInRefused("unreachable") from error
    return found


def _until(seconds: int) -> int:
    return int(now().timestamp()) + seconds


def _close(values: dict[str, Any], *, purpose: str) -> str:
    return base64.urlsafe_b64encode(seal_values(values, purpose=purpose, place=purpose)).decode()


def _open(cookie: str, *, purpose: str) -> dict[str, Any] | None:
    try:
        values = unseal_values(base64.urlsafe_b64decode(cookie.encode()), purpose=purpose, place=purpose)
    except (SealBrokenError, ValueError):
        return None
    return values if values.get("until", 0) > now().timestamp() else None
