"""Make this room's procedures known to the engine, with the facts, effects and panels that go with them."""

from mingzheng.casework.public import register
from mingzheng.domains.normative.desk.panels import clean_up_panels, draft_panels
from mingzheng.domains.normative.effects import EFFECTS
from mingzheng.domains.normative.facts import clean_up_facts, draft_facts
from mingzheng.domains.normative.procedures import CLEAN_UP, MAKING

register(MAKING, facts=draft_facts, effects=EFFECTS, panels=(draft_panels,))
register(
    CLEAN_UP,
    facts=clean_up_facts,
    effects=EFFECTS,
    panels=(clean_up_panels,),
    pages={"judge": "normative:judge"},
)
