"""Read the list of quantitative statements of four real reports, and say which figure each is a value of.

The list lies outside the repository; only its numbers and our codes stand here.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingzheng.figures.periods import Period

LIST = Path("features") / "number_oracle.md"
YEARS = {"F0": 2022, "F1": 2023, "F2": 2023, "F3": 2022}

CODES = {
    "F0": (
        "proposals.city_deputies proposals.city_members proposals.province_deputies proposals.province_members "
        "proposals.received proposals.answered_on_time proposals.satisfaction supervision.city_items "
        "supervision.leader_items supervision.monthly_reports supervision.special_reports supervision.letters "
        "auditing.cycle auditing.fund_surveys auditing.settlement_audits auditing.responsibility_audits "
        "auditing.finance_audits auditing.advice auditing.superior_projects auditing.problems "
        "auditing.earlier_projects auditing.earlier_problems appraisal.openness_weight publishing.website_items "
        "publishing.page_views publishing.visitors publishing.new_media_items publishing.new_media_reads "
        "publishing.short_videos outreach.learning_platform outreach.learning_platform_videos "
        "services.start_up_matters services.counter_items services.hall_items services.counter_share licences.types "
        "licences.issued licences.linked_items services.items services.licence_items services.public_items "
        "services.themes services.appointments services.terminal_items services.terminal_insurance "
        "services.terminal_police services.terminal_traffic services.cross_items_frequent "
        "services.cross_items_agreed datashare.linked datashare.records licences.shared_types "
        "services.parallel_items services.speed_up services.deferrable_items services.deferrable_share "
        "hotline.enterprise_limit outreach.law_media_reports outreach.law_posts services.self_service_hours "
        "services.smart_hours learning.books"
    ),
    "F1": (
        "correspondence.received correspondence.classified_received office.document_trainings meetings.committee "
        "meetings.executive meetings.stages meetings.points meetings.superior_visits meetings.merchants_met "
        "meetings.field_studies writing.reports writing.papers writing.prized_papers writing.leader_studies "
        "writing.research_themes writing.research_topics writing.bulletins writing.information_sent "
        "writing.information_adopted writing.sent_growth writing.adopted_growth writing.committee_rank "
        "writing.government_rank office.information_trainings supervision.city_items supervision.meeting_items "
        "supervision.leader_items supervision.orders supervision.special_reports proposals.answered "
        "proposals.answer_rate auditing.superior_projects auditing.problems auditing.follow_up_reports "
        "auditing.rectified auditing.looked_back auditing.earlier_projects auditing.earlier_problems "
        "office.openness_trainings appraisal.openness_weight publishing.website_items publishing.normative_items "
        "publishing.report_items publishing.news_items publishing.other_items publishing.page_views "
        "publishing.visitors outreach.media_reports outreach.special_pages publishing.posts publishing.microblogs "
        "publishing.channel_videos publishing.video_plays publishing.interactions publishing.other_media_items "
        "publishing.school_items publishing.hospital_items services.start_up_matters services.counter_items "
        "services.hall_items services.counter_share licences.types licences.issued licences.linked_items "
        "services.items services.online_items services.online_share services.one_visit_items "
        "services.one_visit_share services.themes services.terminal_items services.terminal_insurance "
        "services.terminal_police services.cross_items_agreed governance.fields datashare.resources "
        "governance.videos_catalogued services.self_service_hours services.smart_hours governance.platform_rank "
        "governance.cockpit_batch governance.plan_years writing.bulletin_rhythm"
    ),
    "F2": (
        "learning.sessions learning.publicity decisions.legal_advisers services.power_units services.powers "
        "services.power_licences services.power_penalties services.power_compulsions services.power_levies "
        "services.power_payments services.power_rewards services.power_confirmations services.power_rulings "
        "services.power_inspections services.power_others oversight.matters oversight.implementations "
        "oversight.matters_active oversight.matters_idle oversight.coverage services.portal_items "
        "services.apply_online_rate licences.types_reviewed licences.seal_coverage licences.code_items_planned "
        "services.simple_lists services.simple_items services.simple_fields services.simple_business_measures "
        "services.simple_approval_items services.sunk_medical services.sunk_insurance services.agency_cases "
        "services.free_seals services.seal_savings services.incentive_cases services.incentive_amount "
        "governance.videos_pushed services.stationed_district_items services.terminal_items services.terminal_cases "
        "services.terminal_persons services.cross_city_units services.cross_city_items services.proxy_items "
        "services.proxy_cases hotline.orders hotline.reviewed_satisfaction ratings.received ratings.active_rate "
        "publishing.self_checks services.self_service_hours services.levels services.hall_levels "
        "learning.constitution_day"
    ),
    "F3": (
        "proposals.city_deputies proposals.city_members publishing.website_items dialogue.messages dialogue.answered "
        "dialogue.answer_rate learning.exam_participation services.batch_one services.batch_two "
        "services.themes_planned services.cross_city_items services.terminals services.terminal_volume "
        "hotline.accepted hotline.closed hotline.closing_rate hotline.satisfaction datashare.pilot_towns "
        "datashare.pilot_departments datashare.pilot_units ratings.levels governance.quality_rhythm "
        "services.partner_places"
    ),
}


@dataclass(frozen=True)
class Statement:
    """One row of the list: the value, unit and qualifier as printed there, with the figure it is a value of."""

    id: str
    value: str
    unit: str
    qualifier: str
    counts: str
    when: str
    quote: str
    code: str

    @property
    def year(self) -> int:
        """Return the year of the report."""
        return YEARS[self.id[:2]]


def read_statements(shared_dir: Path) -> list[Statement]:
    """Return the statements of the four reports."""
    text = (shared_dir / LIST).read_text("utf-8").partition("## 3.2")[0]
    found = []
    for line in text.splitlines():
        if re.match(r"\| F[0-3]-\d+ \|", line):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            place = int(cells[0][3:]) - 1
            found.append(Statement(*cells[:7], code=CODES[cells[0][:2]].split()[place]))
    return found


def period_of(statement: Statement) -> Period:
    """Return the period in which a statement is reported: months and days where they are told, else the year."""
    year, when = statement.year, statement.when
    if "standing" in when:
        return Period.standing()
    if "上半年" in when:
        return Period.between(date(year, 1, 1), date(year, 6, 30))
    if months := re.search(r"1-(\d+)月", when):
        return Period.between(date(year, 1, 1), Period.month(year, int(months[1])).last)
    if until := re.search(r"截至(?:\d{4}年)?(\d+)月", when):
        return Period.as_of(Period.month(year, int(until[1])).last)
    return Period.year(year)
