"""Who acts in this room's procedures. Roles are granted in `access`; here only which of them an action wants."""

from mingzheng.casework.public import PartyRole, Who
from mingzheng.casework.standard.assignment import DIRECTOR, OFFICE, OFFICE_HEADS, UNIT

VERIFIERS = Who(
    roles=frozenset({"verifier", "office_section_head"}), of=PartyRole.ORIGIN, title="核验科室（非本项牵头科室）"
)
UNIT_PEOPLE = UNIT
CLERKS = OFFICE
HEADS = OFFICE_HEADS
OFFICE_DIRECTOR = DIRECTOR
LEADERS = Who(roles=frozenset({"district_leader", "office_director"}), of=PartyRole.ORIGIN, title="批准领导")

__all__ = ["CLERKS", "HEADS", "LEADERS", "OFFICE_DIRECTOR", "UNIT_PEOPLE", "VERIFIERS"]
