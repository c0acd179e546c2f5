"""The procedures of the workplan room as declared data: scheme, requirement, item, circular, rectification."""

from mingzheng.domains.workplan.procedures.circular import CIRCULAR
from mingzheng.domains.workplan.procedures.item import ITEM
from mingzheng.domains.workplan.procedures.rectification import RECTIFICATION
from mingzheng.domains.workplan.procedures.requirement import REQUIREMENT
from mingzheng.domains.workplan.procedures.scheme import SCHEME

__all__ = ["CIRCULAR", "ITEM", "RECTIFICATION", "REQUIREMENT", "SCHEME"]
