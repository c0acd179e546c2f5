"""Running of the office 办文办会与以文辅政: documents, meetings, visits, writing, information, decisions (S22 to S38)."""

from mingzheng.figures.declared.wording import counted, growth, listed, ranked, rule

CORRESPONDENCE = (
    counted("correspondence.received", "办理来文", "办理的各级来文（平件）", "件", "S22"),
    counted(
        "correspondence.classified_received",
        "收办按涉密管理文件",
        "收办的涉密及按涉密管理文件份数，只计数",
        "件",
        "S23",
    ),
    counted("correspondence.issued", "制发文件", "本级制发的文件", "件", "S24"),
    counted("correspondence.returned", "退回不规范公文", "按退文制度退回的不规范公文", "件", "S25"),
    counted("correspondence.filed_on_time", "按时备案规范性文件", "在规定时限内报送备案的党委规范性文件", "件", "S27"),
)

MEETINGS = (
    counted("meetings.committee", "党工委会议", "召开的区党工委会议", "次", "S29"),
    counted("meetings.executive", "主任办公会议", "召开的主任办公会议", "次", "S29"),
    listed("meetings.stages", "会务关键环节", "会务工作的关键环节", "个", "S29"),
    listed("meetings.points", "会务工作要点", "会务工作的要点", "个", "S29"),
    counted("meetings.superior_visits", "上级领导考察", "省、市主要领导来区考察", "次", "S30"),
    counted("meetings.merchants_met", "会见客商", "区领导会见客商", "次", "S30"),
    counted("meetings.field_studies", "一线调研", "区主要领导到一线调研", "次", "S30"),
)

WRITING = (
    counted("writing.reports", "起草刊发报告", "起草并刊发的报告", "篇", "S31"),
    counted("writing.papers", "方案和工作汇报", "起草的方案、工作汇报等文稿", "篇", "S31"),
    counted("writing.prized_papers", "获评优秀论文", "获评优秀的论文", "篇", "S31 S32"),
    counted("writing.leader_studies", "区领导调研成果", "区领导的调研成果", "篇", "S32"),
    counted("writing.research_themes", "调研专题", "年度调研专题", "个", "S32"),
    counted("writing.research_topics", "调研课题", "调研专题下的具体课题", "个", "S32"),
    counted("writing.bulletins", "动态简报", "编报的动态简报", "期", "S33"),
    rule("writing.bulletin_rhythm", "动态简报推送频次", "动态简报推送的频次", "次/周", "S33"),
    counted("writing.information_sent", "上报专报信息", "上报省、市的专报信息", "篇", "S34"),
    counted("writing.information_adopted", "采用专报信息", "被省、市采用的专报信息", "篇", "S34"),
    growth(
        "writing.sent_growth",
        "信息上报同比增幅",
        "writing.information_sent",
        "S34",
        counts="上报专报信息比上年同期增减",
    ),
    growth(
        "writing.adopted_growth",
        "信息采用同比增幅",
        "writing.information_adopted",
        "S34",
        counts="采用专报信息比上年同期增减",
    ),
    ranked("writing.committee_rank", "市委办信息采用排名", "市委办专报信息采用情况在各区的名次", "名", "S35"),
    ranked("writing.government_rank", "市府办信息采用排名", "市府办政务信息采用情况在各区的名次", "名", "S35"),
)

DECISIONS = (
    counted("decisions.collective", "集体决策事项", "经集体讨论决定的重大事项", "项", "S36"),
    counted("decisions.opinions", "公众意见", "重大行政决策征集到的公众意见", "条", "S37"),
    counted("decisions.opinions_adopted", "采纳公众意见", "重大行政决策采纳的公众意见", "条", "S37"),
    counted("decisions.legal_advisers", "法律顾问", "聘请的法律顾问", "名", "S38"),
)

OFFICE = (
    counted("office.document_trainings", "办文交流会", "举行的办文经验交流会", "场", "S132"),
    counted("office.openness_trainings", "政务公开培训", "组织的政务信息公开工作培训", "次", "S132"),
    rule("office.information_trainings", "信息培训频次", "信息培训交流会召开的频次", "次/季度", "S132"),
    counted("appraisal.circulars", "通报", "印发的表扬和批评通报", "期", "S127"),
    rule("appraisal.openness_weight", "政务公开考核权重", "政务公开在绩效考核中的分值权重", "%", "S126"),
    counted("returns.findings", "年报核查问题", "年度报告数据和雷同核查发现的问题", "个", "S130"),
)

FIGURES = (*CORRESPONDENCE, *MEETINGS, *WRITING, *DECISIONS, *OFFICE)
