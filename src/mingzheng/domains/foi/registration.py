"""Make this room's procedures known to the engine, with the facts and effects that go with them."""

from mingzheng.casework.public import register
from mingzheng.domains.foi.citizen.telling import CHANNELS
from mingzheng.domains.foi.contests.effects import CONTEST_EFFECTS, contest_facts
from mingzheng.domains.foi.contests.procedure import CONTEST
from mingzheng.domains.foi.desk.panels import application_panels
from mingzheng.domains.foi.facts import application_facts
from mingzheng.domains.foi.procedure import APPLICATION
from mingzheng.domains.foi.services import EFFECTS
from mingzheng.platform.jobs.public import register_channel

for _channel in CHANNELS:
    register_channel(_channel)
register(
    APPLICATION,
    facts=application_facts,
    effects=EFFECTS,
    panels=(application_panels,),
    pages={"draft_answer": "foi:answer"},
)
register(CONTEST, facts=contest_facts, effects=CONTEST_EFFECTS)
