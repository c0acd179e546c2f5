"""Make this room's procedures known to the engine, with the facts, effects and panels that go with them."""

from mingzheng.casework.public import register
from mingzheng.domains.participation.desk.panels import consultation_panels, error_panels
from mingzheng.domains.participation.effects import EFFECTS
from mingzheng.domains.participation.facts import consultation_facts
from mingzheng.domains.participation.procedures import CONSULTATION, SITE_ERROR

register(
    CONSULTATION,
    facts=consultation_facts,
    effects=EFFECTS,
    panels=(consultation_panels,),
    pages={"merge": "participation:merge"},
)
register(SITE_ERROR, panels=(error_panels,))
