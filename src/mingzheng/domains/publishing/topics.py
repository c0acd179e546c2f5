"""Topic columns 专题: one configurable type; each topic is a list of its own fields and what must be among them. Pure data.

Which fields a penalty, a subsidy or an emergency release has is said here once; the form, the page, the export and the
manifest follow. Values are kept in `Item.extra` as text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TopicField:
    """One field of a topic. `kind` is text, long, date, number or units."""

    code: str
    label: str
    kind: str = "text"
    required: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its fields, its legal basis, and the field whose day ends the publication, if one does."""

    code: str
    title: str
    basis: str
    fields: tuple[TopicField, ...]
    ends_with: str = ""


TOPICS: Mapping[str, Topic] = {
    topic.code: topic
    for topic in (
        Topic(
            "penalty",
            "行政处罚",
            "行政处罚法第四十八条；政府信息公开条例第二十条第六项",
            (
                TopicField("decision", "决定书文号", required=True),
                TopicField("party", "当事人（自然人写姓和“某”）", required=True),
                TopicField("act", "违法事实", "long", required=True),
                TopicField("ground", "处罚依据", required=True),
                TopicField("result", "处罚内容", "long", required=True),
                TopicField("decided_on", "决定日期", "date", required=True),
                TopicField("until", "公示期至", "date", required=True, help="期满自动撤回；信用修复的提前撤回"),
                TopicField("objection", "异议和信用修复途径", required=True),
            ),
            ends_with="until",
        ),
        Topic(
            "subsidy",
            "惠民惠农补贴",
            "政府信息公开条例第二十条第十一项、第二十一条",
            (
                TopicField("subsidy", "补贴项目", required=True),
                TopicField("community", "社区（村）", required=True),
                TopicField("year", "年度", "number", required=True),
                TopicField("households", "户数", "number", required=True),
                TopicField("amount", "合计金额（元）", "number", required=True),
                TopicField("posted_from", "张贴日期", "date", help="年底前以社区为单位公布"),
                TopicField("posted_until", "张贴至", "date"),
                TopicField("kept_at", "材料留存处", help="公开期满后居民可查"),
            ),
        ),
        Topic(
            "emergency",
            "应急信息",
            "突发事件应对法；政府信息公开条例第二十条第十二项",
            (
                TopicField("event", "事件", required=True),
                TopicField("level", "等级"),
                TopicField("instruction", "所依据的上级指令", help="公开口径与下达的指令一致"),
                TopicField("co_units", "联合发布单位", "units"),
                TopicField("hotline", "咨询电话", required=True),
            ),
        ),
        Topic(
            "project",
            "规划计划和重大项目",
            "政府信息公开条例第二十条第三项、第十项",
            (
                TopicField("project", "项目名称", required=True),
                TopicField("approval", "批准文号"),
                TopicField("owner", "建设单位", required=True),
                TopicField("stage", "进展", required=True),
                TopicField("investment", "总投资（万元）", "number"),
            ),
        ),
        Topic(
            "employment",
            "就业和技能培训",
            "政府信息公开条例第二十条第十一项",
            (
                TopicField("audience", "对象（如高校毕业生、退役军人）", required=True),
                TopicField("course", "培训课程或者岗位"),
                TopicField("enrol_from", "报名开始", "date"),
                TopicField("enrol_until", "报名截止", "date"),
                TopicField("process", "经办流程", "long", required=True),
                TopicField("complaint", "投诉维权渠道", required=True),
            ),
        ),
        Topic(
            "education",
            "教育",
            "政府信息公开条例第二十条第十一项",
            (
                TopicField("stage", "学段（学前、义务教育、特殊教育、老年教育等）", required=True),
                TopicField("school", "学校或者机构"),
                TopicField("places", "学位（个）", "number"),
                TopicField("procedure", "招生办法或者办理流程", "long"),
                TopicField("telephone", "咨询电话", required=True),
            ),
        ),
        Topic(
            "health",
            "卫生健康",
            "政府信息公开条例第二十条第十一项；医疗卫生机构信息公开管理办法",
            (
                TopicField("institution", "医疗卫生机构", required=True),
                TopicField("entry", "公开目录条目", required=True),
                TopicField("service", "服务内容和时间", "long"),
                TopicField("telephone", "咨询电话", required=True),
            ),
        ),
        Topic(
            "public_body",
            "公共企事业单位",
            "政府信息公开条例第五十五条",
            (
                TopicField("body", "单位名称", required=True),
                TopicField("field", "领域", required=True),
                TopicField("supervisor", "主管部门", required=True),
                TopicField("platform", "公开平台网址"),
            ),
        ),
        Topic(
            "budget",
            "财政预决算",
            "预算法第十四条；政府信息公开条例第二十条第七项",
            (
                TopicField("year", "年度", "number", required=True),
                TopicField("kind", "预算或者决算", required=True),
                TopicField("scope", "政府或者部门", required=True),
                TopicField("approved_on", "批准或者批复日期", "date", required=True, help="批准后20日内公开"),
            ),
        ),
        Topic(
            "enterprise",
            "涉企政策",
            "优化营商环境条例第三十七条、第三十八条",
            (
                TopicField("industry", "行业", required=True),
                TopicField("size", "企业规模"),
                TopicField("stage", "生命周期（开办、经营、注销等）"),
                TopicField("benefit", "优惠内容", "long", required=True),
                TopicField("how", "怎样申请", "long", required=True),
            ),
        ),
        Topic(
            "consultation",
            "意见征集",
            "重大行政决策程序暂行条例第十五条",
            (
                TopicField("opens", "开始日期", "date", required=True),
                TopicField("closes", "截止日期", "date", required=True, help="一般不少于30日"),
                TopicField("means", "提出意见的方式", "long", required=True),
                TopicField("hearing_on", "听证会日期", "date"),
            ),
        ),
    )
}


def topic_of(column_topic: str, item_class: str) -> Topic | None:
    """Return the topic an item belongs to: that of its column, else that of its class."""
    return TOPICS.get(column_topic) or TOPICS.get(item_class)


def find_topic_faults(topic: Topic, values: Mapping[str, str]) -> list[str]:
    """Return what is missing or unreadable among a topic's values."""
    faults = [f"还没有填写“{field.label}”" for field in topic.fields if field.required and not values.get(field.code)]
    for field in topic.fields:
        value = values.get(field.code, "")
        if value and field.kind == "date" and _day(value) is None:
            faults.append(f"“{field.label}”不是日期")
        if value and field.kind == "number" and not value.replace(".", "", 1).isdecimal():
            faults.append(f"“{field.label}”不是数字")
    opens, closes = values.get("opens", ""), values.get("closes", "")
    if opens and closes and closes < opens:
        faults.append("截止日期早于开始日期")
    return faults


def last_day_of(topic: Topic, values: Mapping[str, str]) -> date | None:
    """Return the last day of publication a topic's values set, or None."""
    return _day(values.get(topic.ends_with, "")) if topic.ends_with else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
