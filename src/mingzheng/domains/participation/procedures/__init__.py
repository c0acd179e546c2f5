"""The procedures of this room: public consultations, and errors readers report. Pure data."""

from mingzheng.domains.participation.procedures.consultation import CONSULTATION
from mingzheng.domains.participation.procedures.site_error import SITE_ERROR

__all__ = ["CONSULTATION", "SITE_ERROR"]
