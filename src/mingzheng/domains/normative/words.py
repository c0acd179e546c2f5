"""The words and codes of this room: kinds of documents, endings, relations, verdicts. Pure data."""

KINDS = (
    ("own_government", "政府规范性文件"),
    ("own_department", "部门规范性文件"),
    ("law", "法律"),
    ("regulation", "行政法规"),
    ("local", "地方性法规"),
    ("rule", "规章"),
    ("higher", "上级文件"),
    ("other", "其他文件"),
)
OWN_KINDS = frozenset({"own_government", "own_department"})
DRAFT_KINDS = (("own_government", "政府规范性文件（含办公室名义）"), ("own_department", "部门规范性文件"))
TERMS = (("regular", "正式（有效期不超过5年）"), ("provisional", "暂行、试行（有效期不超过3年）"))
ENDINGS = (("repealed", "已废止"), ("voided", "宣布失效"), ("revoked", "被撤销"))
RELATIONS = (
    ("amends", "修改"),
    ("repeals", "废止"),
    ("replaces", "替代"),
    ("based_on", "依据"),
)
RELATION_WORDS = {label: code for code, label in RELATIONS}
INWARD = {"amends": "被其修改", "repeals": "被其废止", "replaces": "被其替代", "based_on": "以本文件为依据"}
VERDICTS = (("keep", "继续有效"), ("amend", "拟修改"), ("repeal", "废止"), ("void", "宣布失效"))
FORMS = (("text", "文字"), ("graphic", "图解"), ("video", "视频"), ("qa", "问答"), ("press", "新闻发布会"))
CONCLUSIONS = (("lawful", "合法"), ("amend", "应当予以修改"), ("unlawful", "不合法"))
FILING_RESULTS = (("filed", "予以备案"), ("correct", "要求自行纠正"), ("revoke", "撤销建议"))
