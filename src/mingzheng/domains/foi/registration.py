"""Make this room's procedure known to the engine, with the facts and effects that go with it."""

from mingzheng.casework.public import register
from mingzheng.domains.foi.citizen.telling import CHANNELS
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
