"""Forms that speak plainly: what is missing is named by the field, not by the machinery.

How a field looks lives in the templates; what a form asks for is decided by the room it belongs to.
"""

from typing import Any

from django import forms

EMPTY_FILE = "文件是空的，没有内容。请确认选对了文件，重新导出或另存后再上传。"
CHOOSING = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple)


def speak_plainly(form: forms.BaseForm) -> None:
    """Replace 这个字段是必填项 by what is to be done: 请填写事项名称, 请选择主办单位, 请附上依据文件.

    Of a file without content it is said what to do, too.
    """
    for field in form.fields.values():
        if isinstance(field, forms.FileField):
            field.error_messages["empty"] = EMPTY_FILE
        if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
            continue
        verb = "请附上" if isinstance(field, forms.FileField) else "请填写"
        if isinstance(field.widget, CHOOSING):
            verb = "请选择"
        if field.label:
            field.error_messages["required"] = f"{verb}{field.label}。"


class PlainForm(forms.Form):
    """A form whose missing fields are named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self)
