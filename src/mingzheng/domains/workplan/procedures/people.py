"""Who acts in this room's procedures. Roles are granted in `access`; here only which of them an action wants."""

from mingzheng.casework.public import PartyRole, Who
from mingzheng.casework.standard.assignment import DIRECTOR, OFFICE, OFFICE_HEADS, UNIT

LEAD_UNIT_STAFF = Who(
    posts=frozenset({"clerk", "liaison", "section"}), of=PartyRole.LEAD, title="牵头单位工作人员（经单位内部审签）"
)
VERIFIERS = Who(
    roles=frozenset({"verifier", "office_section_head"}), of=PartyRole.ORIGIN, title="核验科室（非本项牵头科室）"
)
UNIT_PEOPLE = UNIT
CLERKS = OFFICE
HEADS = OFFICE_HEADS
OFFICE_DIRECTOR = DIRECTOR
LEADERS = Who(roles=frozenset({"district_leader", "office_director"}), of=PartyRole.ORIGIN, title="批准领导")

__all__ = ["CLERKS", "HEADS", "LEADERS", "LEAD_UNIT_STAFF", "OFFICE_DIRECTOR", "UNIT_PEOPLE", "VERIFIERS"]
