"""Make this room's procedures known to the engine, with the facts and effects that go with them."""

from mingzheng.casework.public import register
from mingzheng.domains.reports.desk.panels import contribution_panels, report_panels
from mingzheng.domains.reports.facts import contribution_facts, report_facts
from mingzheng.domains.reports.procedures import ANNUAL, CONTRIBUTION
from mingzheng.domains.reports.services.effects import EFFECTS
from mingzheng.domains.reports.services.suggestions import suggest_words

register(ANNUAL, facts=report_facts, effects=EFFECTS, panels=(report_panels,), prefill=suggest_words)
register(CONTRIBUTION, facts=contribution_facts, effects=EFFECTS, panels=(contribution_panels,))
