"""Make this room's procedures known to the engine, with their facts and effects; and where reports use figures."""

from mingzheng.casework.public import register
from mingzheng.domains.reports.desk.panels import contribution_panels, report_panels
from mingzheng.domains.reports.facts import contribution_facts, report_facts
from mingzheng.domains.reports.procedures import ANNUAL, CONTRIBUTION
from mingzheng.domains.reports.services.effects import EFFECTS
from mingzheng.domains.reports.services.suggestions import suggest_words
from mingzheng.domains.reports.uses import find_uses
from mingzheng.figures.public import register_uses

register_uses(find_uses)
register(ANNUAL, facts=report_facts, effects=EFFECTS, panels=(report_panels,), prefill=suggest_words)
register(CONTRIBUTION, facts=contribution_facts, effects=EFFECTS, panels=(contribution_panels,))
