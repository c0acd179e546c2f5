"""实施后跟踪评估: reactions to a policy, assessments and misunderstandings, with the interpretation that followed (S66)."""

from mingzheng.domains.normative.assessments import PolicyAssessment
from mingzheng.registers.public import BookFigure, Field, Kind, Register, register

SOURCES = (
    ("hotline", "热线"),
    ("message", "留言、信件"),
    ("media", "媒体、网络"),
    ("visit", "走访、座谈"),
    ("assessment", "定期评估"),
)

ASSESSMENTS = register(
    Register(
        code="policy_assessment",
        title="政策实施跟踪评估",
        model=PolicyAssessment,
        group="政务公开",
        purpose="重要政策实施后收集反应、定期评估，记下群众误解之处和后续解读。",
        basis="政策解读工作要求：谁起草、谁解读，必要时分段、多次、持续解读",
        title_label="政策名称",
        day_label="收集或评估日期",
        unit_label="起草单位",
        fields=(
            Field("case", "制定件编号", Kind.CASE, help="本系统制定的规范性文件，填制定件编号。"),
            Field(
                "source", "来源", Kind.CHOICE, choices=SOURCES, required=True, listed=True, filtered=True, counted=True
            ),
            Field("findings", "反应或评估结论", Kind.LONG_TEXT, required=True, max_length=2000, searched=True),
            Field("misunderstanding", "误解之处", Kind.LONG_TEXT, max_length=1000),
            Field("follow_up", "后续解读网址", Kind.LINK, listed=True),
        ),
        figures=(
            BookFigure(
                "normative.assessments",
                "政策实施跟踪评估次数",
                "当年登记的政策反应收集和评估",
                unit="次",
                systems=("S66",),
            ),
        ),
    )
)
