"""The [CFG] values of the foi room."""

from mingzheng.platform.parameters.public import Parameter, declare

for _key, _title, _basis in (
    ("foi.supplement_days", "补正的合理期限（工作日）", "政府信息公开条例第三十条（期限由本机关定）"),
    ("foi.reasons_days", "说明理由的期限（工作日）", "政府信息公开条例第三十五条（期限由本机关定）"),
):
    declare(Parameter(key=_key, title=_title, kind="int", default=15, basis=_basis, room="foi", minimum=5, maximum=60))
declare(
    Parameter(
        key="foi.answer_word",
        title="答复书机关代字中的类别字",
        kind="str",
        default="公开告",
        basis="本机关发文字号规定",
        room="foi",
    )
)
