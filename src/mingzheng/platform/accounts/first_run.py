"""The one-time token of an empty installation: written to a file only the host's people can read, and checked here."""

import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

from mingzheng.platform.accounts.models import Account
from mingzheng.platform.accounts.services import has_administrators


def token_path() -> Path:
    """Return where the token lies."""
    return Path(settings.VAR_DIR) / "first-run-token"


def ensure_first_run_token() -> Path | None:
    """Write the token, readable by the owner alone, unless it is there or the installation is set up already."""
    if has_administrators():
        return None
    path = token_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(24) + "\n")
    return path


def is_first_run_token(text: str) -> bool:
    """Say whether this is the token of this installation."""
    try:
        known = token_path().read_text("utf-8").strip()
    except OSError:
        return False
    return bool(known) and hmac.compare_digest(known.encode(), text.strip().encode())


def forget_first_run_token() -> None:
    """Remove the token after use."""
    token_path().unlink(missing_ok=True)


def is_untouched() -> bool:
    """Say whether nobody has an account here yet."""
    return not Account.objects.exists()
