"""Who does what in publishing, and fields many acts share. Pure data."""

from mingzheng.casework.public import Field, FieldKind, PartyRole, Who

ORIGIN = PartyRole.ORIGIN
EVERYBODY = frozenset({
    "office_clerk", "office_section_head", "office_director", "unit_liaison", "unit_section_head", "unit_deputy",
    "unit_head", "district_leader",
})  # fmt: skip
WRITERS = Who(
    roles=frozenset({"office_clerk", "office_section_head", "unit_liaison", "unit_section_head"}),
    of=ORIGIN,
    title="信息发布人员",
)
SIGNERS = Who(roles=EVERYBODY, of=ORIGIN, title="审校人员（岗位由栏目配置）")
UPPER = Who(roles=EVERYBODY - {"office_clerk", "unit_liaison"}, of=ORIGIN, title="科室负责人以上（岗位由栏目配置）")
HEADS = Who(
    roles=frozenset({"office_section_head", "office_director", "unit_section_head", "unit_deputy", "unit_head"}),
    of=ORIGIN,
    title="科室负责人以上",
)
LEADERS = Who(
    roles=frozenset({"office_director", "district_leader", "unit_head", "unit_deputy"}), of=ORIGIN, title="带班领导"
)
PUBLICITY = Who(
    roles=frozenset({"office_clerk", "office_section_head", "office_director"}), of=ORIGIN, title="宣传部门"
)
CO_UNITS = Who(
    roles=frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head", *PUBLICITY.roles}),
    of=PartyRole.CO,
    title="联合发布单位",
)
LONG = FieldKind.LONG_TEXT
REASON = Field("reason", "理由", LONG, required=True, max_length=1000, sealed=True)
