"""Who acts on consultations and reported errors. Roles are granted in `access`; here only which of them an action wants."""

from mingzheng.casework.public import PartyRole, Who
from mingzheng.casework.standard.assignment import OFFICE, OFFICE_HEADS, UNIT

UNIT_ROLES = frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head"})
STARTERS = Who(roles=UNIT_ROLES, of=PartyRole.ORIGIN, title="起草单位")
UNIT_HEADS = Who(posts=frozenset({"section", "deputy", "head"}), of=PartyRole.LEAD, title="起草单位负责人")
KEEPERS = (OFFICE, UNIT)
HEADS = (OFFICE_HEADS, UNIT_HEADS)

__all__ = ["HEADS", "KEEPERS", "OFFICE", "OFFICE_HEADS", "STARTERS", "UNIT", "UNIT_HEADS"]
