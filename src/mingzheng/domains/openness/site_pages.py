"""The two catalogues on the public site: every entry in force, and what was published under it.

Legal basis: 政府信息公开条例 第十九条至第二十一条; 国办发〔2019〕54号.
"""

from collections.abc import Sequence

from mingzheng.catalogues.public import Catalogue, in_force
from mingzheng.domains.openness.catalogue import DISCLOSURE, STANDARD
from mingzheng.domains.openness.selectors import links_by_entry
from mingzheng.domains.openness.services import SECTION
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import SiteSection, StaticPage, register_section, render_page

SHOWN: dict[str, Catalogue] = {catalogue.code: catalogue for catalogue in (DISCLOSURE, STANDARD)}


def _keys(after: str, most: int) -> Sequence[str]:
    return [code for code in sorted(SHOWN) if code > after][:most]


def _render(key: str) -> Sequence[StaticPage]:
    catalogue = SHOWN[key]
    versions = list(
        in_force(catalogue, today()).select_related("entry", "unit").order_by("class_code", "entry__number")
    )
    links, groups = links_by_entry([version.entry_id for version in versions]), dict[str, list[dict[str, object]]]()
    for version in versions:
        words = dict(catalogue.field("timing").choices).get(version.timing, "")
        row = {"version": version, "timing": words, "links": links.get(version.entry_id, [])}
        groups.setdefault(catalogue.class_title(version.class_code), []).append(row)
    path = f"/catalogues/{key}/"
    crumbs = [{"title": "政府信息公开", "url": "/openness/"}, {"title": catalogue.title, "url": ""}]
    context = {"catalogue": catalogue, "groups": list(groups.items()), "count": len(versions), "crumbs": crumbs}
    body = render_page("openness/site/catalogue.html", context, path=path)
    return [StaticPage(path, body, title=catalogue.title, changed_at=now())]


register_section(SiteSection(SECTION, "公开目录", _keys, _render))
