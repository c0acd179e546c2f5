"""Make this room's procedures known to the engine, with the facts and effects that go with them."""

from mingzheng.casework.public import register
from mingzheng.domains.workplan.desk.circulars import circular_panels
from mingzheng.domains.workplan.desk.panels import item_panels, requirement_panels, scheme_panels
from mingzheng.domains.workplan.facts import item_facts, requirement_facts, scheme_facts
from mingzheng.domains.workplan.procedures import CIRCULAR, ITEM, RECTIFICATION, REQUIREMENT, SCHEME
from mingzheng.domains.workplan.services.effects import EFFECTS
from mingzheng.domains.workplan.services.suggestions import suggest_circular, suggest_letter

register(SCHEME, facts=scheme_facts, effects=EFFECTS, panels=(scheme_panels,))
register(REQUIREMENT, facts=requirement_facts, effects=EFFECTS, panels=(requirement_panels,))
register(ITEM, facts=item_facts, effects=EFFECTS, panels=(item_panels,), prefill=suggest_letter)
register(CIRCULAR, effects=EFFECTS, panels=(circular_panels,), prefill=suggest_circular)
register(RECTIFICATION, effects=EFFECTS)
