"""Template tags of the public site: icons from the site's own sprite, links that leave, dates."""

import re
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingzheng.platform.design.public import format_date, format_moment, format_size
from mingzheng.platform.portal.assets import asset_address
from mingzheng.platform.portal.outbound import outbound_address

register = template.Library()
register.filter("day", format_date)
register.filter("moment", format_moment)
register.filter("file_size", format_size)


@register.simple_tag
def site_icon(name: str) -> SafeString:
    """Draw a decorative icon of the sprite."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        asset_address("icons.svg"),
        name,
    )


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of an asset of the site."""
    return asset_address(name)


@register.simple_tag
def outbound(address: str) -> str:
    """Return the address of the notice before leaving for another site."""
    return outbound_address(address)


@register.filter
def dial(number: Any) -> str:
    """Return a telephone number as a tel: address, or nothing when it holds no number."""
    found = re.search(r"\+?\d[\d-]{2,}", str(number))
    return f"tel:{found.group()}" if found else ""
