"""The page an item's text is written on: the editor, its drafts, the files beside it, and the proofreader."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.public import BadInput, Draft, drop_draft, find_draft, have_proofread
from mingzheng.domains.publishing.desk.pages import REFUSALS, ItemPage, explain, may_write
from mingzheng.domains.publishing.facts import words_of, writers_of
from mingzheng.domains.publishing.selectors import find_asset
from mingzheng.domains.publishing.services.drafting import change_file, put_file, write_text
from mingzheng.platform.content.public import Asset, BodyInput, find_faults, find_revision, list_assets
from mingzheng.platform.design.public import FileDrop, PlainForm
from mingzheng.platform.desk.public import DeskFormView, DeskView, Outcome, Refusal, go_to
from mingzheng.platform.files.public import FileUnavailable, file_response, open_file, store_upload
from mingzheng.platform.ledger.public import now

PICTURE_NAMES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class TextForm(PlainForm):
    """The text. `images` are those that may stand in it."""

    body = forms.CharField(label="正文", max_length=400_000, strip=False)

    def __init__(self, *args: Any, images: tuple[tuple[int, str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget = BodyInput(images=images)


class AssetForm(PlainForm):
    """What a file is called and shows, and where it stands."""

    title = forms.CharField(label="名称", max_length=200)
    alt = forms.CharField(label="替代文字（图片必填）", max_length=300, required=False)
    is_map = forms.BooleanField(label="含地图", required=False)
    map_number = forms.CharField(label="审图号", max_length=60, required=False)
    order = forms.IntegerField(label="顺序", min_value=0, max_value=999)


class WriteView(ItemPage, DeskFormView):
    """Writes the text of one item."""

    template_name = "publishing/write.html"
    form_class: ClassVar[type[forms.BaseForm]] = TextForm
    submit_label = "保存"
    purpose = "小标题逐级使用，表格首行为表头，图片写明替代文字。所写内容两秒后自动存为草稿。"
    refusals: ClassVar[tuple[type[Exception], ...]] = REFUSALS

    @property
    def place(self) -> str:
        """Name the draft."""
        return f"text:{self.case.pk}"

    def get_page_title(self) -> str:
        """Return the item's title."""
        return self.case.title

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the editor, or the text alone to whoever may not write it now."""
        if not may_write(self.actor, self.case):
            return go_to(request, reverse("publishing:preview", args=[self.case.number]), "正文现在不能修改。")
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in the last revision, or what was being typed."""
        revision = find_revision(self.item.body_id or 0)
        draft = find_draft(self.actor, self.place, at=now())
        typed = draft.content.get("body") if draft else None
        return {"images": self._images(), "initial": {"body": typed or (revision.html if revision else "")}}

    def _images(self) -> tuple[tuple[int, str, str], ...]:
        rows = list_assets(self.item.body_id or 0, Asset.Kind.IMAGE)
        return tuple(
            (row.pk, reverse("publishing:asset", args=[self.case.number, row.pk]), row.alt or row.title) for row in rows
        )

    def get_draft_url(self) -> str:
        """Return where drafts are kept."""
        return reverse("casework:draft", args=[self.place])

    def get_cancel_url(self) -> str:
        """Return to the case."""
        return self.case_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the files, what is wrong with the text, and the way on."""
        assets = list_assets(self.item.body_id or 0)
        revision = find_revision(self.item.body_id or 0)
        images = frozenset(row.pk for row in assets if row.kind == Asset.Kind.IMAGE)
        return super().get_context_data(
            case=self.case,
            item=self.item,
            revision=revision,
            has_draft=find_draft(self.actor, self.place, at=now()) is not None,
            faults=find_faults(revision.html, images) if revision else [],
            assets=[
                (row, AssetForm(initial=_shown(row), prefix=f"a{row.pk}", auto_id=f"a{row.pk}_%s")) for row in assets
            ],
            preview_url=reverse("publishing:preview", args=[self.case.number]),
            upload_form=UploadForm(auto_id="upload_%s"),
            **kwargs,
        )

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep the text; have it proofread when that was the button."""
        if not may_write(self.actor, self.case):
            raise PermissionDenied
        revision = write_text(self.case, form.cleaned_data["body"], actor=self.actor)
        drop_draft(self.actor, self.place)
        here = reverse("publishing:write", args=[self.case.number])
        if "proofread" not in self.request.POST:
            return Outcome(f"已保存，第 {revision.sequence} 稿。", here)
        url = have_proofread(
            Draft(
                words_of(self.case, revision.html),
                self.case.title,
                subject=f"case:{self.case.pk}",
                key=f"text:{revision.pk}:{key}",
                authors=writers_of(revision.body_id),
            ),
            self.actor,
        )
        return Outcome(f"已保存第 {revision.sequence} 稿并核校。", url or self.case_url)

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)


