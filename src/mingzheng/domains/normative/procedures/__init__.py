"""The procedures of this room: making a normative document, and a clean-up run. Pure data."""

from mingzheng.domains.normative.procedures.clean_up import CLEAN_UP
from mingzheng.domains.normative.procedures.making import MAKING

__all__ = ["CLEAN_UP", "MAKING"]
