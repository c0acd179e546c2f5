"""The buttons 核校 beside a draft and beside a stored file; what they offer is `check_offers`."""

from typing import Any
from urllib.parse import urlencode

from django import template

from mingzheng.platform.desk.actors import actor_of
from mingzheng.platform.desk.check_offers import FIELDS, PASS, find_offer_for, name_draft_fields, sign_file

register = template.Library()


@register.inclusion_tag("desk/check_button.html", takes_context=True)
def check_draft(context: template.Context, fields: str = "") -> dict[str, Any]:
    """Draw the button that sends what is being typed in this form, as it stands, to be checked; the form stays as it is."""
    wanted = fields or name_draft_fields(context.get("form"))
    offer = find_offer_for(actor_of(context["request"])) if wanted else None
    if offer is None:
        return {}
    title = urlencode({"title": str(context.get("page_title", ""))[:100]})
    return {"label": offer[0], "url": f"{offer[1]}?{title}", "name": FIELDS, "value": wanted}


@register.inclusion_tag("desk/check_button.html", takes_context=True)
def check_file(context: template.Context, file_id: int, name: str = "", inside: bool = False) -> dict[str, Any]:
    """Draw the button that sends a stored file to be checked; `inside` a form it borrows that form."""
    actor = actor_of(context["request"])
    offer = find_offer_for(actor)
    if offer is None or actor is None:
        return {}
    drawn = {"label": offer[0], "url": offer[1], "name": PASS, "value": sign_file(actor, file_id), "about": name}
    return {**drawn, "is_small": True, "needs_form": not inside, "csrf_token": context.get("csrf_token")}
