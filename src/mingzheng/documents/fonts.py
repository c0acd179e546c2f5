"""Which fonts a PDF is set in: the official ones where installed, honest substitutes otherwise.

Answers for: finding fonts on this machine, choosing one family per role of GB/T 9704 and naming what was substituted.
Does not belong here: which characters a font has (`writing.glyphs`) and typesetting itself (`writing.typesetting`).
The `MINGZHENG_FONTS` environment variable may name further folders (separated as PATH is).
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

FOLDERS_VARIABLE = "MINGZHENG_FONTS"


class FontRole(StrEnum):
    """The typefaces GB/T 9704 asks for."""

    TITLE = "title"
    BODY = "body"
    KAI = "kai"
    HEI = "hei"
    SONG = "song"


# What a .docx names: the fonts the receiving office has, whatever this machine has.
OFFICIAL_NAMES: dict[FontRole, str] = {
    FontRole.TITLE: "方正小标宋简体",
    FontRole.BODY: "仿宋_GB2312",
    FontRole.KAI: "楷体_GB2312",
    FontRole.HEI: "黑体",
    FontRole.SONG: "宋体",
}

# Family names as font files state them; Windows and 方正 fonts carry an English one beside the Chinese.
_OFFICIAL_FAMILIES: dict[FontRole, tuple[str, ...]] = {
    FontRole.TITLE: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    FontRole.BODY: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02"),
    FontRole.KAI: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03"),
    FontRole.HEI: ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01"),
    FontRole.SONG: ("宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01"),
}

# (family, weight), best first. The last ones come in the wheel and are always there.
_SUBSTITUTES: dict[FontRole, tuple[tuple[str, int], ...]] = {
    FontRole.TITLE: (
        ("Noto Serif CJK SC", 700),
        ("Source Han Serif SC", 700),
        ("FandolSong", 700),
        ("Noto Serif SC", 400),
    ),
    FontRole.BODY: (("FandolFang R", 400), ("Noto Serif CJK SC", 400), ("Noto Serif SC", 400)),
    FontRole.KAI: (
        ("FandolKai", 400),
        ("LXGW WenKai", 400),
        ("AR PL UKai CN", 400),
        ("Noto Serif CJK SC", 400),
        ("Noto Serif SC", 400),
    ),
    FontRole.HEI: (("FandolHei", 400), ("Noto Sans CJK SC", 400), ("Noto Sans SC", 400)),
    FontRole.SONG: (("FandolSong", 400), ("Noto Serif CJK SC", 400), ("Noto Serif SC", 400)),
}

# Read after the chosen family for a character it lacks (rare names). Wide coverage first.
_FALLBACKS: tuple[str, ...] = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
)


@dataclass(frozen=True, slots=True)
class Face:
    """One font file face: `path` and its index inside a collection."""

    family: str
    weight: int
    path: Path
    index: int


@dataclass(frozen=True, slots=True)
class RoleFont:
    """What one role is set in: its face, the faces read after it and whether the weight is imitated by an outline."""

    role: FontRole
    face: Face
    fallbacks: tuple[Face, ...]
    is_official: bool
    imitates_bold: bool = False

    @property
    def families(self) -> tuple[str, ...]:
        """Return the family names in reading order, each once."""
        return tuple(dict.fromkeys((self.face.family, *(face.family for face in self.fallbacks))))


@dataclass(frozen=True, slots=True)
class FontPlan:
    """The fonts of one document. `substituted` says in Chinese what stands in for what; empty when all are official."""

    roles: dict[FontRole, RoleFont]
    substituted: tuple[str, ...]
    fonts: typst.Fonts

    def statement(self) -> str:
        """Return the sentence a document prints about its substitutes, or an empty string."""
        return "字体替代：" + "，".join(self.substituted) + "。" if self.substituted else ""


def plan_fonts(*, folders: Iterable[Path] = (), use_system: bool = True) -> FontPlan:
    """Choose a font for every role.

    `folders` are searched beside the system's fonts, the `MINGZHENG_FONTS` folders and the wheel. The plan is computed
    once per set of folders and process.
    """
    named = [Path(part) for part in os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep) if part]
    found = tuple(str(folder) for folder in (*folders, *named) if folder.is_dir())
    return _plan(found, use_system)


@lru_cache(maxsize=8)
def _plan(folders: tuple[str, ...], use_system: bool) -> FontPlan:
    wheel = str(pylopdf_fonts_zh_cn.serif_path().parent)
    fonts = typst.Fonts(include_system_fonts=use_system, include_embedded_fonts=False, font_paths=[*folders, wheel])
    faces = [
        Face(info.family, info.weight, Path(info.path), info.index)
        for info in fonts.fonts()
        if info.path and info.style == "normal"
    ]
    roles = {role: _choose(role, faces) for role in FontRole}
    return FontPlan(roles, _name_substitutes(roles.values()), fonts)


def _choose(role: FontRole, faces: Sequence[Face]) -> RoleFont:
    fallbacks = _find_fallbacks(faces)
    for family in _OFFICIAL_FAMILIES[role]:
        face = _find_face(faces, family, 400) or _find_face(faces, family, 700)
        if face:
            return RoleFont(role, face, fallbacks, is_official=True)
    for family, weight in _SUBSTITUTES[role]:
        face = _find_face(faces, family, weight)
        if face:
            imitates = role is FontRole.TITLE and face.weight < 600
            return RoleFont(role, face, fallbacks, is_official=False, imitates_bold=imitates)
    raise LookupError(f"no font for {role}: the wheel pylopdf-fonts-zh-cn is incomplete")


def _find_face(faces: Sequence[Face], family: str, weight: int) -> Face | None:
    return next((face for face in faces if face.family == family and face.weight == weight), None)


def _find_fallbacks(faces: Sequence[Face]) -> tuple[Face, ...]:
    found = (_find_face(faces, family, 400) for family in _FALLBACKS)
    return tuple(face for face in found if face)


def _name_substitutes(roles: Iterable[RoleFont]) -> tuple[str, ...]:
    return tuple(
        f"{OFFICIAL_NAMES[font.role]}→{font.face.family}{'粗体' if font.face.weight >= 600 else ''}"
        f"{'（描边）' if font.imitates_bold else ''}"
        for font in roles
        if not font.is_official
    )
