"""A public map shows its approval number 审图号.

Rule and source: 地图管理条例 第三十七条; 公开地图内容表示规范. The words can only show that there is a map: a caption
that ends in 地图, 区划图, 区位图 … and no 审图号 anywhere. Level one of 规则 3.8; to be looked at by a person.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_CAPTION = re.compile(
    r"^(?:附?图\s*[\d一二三四五六七八九十\-]*[：:.、 ]?)?[\u4e00-\u9fff（）()]{2,30}"
    r"(?:地图|区划图|区位图|地理位置图|影像图|疆域图)(?:[（(][^（）()]{0,12}[）)])?$"
)
_NO_MAP = re.compile(
    r"使用|管理|加强|规范|审核|制作|查询|电子地图|思维|服务地图|数据地图|知识地图|热力图|政策地图|产业地图|打卡|便民地图|一张图|(?:网站|站点|网页)地图"
)


def find_maps_without_number(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each map's caption in a document without approval number."""
    if any("审图号" in passage.clean for passage in text.passages):
        return
    for passage in text.passages:
        words = passage.clean
        if (
            len(words) <= 45
            and words.endswith(("图", "）", ")"))
            and _CAPTION.match(words)
            and not _NO_MAP.search(words)
        ):
            yield passage.finding(
                0,
                len(words),
                "公开地图应标注审图号，文中未见",
                suggestion="标注审图号，或改用不含地图的表达",
                confidence=0.6,
            )


CHECK = Check(
    code="GRV-MAP",
    title="地图标注审图号",
    group="grave",
    severity=Severity.WARNING,
    basis="《地图管理条例》第三十七条",
    run=find_maps_without_number,
    level=1,
    wrong=(Example("云山区概况如下，全区下辖五镇三街。\n\n图1：云山区行政区划图", "图1：云山区行政区划图"),),
    right=(
        Example("图1：云山区行政区划图\n\n审图号：云S（2026）5号"),
        Example("（四）加强地图使用管理\n\n发布便民服务地图。"),
        Example("联系我们\n\n网站地图"),
    ),
)
