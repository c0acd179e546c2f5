"""Make this room's procedure known to the engine, with the facts and effects that go with it."""

from mingzheng.casework.public import register
from mingzheng.domains.publishing.effects import EFFECTS
from mingzheng.domains.publishing.facts import item_facts
from mingzheng.domains.publishing.procedures.publication import PUBLICATION

register(PUBLICATION, facts=item_facts, effects=EFFECTS)
