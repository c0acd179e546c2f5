"""Openness 政务公开 and publicity 宣传: what S36 to S69 report, websites, new media, disclosure on application."""

from mingzheng.figures.declaration import Dimension
from mingzheng.figures.declared.wording import counted, percentage
from mingzheng.figures.periods import PeriodKind

AS_OF = PeriodKind.AS_OF
THEME = Dimension("theme", "专题")

WEBSITE = (
    counted("publishing.website_items", "网站发布政府信息", "区门户网站发布的政府信息", "条", "S39", period=AS_OF),
    counted("publishing.normative_items", "发布规范性文件", "网站发布的规范性文件", "条", "S39 S62", period=AS_OF),
    counted(
        "publishing.report_items", "发布政府工作报告类信息", "网站发布的政府工作报告类信息", "条", "S39", period=AS_OF
    ),
    counted("publishing.news_items", "发布政务动态", "网站发布的政务动态类信息", "条", "S39", period=AS_OF),
    counted("publishing.other_items", "发布其他信息", "网站发布的其他信息", "条", "S39", period=AS_OF),
    counted("publishing.catalogue_entries", "主动公开目录条目", "主动公开目录的条目", "条", "S40", period=AS_OF),
    counted("publishing.returned_reviews", "审核退回信息", "发布审核中退回修改的信息", "条", "S42"),
    counted("publishing.stale_columns", "未及时更新栏目", "未按期更新或空白的公开栏目", "个", "S45", period=AS_OF),
    counted("publishing.school_items", "公开学校信息", "集中公开的学校信息", "条", "S46"),
    counted("publishing.hospital_items", "公开医院信息", "集中公开的医院信息", "条", "S46"),
    counted("publishing.subsidy_items", "公开补贴发放结果", "公开的惠民惠农补贴发放结果", "条", "S52"),
    counted("publishing.open_areas", "政务公开专区", "建成的政务公开专区", "个", "S54", period=AS_OF),
    counted("publishing.self_checks", "网站自查自纠信息", "网站自查自纠的信息", "条", "S55"),
    counted("publishing.page_views", "网站浏览量", "门户网站被浏览的次数", "次", "S57", period=AS_OF, scale="万"),
    counted("publishing.visitors", "网站独立访客", "门户网站的独立访客", "人", "S57", period=AS_OF, scale="万"),
    counted("publishing.interpretations", "政策解读", "发布的政策解读材料", "篇", "S65"),
    percentage("publishing.interpretation_rate", "政策解读率", "已解读政策文件占应解读的比例", "S65"),
)

MEDIA = (
    counted("publishing.new_media_items", "新媒体推送信息", "微信公众号、微博等推送的信息", "条", "S58"),
    counted("publishing.new_media_reads", "新媒体阅读量", "政务新媒体推送信息的阅读量", "次", "S58", scale="万"),
    counted("publishing.short_videos", "短视频", "视频号、抖音号等发布的短视频", "条", "S58"),
    counted("publishing.posts", "公众号推文", "公众号发布的推文", "篇", "S58"),
    counted("publishing.microblogs", "官方微博信息", "官方微博发布的信息", "条", "S58"),
    counted("publishing.channel_videos", "视频号视频", "官方视频号发布的视频", "条", "S58"),
    counted("publishing.video_plays", "视频播放量", "发布视频的累计播放量", "次", "S58", scale="万"),
    counted("publishing.interactions", "新媒体互动量", "点赞、分享、评论等互动", "人次", "S58", scale="万", decimals=1),
    counted("publishing.other_media_items", "其他平台稿件", "抖音、头条、政务号等发布的视频和稿件", "篇", "S58"),
    counted("outreach.learning_platform", "学习强国采纳稿件", "学习强国平台采纳的稿件", "篇", "S59"),
    counted("outreach.learning_platform_videos", "学习强国采纳视频稿件", "学习强国平台采纳的视频稿件", "篇", "S59"),
    counted("outreach.media_reports", "主流媒体报道", "主流媒体刊发的宣传报道", "篇", "S59", dimensions=(THEME,)),
    counted("outreach.law_media_reports", "主流媒体法治报道", "主流媒体刊发的法治类报道", "篇", "S59"),
    counted("outreach.law_posts", "公众号法治推送", "公众号推送的法治类稿件", "篇", "S59 S124"),
    counted("outreach.special_pages", "专题专版", "刊发的专题、专版", "个", "S59"),
    counted("outreach.experience_notes", "工作经验投稿", "总结并投稿的工作经验", "篇", "S61"),
)

DISCLOSURE = (
    counted("foi.overdue", "依申请公开逾期", "逾期答复的政府信息公开申请", "件", "S64"),
    counted("foi.converted", "转为主动公开", "由依申请公开转为主动公开的信息", "条", "S64"),
    counted("normative.in_force", "现行有效规范性文件", "现行有效的行政规范性文件", "件", "S62 S129", period=AS_OF),
)

FIGURES = (*WEBSITE, *MEDIA, *DISCLOSURE)
