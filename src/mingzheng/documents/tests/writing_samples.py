"""Documents of our own wording that the writing tests share. Tests themselves stand in `test_writing_*`."""

from datetime import date

from mingzheng.documents.writing.official import (
    Attachment,
    Attendance,
    Column,
    Heading,
    Layout,
    Listing,
    OfficialDocument,
    Paragraph,
    Table,
    Urgency,
)

SENTENCE = (
    "为贯彻落实区委、区政府工作部署，进一步压实责任、强化措施，确保全年各项目标任务如期完成，现就有关事项通知如下，"
    "请结合实际认真抓好落实。各责任单位要对照分工方案逐项细化工作措施，明确时间节点和责任人员。"
)

TABLE = Table(
    (Column("序号", 1, "center"), Column("重点任务", 5), Column("牵头单位", 3), Column("完成时限", 2, "center")),
    tuple((str(n), f"完成第{n}标段堤防加固", "区水务局\n区财政局", f"{n}月底前") for n in range(1, 13)),
    caption="重点任务清单",
)

NOTICE = OfficialDocument(
    layout=Layout.FILE,
    title="云山区人民政府办公室关于印发2026年区政府工作报告主要任务分工方案的通知",
    issuers=("云山区人民政府办公室",),
    body=(
        Paragraph(SENTENCE),
        Heading("一、总体要求", 1),
        Paragraph(SENTENCE, lead="（一）压实责任。"),
        Listing(("每月25日前报送进展", "配合单位主动对接")),
        TABLE,
        Heading("二、工作要求", 1),
        Paragraph(SENTENCE),
    ),
    issued_on=date(2026, 2, 5),
    doc_number="云府办〔2026〕3号",
    urgency=Urgency.URGENT,
    recipients="各镇人民政府，各街道办事处，区政府各部门",
    attachments=(Attachment("主要任务分工方案", (Paragraph(SENTENCE),)), Attachment("进展情况报送表")),
    annotation="此件公开发布",
    copies="区委各部门，区人大常委会办公室，区政协办公室",
    printed_by="云山区人民政府办公室",
    printed_on=date(2026, 2, 6),
)

LETTER = OfficialDocument(
    layout=Layout.LETTER,
    title="关于云岭河综合治理工程逾期未报进展情况的督办函",
    issuers=("云山区人民政府办公室",),
    body=(Paragraph(SENTENCE),),
    issued_on=date(2026, 3, 5),
    doc_number="云府办督函〔2026〕12号",
    recipients="区水务局",
    annotation="联系人：李晓云，电话：0000-8123456",
)

REQUEST = OfficialDocument(
    layout=Layout.FILE,
    title="云山区人民政府关于调整云岭河治理工程规模的请示",
    issuers=("云山区人民政府",),
    body=(Paragraph(SENTENCE), Paragraph("妥否，请批示。")),
    issued_on=date(2026, 11, 15),
    doc_number="云府〔2026〕23号",
    signers=("张大山",),
    recipients="市人民政府",
    annotation="联系人：李晓云，电话：0000-8123456",
)

MINUTES = OfficialDocument(
    layout=Layout.MINUTES,
    title="区政府第三次常务会议纪要",
    issuers=("云山区人民政府办公室",),
    body=(Paragraph(SENTENCE),),
    issued_on=date(2026, 3, 1),
    mark="云山区人民政府常务会议纪要",
    doc_number="〔2026〕第3期",
    attendance=(Attendance("出席", "张山、李水"), Attendance("列席", "区财政局主要负责人")),
)

SAMPLES = (NOTICE, LETTER, REQUEST, MINUTES)
