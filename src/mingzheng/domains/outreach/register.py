"""The record books of media coverage 宣传报道 and experience notes 经验总结."""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.public import Refusal
from mingzheng.domains.outreach.models import ExperienceNote, MediaArticle
from mingzheng.registers.public import (
    BookFigure,
    Field,
    Kind,
    Openness,
    Register,
    class_field,
    register,
)

MEDIA, PLATFORM, POSTS = "media", "learning_platform", "posts"
VIDEO, PAGE = "video", "special_page"
LAW = "law"
LEVELS = (("central", "中央"), ("province", "省"), ("city", "市"), ("district", "区"))
CHANNELS = ((MEDIA, "主流媒体"), (PLATFORM, "学习强国"), (POSTS, "政务新媒体"), ("other", "其他"))
FORMS = (("article", "稿件"), (VIDEO, "视频"), (PAGE, "专题专版"))
THEMES = (
    (LAW, "法治"),
    ("open", "政务公开"),
    ("service", "政务服务"),
    ("economy", "经济发展"),
    ("livelihood", "民生"),
    ("safety", "平安建设"),
    ("culture", "文化旅游"),
    ("other", "其他"),
)
OUTCOMES = (("pending", "待定"), ("adopted", "采用"), ("declined", "未采用"))


def judge_note(values: Mapping[str, Any]) -> list[Refusal]:
    """What was decided has its day."""
    if values["outcome"] != "pending" and not values.get("decided_on"):
        return [Refusal("no_day", "已有结果的须填写结果日期", "请填写采用或退稿的日期")]
    return []


def _articles(code: str, title: str, counts: str, unit: str = "篇", **where: Any) -> BookFigure:
    return BookFigure(f"outreach.{code}", title, counts, unit=unit, where=where, systems=("S59",))


register(
    Register(
        code="media_article",
        title="宣传报道登记",
        model=MediaArticle,
        group="宣传",
        purpose="每篇稿件登记一次；同一篇可标几个主题，合计只算一篇。",
        title_label="稿件标题",
        day_label="刊发日期",
        unit_label="供稿单位",
        openness=Openness.OPEN,
        unique=(("link",),),
        fields=(
            Field("outlet", "刊发媒体", required=True, max_length=80, listed=True, filtered=True, searched=True),
            class_field("level", "级别", LEVELS),
            Field("channel", "渠道", Kind.CHOICE, required=True, choices=CHANNELS, filtered=True, counted=True),
            class_field("form", "形式", FORMS),
            Field("theme", "主题", Kind.CHOICES, choices=THEMES, listed=True, filtered=True, counted=True),
            Field("link", "网址", Kind.LINK, help="同一网址只登记一次。"),
            Field("column", "栏目版面", max_length=80),
        ),
        figures=(
            _articles("media_reports", "主流媒体报道", "主流媒体刊发的宣传报道", channel=MEDIA),
            _articles(
                "law_media_reports", "主流媒体法治报道", "主流媒体刊发的法治类报道", channel=MEDIA, theme__code=LAW
            ),
            _articles("learning_platform", "学习强国采纳稿件", "学习强国平台采纳的稿件", channel=PLATFORM),
            _articles(
                "learning_platform_videos",
                "学习强国采纳视频稿件",
                "学习强国平台采纳的视频稿件",
                channel=PLATFORM,
                form=VIDEO,
            ),
            _articles("law_posts", "公众号法治推送", "公众号推送的法治类稿件", channel=POSTS, theme__code=LAW),
            _articles("special_pages", "专题专版", "刊发的专题、专版", "个", form=PAGE),
        ),
    )
)
register(
    Register(
        code="experience_note",
        title="经验投稿登记",
        model=ExperienceNote,
        group="宣传",
        purpose="总结的典型经验和向交流刊物的投稿，登记采用结果。",
        title_label="题目",
        day_label="报送日期",
        unit_label="供稿单位",
        openness=Openness.OPEN,
        unique=(("unit", "title", "journal"),),
        judge=judge_note,
        fields=(
            Field("journal", "投往刊物", required=True, max_length=80, listed=True, filtered=True, searched=True),
            class_field("outcome", "采用情况", OUTCOMES, default="pending"),
            Field("decided_on", "结果日期", Kind.DATE, past=True),
            Field("issue", "刊发期号", max_length=60, listed=True),
            Field("summary", "主要做法", Kind.LONG_TEXT, searched=True),
        ),
        figures=(
            BookFigure(
                "outreach.experience_notes", "工作经验投稿", "总结并投稿的工作经验", unit="篇", systems=("S61",)
            ),
            BookFigure(
                "outreach.experience_notes_adopted",
                "工作经验采用",
                "被刊物采用的工作经验",
                unit="篇",
                on="decided_on",
                where={"outcome": "adopted"},
                systems=("S61",),
            ),
        ),
    )
)
