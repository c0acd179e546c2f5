"""The forms of the room."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from mingzheng.domains.proofreading.models import EntryKind
from mingzheng.domains.proofreading.services.second_reading import PUBLISHED, Reader
from mingzheng.domains.proofreading.services.sending import MOST_PEERS
from mingzheng.platform.design.public import DayInput, FileDrop, MultipleFileField, PlainForm, PlainTextarea
from mingzheng.platform.files.public import StoredFile
from mingzheng.proofing.model import Profile

ACCEPTED = ".docx,.pdf,.html,.htm,.md,.txt,.xlsx,.doc,.wps,.xls,.et"
PROFILES = [
    ("", "一般文件"),
    (Profile.OFFICIAL_DOCUMENT.value, "正式公文"),
    (Profile.ANNUAL_REPORT.value, "年度工作报告"),
    (Profile.DISCLOSURE_REPORT.value, "政府信息公开工作年度报告"),
    (Profile.WEB_PAGE.value, "网页、新媒体稿件"),
]
_GRAVITY = [("1", "一级（须终审排除）"), ("2", "二级"), ("3", "三级")]


class SendForm(PlainForm):
    """Files, an earlier upload, or words; what kind they are; what they are compared with."""

    is_draft: ClassVar[bool] = False

    documents = MultipleFileField(label="文件", required=False)
    stored = forms.TypedChoiceField(label="或选已上传的文件", required=False, coerce=int, empty_value=None)
    words = forms.CharField(
        label="或粘贴文字", required=False, max_length=500_000, strip=False, widget=PlainTextarea(rows=6)
    )
    profile = forms.ChoiceField(label="文件种类", required=False, choices=PROFILES)
    previous = forms.FileField(
        label="上年的同类文件",
        required=False,
        widget=FileDrop(attrs={"accept": ACCEPTED}),
        help_text="有上年文件的，核对结转、增减和未更新的数。",
    )
    peers = MultipleFileField(
        label="其他单位的同类文件",
        required=False,
        help_text=f"可多选，不超过{MOST_PEERS}份。逐段比对雷同，指出与哪一份、哪一处相同。",
    )
    as_of = forms.DateField(label="按哪一天判断", required=False, widget=DayInput(), help_text="不填时按落款日期。")
    second = forms.BooleanField(label="请第二读者再读一遍", required=False)

    def __init__(self, *args: Any, stored: Sequence[StoredFile], reader: Reader | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reader is None:
            del self.fields["second"]
        else:
            told = f"文字发送到 {reader.host}，身份证号、手机号等先行遮盖；意见另行标明，仅供参考。"
            only = reader.scope == PUBLISHED
            self.fields["second"].label = "文件已经公开发布，请第二读者再读一遍" if only else "请第二读者再读一遍"
            self.fields["second"].help_text = told
        self.fields["documents"].widget.attrs["accept"] = self.fields["peers"].widget.attrs["accept"] = ACCEPTED
        self.fields[
            "documents"
        ].help_text = "可多选。docx、带文字的 pdf、网页、xlsx、txt、md；扫描件没有文字层，不能核校。"
        choices = [("", "不选"), *((file.pk, file.name) for file in stored)]
        self.fields["stored"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Want exactly one of files, an upload, and words."""
        given = super().clean() or self.cleaned_data
        chosen = [name for name in ("documents", "stored", "words") if given.get(name)]
        if not chosen and not self.errors:
            self.add_error("documents", "请选择文件，或粘贴要核校的文字")
        elif len(chosen) > 1:
            self.add_error(chosen[1], "文件、已上传的文件、文字三者只用一种")
        if len(given.get("peers") or ()) > MOST_PEERS:
            self.add_error("peers", f"一次不超过{MOST_PEERS}份，请分次比对")
        return given


class EntryForm(PlainForm):
    """A row of the lexicon."""

    kind = forms.ChoiceField(label="类别", choices=EntryKind.choices, widget=forms.RadioSelect, initial="person")
    name = forms.CharField(
        label="词条", max_length=100, help_text="人员姓名、机构原名、不得使用或易错的写法；标题、用语、届次填本身。"
    )
    replacement = forms.CharField(
        label="职务 / 现承担机构 / 应当改为",
        required=False,
        max_length=200,
        help_text="人员填职务；机构填现由谁承担；表述、名称、字词填应当怎么写；届次填届首年份。",
    )
    group = forms.CharField(label="班子或组别", required=False, max_length=60, help_text="同组人员按排序核对先后。")
    rank = forms.IntegerField(label="排序", required=False, min_value=0, max_value=999)
    status = forms.ChoiceField(
        label="人员状况", required=False, choices=[("", "在任"), ("免职", "已免职"), ("落马", "被查处，不再出现")]
    )
    level = forms.TypedChoiceField(label="程度", coerce=int, choices=_GRAVITY, initial="1")
    valid_from = forms.DateField(label="自何日", required=False, widget=DayInput())
    valid_to = forms.DateField(
        label="至何日", required=False, widget=DayInput(), help_text="机构填撤销或更名前的最后一日。"
    )
    source = forms.CharField(label="来源", max_length=300, help_text="任免文件、公告的名称和文号。")

    def clean_rank(self) -> int:
        """Return 0 for no rank."""
        return self.cleaned_data["rank"] or 0


class EndEntryForm(PlainForm):
    """The end of a row."""

    valid_to = forms.DateField(label="最后一日", widget=DayInput())
    reason = forms.CharField(label="原因", max_length=300)
