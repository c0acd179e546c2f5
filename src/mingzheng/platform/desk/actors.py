"""Who is at the desk: the actor of a request, gathered once and kept on it. Roles and grants live in `access`."""

from django.http import HttpRequest

from mingzheng.platform.access.public import Actor, actor_for
from mingzheng.platform.ledger.public import today


def actor_of(request: HttpRequest) -> Actor | None:
    """Return the actor of a signed-in request, None for a stranger. The first call gathers, later calls remember."""
    known: Actor | None = getattr(request, "actor", None)
    if known is not None:
        return known
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    actor = actor_for(user, on=today())
    request.actor = actor  # type: ignore[attr-defined]
    return actor
