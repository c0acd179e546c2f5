"""What the public site says about itself and how much it takes from one visitor [CFG]. The defaults are fictional."""

import re

from mingzheng.platform.parameters.public import Parameter, declare

GUIDE = "政府网站发展指引（国办发〔2017〕47号）"
OPENNESS = "政府信息公开条例第二十四条"
OWN = "本单位信息系统安全管理要求"


def check_address(value: str) -> None:
    """Raise ValueError unless the value is empty or the address of a site."""
    if value and not re.fullmatch(r"https?://[^\s<>\"'\\]{3,300}", value):
        raise ValueError("应为 http:// 或 https:// 开头的网址")


def check_synonyms(value: object) -> None:
    """Raise ValueError unless the value is groups of at least two words."""
    groups = value if isinstance(value, list) else None
    if groups is None or not all(isinstance(group, list) and len(group) > 1 for group in groups):
        raise ValueError("应为若干组词，每组至少两个词")
    if not all(isinstance(word, str) and 1 < len(word) <= 20 for group in groups for word in group):
        raise ValueError("每个词应为 2 至 20 个字")


def _text(key: str, title: str, default: str, basis: str = GUIDE, help_text: str = "") -> None:
    is_address = key.endswith(("_url", "_address"))
    declare(
        Parameter(
            key=f"portal.{key}",
            title=title,
            kind="str",
            default=default,
            basis=basis,
            room="portal",
            maximum=300,
            status="to_confirm",
            help_text=help_text,
            check=check_address if is_address else None,
        )
    )


def _size(key: str, title: str, default: int, minimum: int, maximum: int, basis: str = OWN) -> None:
    declare(
        Parameter(
            key=f"portal.{key}",
            title=title,
            kind="int",
            default=default,
            basis=basis,
            room="portal",
            minimum=minimum,
            maximum=maximum,
            status="to_confirm",
        )
    )


_text("site_name", "门户网站名称", "云山区人民政府（示范站）")
_text(
    "site_address",
    "门户网站网址",
    "https://www.yunshan.example",
    help_text="订阅、网站地图和规范链接用它，末尾不带斜杠",
)
_text("site_code", "政府网站标识码", "0000000000（示范）")
_text("icp_number", "ICP 备案号", "示备 00000000 号（示范）")
_text("police_number", "公安机关备案号", "示公网安备 00000000000000 号（示范）")
_text("sponsor", "主办单位", "云山区人民政府办公室（示范）")
_text("undertaker", "承办单位", "云山区人民政府办公室宣传信息科（示范）")
_text("counter", "政府信息公开受理窗口地址", "云山区示范路 1 号政务服务中心一楼 6 号窗口（示范）", OPENNESS)
_text("counter_hours", "窗口办公时间", "工作日 9:00—12:00，14:00—17:30", OPENNESS)
_text("telephone", "窗口咨询电话", "000-00000000（示范）", OPENNESS)
_text("hotline", "政务服务便民热线号码", "12345", "国办发〔2020〕53号")
_text("spokesperson", "新闻发言人或新闻联系电话", "000-00000001（示范）", "国办发〔2016〕61号")
_text("correction_url", "“我为政府网站找错”网址", "https://zfwzgl.example/jiucuo", help_text="全国平台分配给本站的网址")
_text("service_url", "政务服务网网址", "https://service.example", help_text="“找服务”在本系统没有相应功能时去往这里")
_text("appeal_url", "诉求受理网站网址", "https://12345.example", help_text="“提诉求”在本系统没有相应功能时去往这里")
declare(
    Parameter(
        key="portal.synonyms",
        title="检索同义词（每组互相等同）",
        kind="json",
        default=[
            ["低保", "最低生活保障"],
            ["社保", "社会保险"],
            ["医保", "医疗保险", "医疗保障"],
            ["公积金", "住房公积金"],
            ["老人", "老年人"],
            ["入学", "招生"],
            ["上学", "入学"],
            ["户口", "户籍"],
            ["房产证", "不动产权证书"],
            ["营业执照", "登记注册"],
            ["残疾证", "残疾人证"],
            ["补助", "补贴"],
            ["拆迁", "征收"],
            ["办事处", "街道办事处"],
        ],
        basis="政府网站发展指引（国办发〔2017〕47号）",
        room="portal",
        status="to_confirm",
        check=check_synonyms,
    )
)
_text("suggested_words", "首页推荐检索词", "养老 医保 入学 就业 补贴", help_text="用空格隔开")
_size("posts_per_hour", "同一地址每小时最多提交公众表单次数", 20, 1, 10_000)
_size("contact_posts_per_day", "同一联系方式每日最多提交公众表单次数", 10, 1, 1000)
_size("searches_per_minute", "同一地址每分钟最多检索次数", 60, 5, 10_000)
_size("api_requests_per_minute", "同一地址每分钟最多调用公开接口次数", 120, 5, 60_000)
_size("proxies", "门户网站之前的反向代理层数", 0, 0, 5)
