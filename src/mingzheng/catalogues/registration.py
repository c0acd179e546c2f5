"""Make the room's procedure known to the engine, with the facts, effects and panels that go with it."""

from mingzheng.casework.public import register
from mingzheng.catalogues.desk.panels import change_panels
from mingzheng.catalogues.effects import EFFECTS
from mingzheng.catalogues.facts import change_facts
from mingzheng.catalogues.procedure import CHANGE

register(
    CHANGE,
    facts=change_facts,
    effects=EFFECTS,
    panels=(change_panels,),
    pages={"propose": "catalogues:index", "resubmit": "catalogues:resubmit"},
)
