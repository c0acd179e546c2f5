"""Who acts on drafts. Roles are granted in `access`; here only which of them an action wants."""

from mingzheng.casework.public import PartyRole, Who
from mingzheng.casework.standard.assignment import OFFICE, OFFICE_HEADS, UNIT

UNIT_ROLES = frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head"})
IN_CHARGE = OFFICE
IN_CHARGE_HEADS = OFFICE_HEADS
STARTERS = Who(roles=UNIT_ROLES, of=PartyRole.ORIGIN, title="起草单位")
DRAFTERS = UNIT
OWN_REVIEWERS = Who(posts=frozenset({"section", "deputy", "head"}), of=PartyRole.LEAD, title="起草单位审核人员")
LEGAL = Who(roles=UNIT_ROLES, of=PartyRole.GUIDE, title="合法性审核机构")
UNIT_SIGNERS = Who(posts=frozenset({"head", "leader"}), of=PartyRole.LEAD, title="起草单位主要负责人")
OFFICE_SIGNERS = Who(roles=frozenset({"office_director"}), of=PartyRole.ORIGIN, title="本级政府（办公室）签发人")
