"""Make this room's procedures known to the engine, with the facts and effects that go with them."""

from mingzheng.casework.public import offer_archive_papers, offer_archive_title, register, wipe_on_destruction
from mingzheng.domains.foi.annual.effects import ANNUAL_EFFECTS
from mingzheng.domains.foi.annual.facts import annual_facts
from mingzheng.domains.foi.annual.procedure import ANNUAL_REPORT
from mingzheng.domains.foi.citizen.telling import CHANNELS
from mingzheng.domains.foi.contests.effects import CONTEST_EFFECTS, contest_facts
from mingzheng.domains.foi.contests.procedure import CONTEST
from mingzheng.domains.foi.corrections.effects import CORRECTION_EFFECTS, wipe_correction
from mingzheng.domains.foi.corrections.procedure import CORRECTION
from mingzheng.domains.foi.desk.panels import application_panels, correction_panels
from mingzheng.domains.foi.facts import application_facts
from mingzheng.domains.foi.office.archiving import (
    archive_papers,
    archive_title,
    correction_papers,
    wipe_application,
    wipe_contest,
)
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
register(CORRECTION, effects=CORRECTION_EFFECTS, panels=(correction_panels,))
for _named in (APPLICATION, CORRECTION):
    offer_archive_title(_named.name, archive_title)
offer_archive_papers(APPLICATION.name, archive_papers)
offer_archive_papers(CORRECTION.name, correction_papers)
wipe_on_destruction(APPLICATION.name, wipe_application)
wipe_on_destruction(CONTEST.name, wipe_contest)
wipe_on_destruction(CORRECTION.name, wipe_correction)
register(ANNUAL_REPORT, facts=annual_facts, effects=ANNUAL_EFFECTS, pages={"send_to_publishing": "foi:annual_send"})
