"""The door of the room of applications: what the wiring may bind."""

from mingzheng.domains.foi.annual.models import AnnualReport
from mingzheng.domains.foi.annual.ports import Release, bind_publisher
from mingzheng.domains.foi.annual.services import report_cell, save_text, send_to_publishing, start_report, verify_cells
from mingzheng.domains.foi.mirror.services import take_sheet
from mingzheng.domains.foi.ports import Published, bind_publications

__all__ = [
    "AnnualReport",
    "Published",
    "Release",
    "bind_publications",
    "bind_publisher",
    "report_cell",
    "save_text",
    "send_to_publishing",
    "start_report",
    "take_sheet",
    "verify_cells",
]
