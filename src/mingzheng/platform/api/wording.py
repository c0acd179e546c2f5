"""What is wrong with a field, in Chinese, from the validation library's error types."""

from collections.abc import Mapping
from typing import Any

TEXTS = {
    "missing": "必填",
    "extra_forbidden": "没有这一项",
    "string_too_long": "不得超过 {max_length} 个字符",
    "string_too_short": "不得少于 {min_length} 个字符",
    "string_pattern_mismatch": "含有不允许的字符或格式不对",
    "string_type": "应为文字",
    "string_unicode": "应为合法的 Unicode 文字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "数字过大",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "不得小于 {ge}",
    "less_than_equal": "不得大于 {le}",
    "literal_error": "应为其中之一：{expected}",
    "enum": "应为其中之一：{expected}",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_attributes_type": "应为对象",
    "model_type": "应为对象",
    "too_long": "不得超过 {max_length} 项",
    "too_short": "不得少于 {min_length} 项",
    "date_from_datetime_parsing": "应为日期，如 2026-03-19",
    "date_parsing": "应为日期，如 2026-03-19",
}


def describe_field_error(error: Mapping[str, Any]) -> dict[str, str]:
    """Return {"field": "body.text", "message": …} of one validation error; what was typed is not repeated."""
    place = [str(part) for part in error["loc"]]
    if len(place) > 1 and place[0] == "body":
        place.pop(1)  # the name of the parameter in our code says nothing to the caller
    text = TEXTS.get(str(error["type"]))
    if text is None and error["type"] == "value_error":
        text = str(error["msg"]).removeprefix("Value error, ")
    return {"field": ".".join(place), "message": (text or "不符合要求").format_map(_Known(error.get("ctx") or {}))}


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"
