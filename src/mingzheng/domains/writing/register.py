"""The record books of research 大兴调查研究: themes 专题, topics 课题 under them, results and what became of them."""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.public import Refusal
from mingzheng.domains.writing.models import ResearchTheme, ResearchTopic
from mingzheng.registers.public import BookFigure, Field, Kind, Openness, Register, Reminder, register

CONVERSIONS = (
    ("none", "尚未转化"),
    ("instructed", "领导批示"),
    ("policy", "形成政策文件"),
    ("measure", "转为工作举措"),
)


def judge_topic(values: Mapping[str, Any]) -> list[Refusal]:
    """A result has both a title and a day, and nothing is converted before there is a result."""
    reasons = []
    has_title, has_day = bool(values.get("result_title")), bool(values.get("result_on"))
    if has_title != has_day:
        reasons.append(Refusal("half_result", "成果题目和成果日期须同时填写", "没有形成成果的都不填"))
    if values.get("conversion", "none") != "none" and not has_title:
        reasons.append(Refusal("no_result", "没有成果，不能填写转化情况", "请先填写成果"))
    return reasons


register(
    Register(
        code="research_theme",
        title="调研专题登记",
        model=ResearchTheme,
        group="调研文稿",
        purpose="年度调研方案中的专题；课题在“调研课题登记”中归入专题。",
        title_label="专题名称",
        day_label="立项日期",
        unit_label="牵头单位",
        openness=Openness.OPEN,
        unique=(),
        fields=(
            Field("round_name", "批次", max_length=40, listed=True, filtered=True, counted=True),
            Field("leader", "领题领导", Kind.PERSON, listed=True),
            Field("plan", "调研安排", Kind.LONG_TEXT, max_length=3000, searched=True),
        ),
        figures=(BookFigure("writing.research_themes", "调研专题", "年度调研专题", unit="个", systems=("S32",)),),
    )
)
register(
    Register(
        code="research_topic",
        title="调研课题登记",
        model=ResearchTopic,
        group="调研文稿",
        purpose="专题下的具体课题，登记进度、成果和转化情况。",
        title_label="课题名称",
        day_label="立项日期",
        unit_label="承担单位",
        openness=Openness.OPEN,
        unique=(("theme", "title"),),
        judge=judge_topic,
        fields=(
            Field(
                "theme",
                "所属专题",
                Kind.RECORD,
                required=True,
                of="research_theme",
                listed=True,
                filtered=True,
                counted=True,
            ),
            Field("leader", "课题负责人", Kind.PERSON, listed=True),
            Field("by_district_leader", "区领导领题", Kind.BOOLEAN, filtered=True),
            Field("round_name", "批次", max_length=40, counted=True),
            Field("due_on", "计划完成", Kind.DATE),
            Field("result_title", "成果题目", listed=True, searched=True),
            Field("result_on", "成果日期", Kind.DATE, past=True),
            Field("conversion", "转化情况", Kind.CHOICE, choices=CONVERSIONS, filtered=True, counted=True),
            Field("conversion_note", "转化说明", Kind.LONG_TEXT, max_length=1000),
        ),
        figures=(
            BookFigure("writing.research_topics", "调研课题", "调研专题下的具体课题", unit="个", systems=("S32",)),
            BookFigure(
                "writing.research_results",
                "调研成果",
                "形成成果的课题",
                unit="篇",
                on="result_on",
                where={"result_on__isnull": False},
                systems=("S32",),
            ),
            BookFigure(
                "writing.leader_studies",
                "区领导调研成果",
                "区领导的调研成果",
                unit="篇",
                on="result_on",
                where={"result_on__isnull": False, "by_district_leader": True},
                systems=("S32",),
            ),
        ),
        reminders=(Reminder("due_on", "课题计划完成日期", days=30, where={"result_on__isnull": True}),),
    )
)
