"""The procedures of this room: a form 填报表, and each unit's return of it 填报."""

from mingzheng.domains.returns.procedures.form import FIGURE_FORM
from mingzheng.domains.returns.procedures.unit_return import FIGURE_RETURN

__all__ = ["FIGURE_FORM", "FIGURE_RETURN"]
