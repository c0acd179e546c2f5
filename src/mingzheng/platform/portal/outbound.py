"""Links that leave the site: the reader is told before. The address is signed, so that nobody can use us as a springboard.

Legal basis: 政府网站发展指引（国办发〔2017〕47号）, links to other sites are announced.
"""

from urllib.parse import urlencode, urlsplit

from django.core.signing import BadSignature, Signer

SIGNER_SALT = "mingzheng.portal.outbound"
LONGEST = 2000


def is_outside(address: str) -> bool:
    """Tell whether an address is one of another site, in a form we would send a reader to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and "@" not in parts.netloc


def outbound_address(address: str) -> str:
    """Return the address of the notice before leaving for another site; nothing for one we would not send to."""
    if not is_outside(address) or len(address) > LONGEST:
        return ""
    signature = Signer(salt=SIGNER_SALT).signature(address)
    return "/leaving?" + urlencode({"to": address, "s": signature})


def read_outbound(address: str, signature: str) -> str:
    """Return the outside address when this site signed it, otherwise nothing."""
    try:
        Signer(salt=SIGNER_SALT).unsign(f"{address}:{signature}")
    except BadSignature:
        return ""
    return address if is_outside(address) else ""
