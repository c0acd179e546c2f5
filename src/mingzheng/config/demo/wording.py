"""What the people of the demo write: measures, progress, results, reasons and letters, with facts that differ by row."""

import random
from datetime import date

from mingzheng.casework.public import Case

MEASURES = (
    "由{section}牵头，{a}月底前完成摸底并列出问题清单，逐项明确整改人和完成时间；每月核对一次进度，重点事项提交局务会研究。",
    "成立3人工作小组，先选{n}个事项试行，再全面铺开；与配合单位建立周联络，数据口径以本单位台账为准。",
    "梳理现有材料{n}份，统一格式后分两批发布；指定专人校核，发布前经分管负责人审定。",
    "修订内部流程，明确起草、审核、发布三个环节的责任人；安排{n}名工作人员参加培训，完成后报区党政办备案。",
    "对照方案逐条分解为{n}项具体工作，落实到科室和个人，按月在单位内部通报。",
)
PROGRESS = (
    "已完成摸底，共梳理事项{n}项，其中{m}项已更新，剩余{k}项正在与有关单位核对。",
    "召开专题会1次，明确{n}条措施；已公布{m}条信息，收到咨询{k}件，均已答复。",
    "完成阶段任务{m}项，占全部{n}项的{p}%；存在的主要问题是部分数据口径不一致，正在协调。",
    "线上专栏已上线，累计发布{n}条，访问{v}人次；下一步补充图解{k}篇。",
    "走访企业和群众{n}户，收集意见{m}条，已采纳{k}条并更新办事指南。",
    "会同配合单位开展联合检查{k}次，发现问题{n}个，已整改{m}个。",
)
RESULTS = (
    "{n}项任务已全部完成，有关内容已在区门户网站公布，链接和截图附后；群众咨询由本单位{section}负责答复。",
    "已按方案要求办结：制度印发、清单公布、人员培训{k}场全部完成，抽查{n}件未发现差错。",
    "任务完成。累计公布信息{n}条，较上年增加{p}%；转入日常更新，由{section}每月核对。",
)
OPINIONS = (
    "经查看佐证材料并抽查网站栏目，情况属实，同意通过。",
    "材料齐全，数据与公布内容一致，同意通过核验。",
    "现场抽查{k}处，均已落实，同意通过。",
)
SENT_BACK = (
    "佐证材料只有截图，缺少制度文件和发布链接，请补充后再报。",
    "办理结果中的数量与公布页面不一致，请核对。",
    "尚有{k}个事项未公布，暂不符合销号条件，请继续办理。",
)
DELAYS = ("配合单位数据尚未返回", "系统改造招标流标，重新采购", "经办人岗位调整，工作交接耽误", "汛期抽调人员较多")
COORDINATION = ("请区政数局协助开通数据接口", "请明确与配合单位的数据口径", "")
NOT_INVOLVED = (
    "本单位不承担该项职能，三定规定中无相应职责，亦无对外服务窗口。",
    "本单位在门户网站未设该类栏目，相关信息由市级主管部门统一发布。",
    "今年没有制定或修订此类文件的计划。",
)
RETURN_REASONS = (
    ("该事项的许可和数据均在其他部门，本单位仅提供协助。", "本单位三定规定第三条，权责清单无此事项"),
    ("机构改革后该职能已经划出，不宜继续由本单位牵头。", "职能划转交接清单第二项"),
)
EXTENSION_REASONS = (
    "项目招标时间较长，预计次月中旬完成验收。",
    "涉及{n}个社区的现场核查尚未结束，为保证质量申请延期。",
    "系统对接需要上级平台配合，已书面提请，等待开通。",
)
URGINGS = (
    "请抓紧填报，逾期将发提醒函。",
    "该事项已到期，请于三日内报送办理情况。",
    "请说明未按期完成的原因和预计完成时间。",
)
LETTER = (
    "贵单位承办的“{title}”完成时限为{due}，至今未报办结。请于{reply}前书面说明原因、下一步措施和完成时间，并抓紧办理。"
)
SUPERVISION = (
    "“{title}”逾期后经催办、提醒仍未办结。请贵单位主要负责人牵头研究，{reply}前报送整改方案；未落实的将在全区通报。"
)
REPLIES = (
    "来函收悉。滞后原因是{why}。我单位已明确专人负责，预计{day}前完成并报送办结材料。",
    "已召开专题会研究，主要负责人每周调度一次，{day}前完成。",
)
SUMMARIES = (
    "各责任单位均已报送并经核验，本项要求涉及的{n}项工作全部完成，未发现遗留问题。",
    "汇总各单位情况：已完成{n}项，不涉及的单位已说明理由，后续由牵头单位负责日常维护。",
)


def write(rng: random.Random, texts: tuple[str, ...], **facts: object) -> str:
    """Return one of the texts with its facts: numbers that fit together, and those given."""
    total = rng.randrange(12, 48)
    done = rng.randrange(total // 2, total)
    numbers = {"n": total, "m": done, "k": total - done, "p": round(done * 100 / total), "v": rng.randrange(800, 9000)}
    return rng.choice(texts).format(**{"section": "综合科", "a": rng.randrange(4, 7), **numbers, **facts})


def day_in_text(day: date | None) -> str:
    """Return a day as letters write it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "方案所定时间"


def short_title(case: Case) -> str:
    """Return a row's title without its number."""
    return case.title.partition(".")[2] or case.title
