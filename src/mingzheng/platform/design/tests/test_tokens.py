"""The tokens keep their promises: every theme has every colour, nothing else names one, and text can be read."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[1] / "static" / "design" / "css"
TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def read_tokens(*names: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        text = (CSS / f"{name}.css").read_text(encoding="utf-8").split(".portal")[0]
        if name == "tokens-contrast":
            text = text.split("@media")[0]
        found.update(TOKEN.findall(text))
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


THEMES = {"light": ("tokens",), "dark": ("tokens", "tokens-dark"), "contrast": ("tokens", "tokens-contrast")}
TEXT_ON_GROUND = [
    (ink, ground)
    for ink in ("ink", "ink-2", "ink-3", "action", "late", "near", "good", "wait")
    for ground in ("paper", "surface", "raised", "hover")
] + [
    ("on-action", "action"),
    ("on-frame", "frame"),
    ("late", "late-tint"),
    ("near", "near-tint"),
    ("good", "good-tint"),
    ("action", "action-tint"),
    ("ink", "late-tint"),
    ("ink", "near-tint"),
    ("ink", "mark"),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(theme, ink, ground):
    tokens = read_tokens(*THEMES[theme])
    wanted = 7 if theme == "contrast" else 4.5
    assert contrast(tokens[ink], tokens[ground]) >= wanted


@pytest.mark.parametrize("theme", THEMES)
def test_the_edge_of_a_field_can_be_seen(theme):
    tokens = read_tokens(*THEMES[theme])
    assert contrast(tokens["field-line"], tokens["raised"]) >= 3


def test_dark_restates_every_colour_of_light():
    light, dark = read_tokens("tokens"), read_tokens("tokens-dark")
    colours = {name for name, value in light.items() if HEX.search(value) or "rgb(" in value}
    assert colours - set(dark) == set()


@pytest.mark.parametrize("sheet", sorted(p.name for p in CSS.glob("*.css") if not p.name.startswith("tokens")))
def test_only_the_tokens_name_a_colour(sheet):
    text = (CSS / sheet).read_text(encoding="utf-8")
    if sheet in ("print.css", "charts.css"):  # paper and forced colours are black and white by nature
        text = re.sub(r"#(000000|ffffff|222222|444444|555555|999999)", "", text)
    assert HEX.findall(text) == []


@pytest.mark.parametrize("sheet", sorted(p.name for p in CSS.glob("*.css")))
def test_no_sheet_uses_an_unknown_token(sheet):
    known = set(read_tokens("tokens"))
    used = set(re.findall(r"var\(--([\w-]+)", (CSS / sheet).read_text(encoding="utf-8")))
    assert used - known == set()
