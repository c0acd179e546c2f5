"""The two catalogues, declared. Classes and words are those of the regulation and of the grass-roots standards; pure data."""

from mingzheng.casework.public import Field, FieldKind
from mingzheng.catalogues.public import Catalogue, register_catalogue
from mingzheng.domains.openness.models import DisclosureEntry, StandardEntry
from mingzheng.domains.openness.panels import link_panels
from mingzheng.domains.openness.rules import TIMINGS

# 条例 第二十条 (1)–(15)、第二十一条.
DISCLOSURE_CLASSES = (
    ("rules", "法规规章和规范性文件"),
    ("organs", "机关职能和机构信息"),
    ("plans", "规划和相关政策"),
    ("statistics", "统计信息"),
    ("licensing", "行政许可和对外管理服务"),
    ("penalties", "行政处罚和行政强制"),
    ("budget", "财政预算决算"),
    ("fees", "行政事业性收费"),
    ("procurement", "政府集中采购"),
    ("projects", "重大建设项目"),
    ("welfare", "民生政策措施及实施情况"),
    ("emergencies", "突发公共事件应对"),
    ("supervision", "监督检查情况"),
    ("recruitment", "公务员招考录用"),
    ("local", "市政建设、征收和社会救助等"),
    ("other", "其他应当主动公开的"),
)
FIELDS = (
    ("projects", "重大建设项目"),
    ("trading", "公共资源交易"),
    ("budget", "财政预决算"),
    ("safety", "安全生产"),
    ("taxes", "税收管理"),
    ("land", "征地补偿"),
    ("expropriation", "国有土地上房屋征收与补偿"),
    ("housing", "保障性住房"),
    ("rural_housing", "农村危房改造"),
    ("environment", "生态环境"),
    ("culture", "公共文化服务"),
    ("legal_services", "公共法律服务"),
    ("poverty", "扶贫"),
    ("relief", "救灾"),
    ("food_drugs", "食品药品监管"),
    ("enforcement", "城市综合执法"),
    ("employment", "就业创业"),
    ("insurance", "社会保险"),
    ("assistance", "社会救助"),
    ("elderly", "养老服务"),
    ("household", "户籍管理"),
    ("farm_subsidies", "涉农补贴"),
    ("education", "义务教育"),
    ("health", "医疗卫生"),
    ("municipal", "市政服务"),
    ("planning", "国土空间规划"),
    ("other", "其他领域"),
)
FORMS = (
    ("website", "政府网站"),
    ("gazette", "政府公报"),
    ("new_media", "政务新媒体"),
    ("board", "公示栏、公开查阅点"),
    ("several", "多种形式"),
)
TIMING = Field("timing", "公开时限", FieldKind.CHOICE, required=True, choices=TIMINGS)
COLUMN = Field("column", "网站栏目", max_length=100, help="公开在网站哪个栏目，如“财政预决算”。")

DISCLOSURE = register_catalogue(
    Catalogue(
        code="disclosure",
        title="主动公开目录",
        model=DisclosureEntry,
        classes=DISCLOSURE_CLASSES,
        fields=(
            Field("content", "公开内容", FieldKind.LONG_TEXT, required=True, max_length=1000),
            Field("legal_basis", "公开依据", required=True, max_length=500),
            Field("form", "公开形式", FieldKind.CHOICE, required=True, choices=FORMS),
            TIMING,
            COLUMN,
        ),
        purpose="本机关应当主动公开什么、依据什么、在哪里、什么时候、由谁公开；逐条与已公开的信息挂接。",
        basis="政府信息公开条例第十九条至第二十一条、第二十六条",
        class_label="公开类别",
        title_label="公开事项",
        number_prefix="GK-",
        listed=("form", "timing"),
        searched=("content", "legal_basis", "column"),
        counted=("form",),
        figure_code="openness.disclosure_entries",
        systems=("S40",),
    ),
    panels=link_panels,
)

STANDARD = register_catalogue(
    Catalogue(
        code="grassroots",
        title="基层政务公开标准目录",
        model=StandardEntry,
        classes=FIELDS,
        fields=(
            Field("matter", "一级事项", max_length=200),
            Field("content", "公开内容（要素）", FieldKind.LONG_TEXT, required=True, max_length=1000),
            Field("legal_basis", "公开依据", required=True, max_length=500),
            TIMING,
            Field("carrier", "公开渠道和载体", required=True, max_length=300),
            Field(
                "audience",
                "公开对象",
                FieldKind.CHOICE,
                required=True,
                choices=(("all", "全社会"), ("group", "特定群体")),
            ),
            Field(
                "mode", "公开方式", FieldKind.CHOICE, required=True, choices=(("active", "主动"), ("request", "依申请"))
            ),
            Field(
                "level",
                "公开层级",
                FieldKind.CHOICE,
                required=True,
                choices=(("county", "县级"), ("township", "乡级"), ("both", "县级、乡级")),
            ),
            COLUMN,
        ),
        purpose="按领域列明县、乡两级应公开的事项，动态调整，对应网站栏目，逐条检查各单位是否公开到位。",
        basis="国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见（国办发〔2019〕54号）",
        class_label="领域",
        title_label="公开事项",
        unit_label="公开主体",
        number_prefix="JC-",
        listed=("level", "timing"),
        searched=("matter", "content", "legal_basis", "column"),
        counted=("level",),
        figure_code="openness.standard_entries",
        systems=("S41",),
    ),
    panels=link_panels,
)
