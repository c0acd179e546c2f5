"""Profiles of issuers: in which order a report's sections stand, how they are numbered, what stands around the text.

Answers for: reading the data files and finding a profile. Does not belong here: what a section says (`drafting`).
"""

from mingzheng.domains.reports.profiles.loading import get_profile, list_profiles
from mingzheng.domains.reports.profiles.shape import KINDS, REQUIRED_KINDS, Profile, ProfileFaulty, SectionPlan

__all__ = ["KINDS", "REQUIRED_KINDS", "Profile", "ProfileFaulty", "SectionPlan", "get_profile", "list_profiles"]
