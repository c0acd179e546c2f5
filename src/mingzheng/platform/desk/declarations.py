"""The parameters of the desk. Their values and history live in `parameters`."""

from mingzheng.platform.parameters.public import Parameter, declare

SITE_NAME = declare(
    Parameter(
        key="desk.site_name",
        title="系统名称下方显示的单位",
        kind="str",
        default="区政府办公室",
        basis="本单位名称",
        room="desk",
        minimum=1,
        maximum=20,
    )
)
WATERMARK_SCREENS = declare(
    Parameter(
        key="desk.watermark_screens",
        title="页面加注阅看人姓名水印",
        kind="bool",
        default=False,
        basis="本单位网络安全管理规定",
        room="desk",
        status="to_confirm",
    )
)
SIGN_EXPORTS = declare(
    Parameter(
        key="desk.sign_exports",
        title="导出和打印件注明导出人",
        kind="bool",
        default=True,
        basis="本单位网络安全管理规定",
        room="desk",
        status="to_confirm",
    )
)
