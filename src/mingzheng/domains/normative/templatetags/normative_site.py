"""How an article and an interpretation are drawn on the public pages and at the desk."""

from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingzheng.domains.normative.addresses import article_address, as_of_article_address
from mingzheng.domains.normative.models import Article, Interpretation

register = template.Library()
PARTS = (
    ("核心概念", "core"),
    ("新旧政策差异", "differences"),
    ("影响范围", "scope"),
    ("执行标准", "standards"),
    ("办事指引", "guide"),
    ("注意事项", "cautions"),
)


@register.simple_tag
def article_text(article: Article, slug: str, *, plain: bool = False, on: date | None = None) -> SafeString:
    """Draw an article: its number (linked to its own address, that of a day if one is named, unless plain), 款 and 项."""
    first, *rest = article.text.split("\n")
    if article.number and not plain:
        place = (article.number, article.suffix)
        url = as_of_article_address(slug, on, *place) if on is not None else article_address(slug, *place)
        head = format_html('<a class="article__number" href="{}"><strong>{}</strong></a>　', url, article.label)
    elif article.number:
        head = format_html("<strong>{}</strong>　", article.label)
    else:
        head = format_html("{}", "")
    more = format_html_join("", "<p>{}</p>", ((line,) for line in rest))
    anchor = f"a{article.number}-{article.suffix}" if article.number else f"p{article.position}"
    return format_html('<div class="article" id="{}"><p>{}{}</p>{}</div>', anchor, head, first, more)


@register.simple_tag
def interpretation(item: Interpretation) -> SafeString:
    """Draw the filled fields of an interpretation."""
    filled = [(label, getattr(item, name)) for label, name in PARTS if getattr(item, name)]
    return format_html_join("", "<h3>{}</h3><p>{}</p>", filled)
