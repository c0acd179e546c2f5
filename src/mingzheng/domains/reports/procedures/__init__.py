"""The procedures of the reports room: the yearly report, and a section's contribution to it. Pure data."""

from mingzheng.domains.reports.procedures.annual import ANNUAL
from mingzheng.domains.reports.procedures.contribution import CONTRIBUTION

__all__ = ["ANNUAL", "CONTRIBUTION"]
