"""Supervision 督查督办, proposals 建议提案 and audits 审计: what S07 to S21 report."""

from mingzheng.figures.declared.wording import counted, percentage, rule, share, total

SUPERVISION = (
    counted(
        "supervision.city_items", "上级督查系统转办事项", "上级网上督查系统转来、由本级办理的督办事项", "项", "S07"
    ),
    counted("supervision.leader_items", "领导批示交办事项", "区领导批示、指示和调研时交办的事项", "项", "S08"),
    counted(
        "supervision.meeting_items",
        "会议决定督办事项",
        "党工委（常委）会议、主任（政府）办公会议决定并督办的事项",
        "项",
        "S09",
    ),
    counted("supervision.letters", "督办函", "下达的督办函", "件", "S10"),
    counted("supervision.orders", "督查通知", "下达的督查通知", "个", "S10"),
    counted("supervision.monthly_reports", "督查月报", "编发的督查月报", "期", "S11"),
    counted("supervision.special_reports", "督查专报", "编发或上报的督查专报、通报", "期", "S11"),
    counted("supervision.site_visits", "实地督查", "开展的实地督查、实地核查", "次", "S12"),
    counted("supervision.checks_planned", "计划督查检查考核事项", "列入年度督查检查考核计划的事项", "项", "S13"),
    counted("supervision.checks_done", "已开展督查检查考核事项", "计划内已开展的督查检查考核事项", "项", "S13"),
    counted("supervision.livelihood_projects", "民生实事项目", "列入市、区民生实事的项目", "个", "S14"),
    counted("supervision.livelihood_done", "已完成民生实事项目", "已完成的民生实事项目", "个", "S14"),
)

PROPOSALS = (
    counted("proposals.city_deputies", "市人大代表建议", "承办的市人大代表建议", "件", "S15"),
    counted("proposals.city_members", "市政协提案建议意见", "承办的市政协委员提案、建议、意见", "件", "S15"),
    counted("proposals.province_deputies", "省人大会议建议（会办）", "会办的省人民代表大会会议建议", "件", "S15"),
    counted("proposals.province_members", "省政协会议提案（会办）", "会办的省政协会议提案", "件", "S15"),
    total(
        "proposals.received",
        "承办建议提案",
        (
            "proposals.city_deputies",
            "proposals.city_members",
            "proposals.province_deputies",
            "proposals.province_members",
        ),
        "件",
        "S15",
        counts="承办和会办的各级人大建议、政协提案",
    ),
    counted("proposals.answered_on_time", "按时答复建议提案", "在规定时限内答复的建议、提案", "件", "S16"),
    counted("proposals.answered", "已答复建议提案", "已答复的省、市人大建议和政协提案", "件", "S16"),
    percentage("proposals.satisfaction", "建议提案主办件满意率", "主办件中代表委员表示满意的比例", "S16"),
    percentage("proposals.answer_rate", "建议提案办复率", "已办复的建议提案占承办的比例", "S16"),
)

AUDITING = (
    rule("auditing.cycle", "内部审计轮次", "一轮内部审计全覆盖的周期", "轮/年", "S17"),
    percentage("auditing.coverage", "内部审计覆盖率", "本轮已审计单位占应审计单位的比例", "S17"),
    counted("auditing.fund_surveys", "专项资金审计调查", "开展的财政专项扶持资金审计调查", "项", "S18"),
    counted("auditing.settlement_audits", "工程结算审计", "开展的工程结算审计项目", "项", "S18"),
    counted("auditing.responsibility_audits", "经济责任审计", "开展的经济责任审计项目", "项", "S18"),
    counted("auditing.finance_audits", "财务收支审计", "开展的财务收支审计项目", "项", "S18"),
    counted("auditing.advice", "审计咨询服务", "提供的审计政策咨询、经验分享等服务", "次", "S19"),
    counted("auditing.superior_projects", "上级审计项目", "上级审计机关对本区开展的审计项目", "个", "S20"),
    counted("auditing.problems", "审计披露问题", "上级审计披露的问题", "个", "S20"),
    counted("auditing.rectified", "已整改审计问题", "已完成整改的审计问题", "个", "S20"),
    counted("auditing.follow_up_reports", "续报整改情况", "向审计机关续报的整改情况", "次", "S20"),
    counted("auditing.earlier_projects", "以前年度审计项目", "跟进落实的以前年度上级审计项目", "个", "S20 S21"),
    counted("auditing.earlier_problems", "以前年度审计问题", "跟进落实的以前年度审计问题", "个", "S20 S21"),
    counted("auditing.looked_back", "审计整改回头看", "现场检查的已整改审计问题", "个", "S21"),
    share(
        "auditing.rectification_rate",
        "审计问题整改率",
        "auditing.rectified",
        "auditing.problems",
        "S20",
        counts="已整改问题占审计披露问题的比例",
    ),
)

FIGURES = (*SUPERVISION, *PROPOSALS, *AUDITING)
