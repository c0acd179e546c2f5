"""Who acts on reports. Roles are granted in `access`; here only which of them an action wants."""

from mingzheng.casework.public import PartyRole, Who
from mingzheng.casework.standard.assignment import OFFICE

IN_CHARGE = OFFICE
CHECKERS = Who(posts=frozenset({"section", "deputy", "head"}), of=PartyRole.LEAD, title="报告单位核稿人员")
SIGNERS = Who(posts=frozenset({"head", "leader"}), of=PartyRole.LEAD, title="报告单位主要负责人")
SECTION_PEOPLE = Who(
    posts=frozenset({"clerk", "liaison", "section", "deputy", "head"}), of=PartyRole.LEAD, title="供稿科室"
)
EDITORS = Who(posts=frozenset({"clerk", "liaison", "section"}), of=PartyRole.ORIGIN, title="报告单位起草人员")
