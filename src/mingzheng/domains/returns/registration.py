"""Make the procedures of this room known to the engine, with facts, effects, panels and pages; and which forms ask for a figure."""

from mingzheng.casework.public import register
from mingzheng.domains.returns.desk.panels import form_panels, return_panels
from mingzheng.domains.returns.facts import form_facts, return_facts
from mingzheng.domains.returns.procedures import FIGURE_FORM, FIGURE_RETURN
from mingzheng.domains.returns.services import asking_orders, laying_out, reporting
from mingzheng.domains.returns.uses import find_uses, offer_quick
from mingzheng.figures.public import register_links, register_uses

register_uses(find_uses)
register_links(offer_quick)
register(
    FIGURE_FORM,
    facts=form_facts,
    effects={
        "returns.lay_out_form": laying_out.lay_out_form,
        "returns.start_asking": asking_orders.start_asking,
        "returns.add_units": asking_orders.add_units,
    },
    panels=(form_panels,),
    pages={"draw_up": "returns:new_form", "revise": "returns:revise"},
)
register(
    FIGURE_RETURN,
    facts=return_facts,
    effects={
        "returns.lay_out_return": laying_out.lay_out_return,
        "returns.take_values": reporting.take_values,
        "returns.report_values": reporting.report_values,
        "returns.verify_values": reporting.verify_values,
        "returns.note_problems": reporting.note_problems,
        "returns.lock_values": reporting.lock_values,
        "returns.unlock_values": reporting.unlock_values,
    },
    panels=(return_panels,),
    pages={"fill_in": "returns:fill", "send_back": "returns:send_back"},
)
