"""Names beside what makes them private: home addresses, illness, labelled names. Numbers are `numbers`.

A name is taken for one only where a label, a column or a set phrase says that it is one; names of officials in running
text are nobody's secret. Names already shortened (张某, 李**) are left alone.

Legal basis: 个人信息保护法 第二十八条
"""

import re

from .model import Item, Kind

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范"
    "汪廖石金韦贾夏傅方邹熊白孟秦邱侯江尹薛阎闫雷龙段郝孔邵史毛常万顾赖武康贺严钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪"
    "庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欧靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛"
    "查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬褚桂窦应苟边卞戚麦敖冷卓花仇蓟池景匡虞农"
)
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "司徒", "皇甫", "尉迟", "夏侯", "端木", "东方", "慕容", "令狐")
_GIVEN = r"[\u4e00-\u9fff]{1,2}"
_NAME = rf"(?:(?:{'|'.join(_COMPOUND)}|[{_SURNAMES}]){_GIVEN}|[\u4e00-\u9fff]{{1,4}}·[\u4e00-\u9fff]{{1,6}})"
_WHOLE_NAME = re.compile(_NAME)
_LABELLED = re.compile(
    rf"(?:姓名|申请人|申请人姓名|当事人|被处罚人|户主|户主姓名|监护人|持卡人|户名|患者|病人|救助对象|信访人|来访人|投诉人|举报人)[:：]\s*(?P<name>{_NAME})(?=$|[，,。；;、（(\s）)])"
)
_BESIDE = re.compile(
    rf"(?:^|[，,。；;：:、（(\s]|申请人|当事人|户主|村民|居民|业主|职工|学生|患者|死者|群众|员工)(?P<name>{_NAME})[，,、（(\s]\s*"
    r"(?:[男女][，,、]|(?:家住|现住|住址|家庭住址|户籍地址|户籍地|公民身份号码|身份证|居民身份证|银行卡))"
)
_ROLE = re.compile("..[人员方户]")
_NOT_NAMES = re.compile(r"某|先生|女士|单位|公司|委员|部门|机关|机构")
_HOME = re.compile(
    r"(?:家庭住址|家庭地址|居住地址|住址|户籍地址|户籍地|户籍所在地|现住址|现住地|现住|家住|居住于|住在)[:：]?\s*(?P<place>[^，,。；;\s（()）]{4,40})"
)
_DOOR = re.compile(r"[0-9一二三四五六七八九十]+\s*(?:号|室|栋|幢|单元|房|户|组|座|弄|巷)")
_TOWN = re.compile(
    r".*?(?:街道|[镇乡](?!镇)|苏木)(?:办事处)?(?:[^路街巷号]{1,8}?(?:社区|村(?!民|路|口)|居委会))?|.*?(?:县|区|市)"
)
_ILLNESS = re.compile(
    r"艾滋病|HIV|乙肝|丙肝|梅毒|淋病|性病|肺结核|癌|肿瘤|白血病|尿毒症|精神分裂|精神病|精神障碍|抑郁症|双相情感|癫痫|糖尿病|高血压|冠心病"
    r"|脑瘫|脑梗|心脏病|肾衰竭|肝硬化|红斑狼疮|智力残疾|精神残疾|肢体残疾|视力残疾|听力残疾|[一二三四]级残疾|流产|不孕|吸毒成瘾"
)
_SICK_PERSON = re.compile(
    rf"(?:(?:患者|病人|病例|居民|村民|职工|学生|救助对象|贫困户|低保户)(?P<a>{_NAME})|(?P<b>{_NAME})(?:[，,（(]\s*(?:男|女)|(?:同志|本人|因)?(?:身)?患有?|(?:确诊|被诊断)))"
)


def is_person_name(text: str) -> bool:
    """Tell whether a cell or label holds a full personal name and nothing else."""
    plain = text.replace(" ", "").replace("\u3000", "")
    return bool(_WHOLE_NAME.fullmatch(plain)) and not _NOT_NAMES.search(plain)


def find_labelled_names(text: str) -> tuple[Item, ...]:
    """Return names that a label announces (姓名：, 申请人：) or that stand right before what is private (张三，身份证号…)."""
    spans = {
        match.span("name")
        for pattern in (_LABELLED, _BESIDE)
        for match in pattern.finditer(text)
        if not _NOT_NAMES.search(match["name"]) and not _ROLE.fullmatch(match["name"])
    }
    return tuple(Item(Kind.NAME, start, end, sure=0.85) for start, end in sorted(spans))


def find_addresses(text: str) -> tuple[Item, ...]:
    """Return the private part of home addresses: what follows township or village, when it leads to a door."""
    items = []
    for match in _HOME.finditer(text):
        kept = find_private_part(match["place"])
        if kept is not None:
            items.append(Item(Kind.ADDRESS, match.start("place") + kept, match.end("place"), sure=0.85))
    return tuple(items)


def find_private_part(place: str) -> int | None:
    """Return where the private part of an address begins, behind township or village; None when it leads to no door."""
    if not _DOOR.search(place):
        return None
    town = _TOWN.match(place)
    kept = town.end() if town else 0
    return kept if place[kept:].strip("*") else None


def find_health(text: str) -> tuple[Item, ...]:
    """Return names that stand in one sentence with an illness, the range being the name."""
    if not _ILLNESS.search(text):
        return ()
    items = []
    for sentence in re.finditer(r"[^。！？；\n]+", text):
        if not _ILLNESS.search(sentence[0]):
            continue
        for match in _SICK_PERSON.finditer(sentence[0]):
            group = "a" if match["a"] else "b"
            if not _NOT_NAMES.search(match[group]):
                start, end = match.span(group)
                items.append(Item(Kind.HEALTH, sentence.start() + start, sentence.start() + end, sure=0.7))
    return tuple(items)
