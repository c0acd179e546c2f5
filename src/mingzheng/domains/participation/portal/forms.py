"""The form in which opinions are given: article by article, and on the whole; who one is only if one likes.

What is done with the answers is `submitting`. Legal basis: 个人信息保护法 第六条 (nothing is asked that is not needed).
"""

from typing import Any

from django import forms

from mingzheng.domains.participation.models import Piece
from mingzheng.domains.participation.submitting import NewOpinion
from mingzheng.domains.participation.words import AUTHORS, WHOLE
from mingzheng.kit.text import normalize_text
from mingzheng.platform.design.public import MultipleFileDrop, MultipleFileField, PlainTextarea
from mingzheng.platform.portal.public import PublicForm
from mingzheng.proofing.masking import mask_text

MOST_FILES = 3
LONGEST = 2000
NO_PERSON = "意见会整理后公开，请不要在这里写姓名、证件号码和电话；联系方式写在下面，会加密保存。"
PREFIX = "on_"


class OpinionForm(PublicForm):
    """Opinions on a draft. `chosen` is the article the reader came from: its field stands open."""

    overall = forms.CharField(
        label=WHOLE,
        required=False,
        max_length=LONGEST,
        widget=PlainTextarea(rows=5),
        help_text="对整个草案的意见和建议。",
        error_messages={"max_length": f"最多 {LONGEST} 字，更长的可以作为附件。"},
    )
    author = forms.ChoiceField(label="您是", choices=AUTHORS, initial="person", widget=forms.RadioSelect)
    name = forms.CharField(
        label="姓名或者单位名称", required=False, max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact = forms.CharField(
        label="联系电话或者邮箱",
        required=False,
        max_length=120,
        help_text="只在需要向您核实时使用，加密保存，不公开。",
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    papers = MultipleFileField(
        label="附件",
        required=False,
        widget=MultipleFileDrop(),
        help_text=f"最多 {MOST_FILES} 个。不要上传国家秘密和他人的个人信息。",
    )

    def __init__(self, *args: Any, pieces: list[Piece], chosen: int = -1, **values: Any) -> None:
        super().__init__(*args, **values)
        self.pieces, self.chosen = pieces, chosen
        for piece in pieces:
            self.fields[f"{PREFIX}{piece.pk}"] = forms.CharField(
                label=f"对{piece.label or '这一部分'}的意见",
                required=False,
                max_length=LONGEST,
                widget=PlainTextarea(rows=4),
                error_messages={"max_length": f"最多 {LONGEST} 字。"},
            )

    @property
    def articles(self) -> list[tuple[Piece, forms.BoundField, bool]]:
        """Return each article with its field and whether it stands open."""
        found = []
        for piece in self.pieces:
            bound = self[f"{PREFIX}{piece.pk}"]
            found.append((piece, bound, piece.position == self.chosen or bool(bound.value()) or bool(bound.errors)))
        return found

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Return the fields about the sender."""
        return [self[name] for name in ("author", "name", "contact", "papers")]

    def clean_papers(self) -> list[Any]:
        """Bound the number of files."""
        given: list[Any] = self.cleaned_data["papers"]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(f"最多附 {MOST_FILES} 个文件，请合并后再上传。")
        return given

    def clean(self) -> dict[str, Any]:
        """Ask for at least one opinion, and keep personal data out of what will be public."""
        given = super().clean() or {}
        for name in self._opinion_names():
            text = normalize_text(str(given.get(name) or ""))
            if text and mask_text(text)[1]:
                self.add_error(name, NO_PERSON)
        wrong = any(name in self.errors for name in self._opinion_names())
        if not self.list_opinions() and not wrong:
            self.add_error("overall", "请至少写一条意见：对整个草案，或者对其中一条。")
        return given

    def _opinion_names(self) -> list[str]:
        return ["overall", *(f"{PREFIX}{piece.pk}" for piece in self.pieces)]

    def list_opinions(self) -> list[NewOpinion]:
        """Return the opinions given."""
        given = self.cleaned_data
        found = [(None, given.get("overall"))] + [(piece.pk, given.get(f"{PREFIX}{piece.pk}")) for piece in self.pieces]
        return [NewOpinion(piece_id, str(text).strip()) for piece_id, text in found if text and str(text).strip()]