def _shown(row: Asset) -> dict[str, Any]:
    return {"title": row.title, "alt": row.alt, "is_map": row.is_map, "map_number": row.map_number, "order": row.order}


class UploadForm(PlainForm):
    """One file and what it shows."""

    file = forms.FileField(label="选择文件", widget=FileDrop)
    title = forms.CharField(label="名称（不填用文件名）", max_length=200, required=False)
    alt = forms.CharField(label="替代文字（图片必填）", max_length=300, required=False)
    is_map = forms.BooleanField(label="含地图", required=False)
    map_number = forms.CharField(label="审图号", max_length=60, required=False)


class AssetView(ItemPage, DeskView):
    """Puts a file to an item, changes what is said of one, takes one away; each goes back to the text."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was asked."""
        if not may_write(self.actor, self.case):
            raise PermissionDenied
        here = reverse("publishing:write", args=[self.case.number])
        try:
            words = self._change(int(kwargs["asset"])) if "asset" in kwargs else self._upload()
        except REFUSALS as error:
            refusal = explain(error)
            words = "；".join(str(getattr(reason, "message", reason)) for reason in refusal.reasons)
            return go_to(request, here, f"没有收下：{words}{refusal.next_step and '。' + refusal.next_step}")
        return go_to(request, here, words)

    def _upload(self) -> str:
        form = UploadForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            raise BadInput({name: [str(text) for text in texts] for name, texts in form.errors.items()})
        values = form.cleaned_data
        upload = values["file"]
        _judge_words(values, is_picture=upload.name.lower().endswith(PICTURE_NAMES))
        stored = store_upload(upload, filename=upload.name, actor=self.actor, purpose="publishing")
        kind = Asset.Kind.IMAGE if stored.media_type in PICTURES else Asset.Kind.ATTACHMENT
        asset = put_file(
            self.case,
            stored,
            kind=kind,
            actor=self.actor,
            title=values["title"],
            alt=values["alt"],
            is_map=values["is_map"],
            map_number=values["map_number"],
        )
        return f"已加入{asset.get_kind_display()}“{asset.title}”。"

    def _change(self, number: int) -> str:
        if "remove" in self.request.POST:
            change_file(self.case, number, {"remove": True})
            return "已移除。"
        form = AssetForm(self.request.POST, prefix=f"a{number}")
        if not form.is_valid():
            raise BadInput({name: [str(text) for text in texts] for name, texts in form.errors.items()})
        held = find_asset(self.item.body_id, number)
        _judge_words(form.cleaned_data, is_picture=held is not None and held.kind == Asset.Kind.IMAGE)
        change_file(self.case, number, dict(form.cleaned_data))
        return "已修改文件说明。"


def _judge_words(values: dict[str, Any], *, is_picture: bool) -> None:
    """Refuse a picture nobody describes and a map without its number. Legal basis: GB/T 37668-2019; 地图管理条例"""
    errors = {}
    if is_picture and not values["alt"].strip():
        errors["alt"] = ["图片要有替代文字，写明图里是什么，看不见图的人才能知道"]
    if values["is_map"] and not values["map_number"].strip():
        errors["map_number"] = ["含地图的要填写审图号；没有审图号的，请换用标准地图"]
    if errors:
        raise BadInput(errors)


class ItemAssetView(ItemPage, DeskView):
    """Hands a file of an item to whoever may see the item."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a picture in place, hand out anything else."""
        row = find_asset(self.item.body_id, kwargs["asset"])
        if row is None:
            raise Http404
        try:
            return file_response(open_file(row.file_id, self.actor, lambda _actor, _subjects: True), inline=True)  # type: ignore[return-value]
        except FileUnavailable:
            raise Http404 from None
