"""Make this room's procedure known to the engine, and tell the public pages of every change."""

from mingzheng.casework.public import register
from mingzheng.domains.publishing.changes import on_site_change
from mingzheng.domains.publishing.desk.panels import item_panels
from mingzheng.domains.publishing.effects import EFFECTS
from mingzheng.domains.publishing.facts import item_facts
from mingzheng.domains.publishing.procedures.publication import PUBLICATION
from mingzheng.domains.publishing.services.relating import redraw_library
from mingzheng.domains.publishing.site.announcing import bring_in_line

register(PUBLICATION, facts=item_facts, effects=EFFECTS, panels=(item_panels,), pages={"draft": "publishing:new"})
on_site_change(bring_in_line)
on_site_change(redraw_library)
