"""The words and codes of this room: kinds of drafts, channels, what became of an opinion, errors of the site. Pure data."""

NORMATIVE, DECISION, OTHER = "normative", "decision", "other"
KINDS = ((NORMATIVE, "行政规范性文件"), (DECISION, "重大行政决策"), (OTHER, "其他"))
PORTAL = "portal"
CHANNELS = (
    (PORTAL, "本网站"),
    ("mail", "电子邮件"),
    ("letter", "来信"),
    ("telephone", "电话"),
    ("counter", "窗口"),
    ("meeting", "座谈、走访"),
    ("platform", "上级网站"),
)
OTHER_CHANNELS = CHANNELS[1:]
AUTHORS = (("person", "个人"), ("organisation", "单位"))
ADOPTED, PARTLY, NOT_ADOPTED = "adopted", "partly", "not_adopted"
VERDICTS = ((ADOPTED, "采纳"), (PARTLY, "部分采纳"), (NOT_ADOPTED, "不采纳"))
WHOLE = "总体意见"

ERROR_SOURCES = (
    ("national", "“我为政府网站找错”平台"),
    ("telephone", "电话"),
    ("message", "网站留言"),
    ("letter", "来信"),
    ("own", "本单位发现"),
)
ERROR_KINDS = (
    ("wording", "错别字、表述"),
    ("content", "内容不实、过时"),
    ("link", "链接打不开"),
    ("service", "功能不可用"),
    ("privacy", "泄露个人信息"),
    ("other", "其他"),
)
ERROR_RESULTS = (("corrected", "属实，已更正"), ("not_error", "不属于错误"), ("elsewhere", "不是本站的内容"))
