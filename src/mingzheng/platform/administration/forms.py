"""Forms of the administrators' screens. They read what was typed; judging it is the services' business."""

from typing import Any

from django import forms

from mingzheng.platform.access.public import ROLES, Visibility
from mingzheng.platform.administration.selectors import person_choices, successor_choices, unit_choices
from mingzheng.platform.design.public import DayInput
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import PostLevel, RelationKind, UnitKind


class Dated(forms.Form):
    """A form whose act takes effect on a day, for a reason."""

    on = forms.DateField(label="生效日期", widget=DayInput())
    reason = forms.CharField(label="依据或理由", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()


class ReasonForm(forms.Form):
    """An act that needs a reason and nothing else."""

    reason = forms.CharField(label="依据或理由", max_length=200)


class AliasDecision(forms.Form):
    """Whether a name becomes an alias; declining needs a reason."""

    decision = forms.ChoiceField(
        label="决定", choices=[("keep", "记为别名"), ("decline", "不采纳")], widget=forms.RadioSelect, initial="keep"
    )
    reason = forms.CharField(label="理由（不采纳的必填）", max_length=200, required=False)


def _ids(label: str, *, required: bool = True, help_text: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=required, help_text=help_text, choices=[]
    )


def _fill(form: forms.Form, name: str, choices: list[tuple[int, str]], empty: str = "请选择") -> None:
    form.fields[name].choices = [("", empty), *choices]  # type: ignore[attr-defined]


class UnitDetails(forms.Form):
    """What of a unit has no history."""

    short_name = forms.CharField(label="简称", max_length=60, required=False)
    aliases = forms.CharField(label="别名", required=False, help_text="多个用顿号分隔，用于识别文件中的单位名称。")
    order = forms.IntegerField(label="排序", min_value=0, max_value=99999, initial=0)
    contact_phone = forms.CharField(label="联系电话", max_length=40, required=False)

    def clean_aliases(self) -> list[str]:
        """Return the names one by one."""
        return [word.strip() for word in self.cleaned_data["aliases"].split("、") if word.strip()]


class NewUnitForm(UnitDetails):
    """A new unit with its place."""

    code = forms.CharField(label="单位编码", max_length=40, help_text="本系统内不重复的代码，如 JYJ；设立后不能改。")
    name = forms.CharField(label="单位名称", max_length=120)
    kind = forms.ChoiceField(label="类别", choices=UnitKind.choices, initial=UnitKind.ORGAN)
    parent = _ids("上级单位", required=False, help_text="科室必选。")
    relation = forms.ChoiceField(label="关系", choices=RelationKind.choices)
    valid_from = forms.DateField(label="设立日期", widget=DayInput())
    field_order = ("code", "name", "short_name", "aliases", "kind", "parent", "relation", "valid_from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "parent", unit_choices(today()), "无（顶层）")


class RenameForm(Dated):
    """A new name from a day on."""

    name = forms.CharField(label="新名称", max_length=120)
    short_name = forms.CharField(label="新简称", max_length=60, required=False)
    field_order = ("name", "short_name", "on", "reason")


class MoveForm(Dated):
    """A new place from a day on."""

    relation = forms.ChoiceField(label="调整哪种关系", choices=RelationKind.choices)
    parent = _ids("新的上级单位", required=False, help_text="不选即结束这种关系。")
    field_order = ("relation", "parent", "on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "parent", unit_choices(today()), "无（结束该关系）")


class PersonForm(forms.Form):
    """A person."""

    name = forms.CharField(label="姓名", max_length=60)
    employee_no = forms.CharField(label="工号", max_length=40, required=False)
    phone = forms.RegexField(
        r"^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})?$",
        label="联系电话",
        required=False,
        error_messages={"invalid": "请填写 11 位手机号或带区号的固定电话。"},
    )
    email = forms.EmailField(label="邮箱", required=False)


class AppointForm(forms.Form):
    """A post from a day on."""

    unit = _ids("单位或科室")
    level = forms.ChoiceField(label="层级", choices=PostLevel.choices)
    title = forms.CharField(label="职务", max_length=80, required=False)
    is_primary = forms.BooleanField(label="设为主要岗位", required=False)
    on = forms.DateField(label="任职日期", widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()
        _fill(self, "unit", unit_choices(today()))


class SuccessorForm(Dated):
    """Who takes over from a day on."""

    successor = _ids("接手人", required=False, help_text="同一单位的在岗人员；不选则未办结事项退回单位重新分派。")
    field_order = ("on", "successor", "reason")

    def __init__(self, *args: Any, leaving: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "successor", successor_choices(leaving, today()), "暂不指定")


class AccountForm(forms.Form):
    """A new account of a person, or of a program."""

    kind = forms.ChoiceField(label="类别", choices=(("staff", "工作人员"), ("service", "系统对接")))
    person = _ids("人员", required=False, help_text="工作人员账号必选。")
    label = forms.CharField(label="对接系统名称", max_length=60, required=False, help_text="对接账号必填。")
    username = forms.CharField(label="登录名", max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "person", person_choices())


class GrantForm(forms.Form):
    """A role over units, for a time, for a reason."""

    account = _ids("账号")
    role = forms.ChoiceField(label="角色", choices=[(spec.code, spec.title) for spec in ROLES.values()])
    unit = _ids("单位范围", required=False)
    include_subtree = forms.BooleanField(label="包含下属单位和科室", required=False, initial=True)
    procedure = forms.CharField(label="限定事项", max_length=60, required=False, help_text="不填即全部事项。")
    visibility = forms.TypedChoiceField(label="可见级别", coerce=int, choices=Visibility.choices)
    valid_from = forms.DateField(label="起", widget=DayInput())
    valid_to = forms.DateField(label="止", widget=DayInput(), required=False, help_text="当日起不再有效；不填即长期。")
    reason = forms.CharField(label="依据或理由", max_length=200)

    def __init__(self, *args: Any, accounts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = today()
        _fill(self, "account", accounts)
        _fill(self, "unit", unit_choices(today()), "全部单位")


class UploadForm(forms.Form):
    """A file."""

    file = forms.FileField(label="文件", max_length=200)
