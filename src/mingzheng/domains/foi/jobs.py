"""Thin background jobs of the foi room; what they do lives beside what they do it to."""

from mingzheng.domains.foi.annual.warning_job import warn_of_annual_reports
from mingzheng.domains.foi.citizen.sweeping import sweep_citizens

__all__ = ["sweep_citizens", "warn_of_annual_reports"]
