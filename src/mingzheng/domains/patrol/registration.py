"""Make this room's procedure known to the engine."""

from mingzheng.casework.public import register
from mingzheng.domains.patrol.desk.panels import finding_panels
from mingzheng.domains.patrol.effects import EFFECTS
from mingzheng.domains.patrol.facts import finding_facts
from mingzheng.domains.patrol.procedure import PATROL_FINDING

register(PATROL_FINDING, facts=finding_facts, effects=EFFECTS, panels=(finding_panels,))
