"""The colour roles, and the drawings in them."""

import json
import re

import pytest

from app import paths
from app.ui.theme import Theme

TOKENS = json.loads(paths.resource("tokens.json").read_text("utf-8"))
SURFACES = ("window", "surface", "sidebar")
TEXTS = ("text", "text2", "accent", "overtime", "undecided", "break", "danger")
ON_SOFT = {
    "overtime": "overtimeSoft",
    "undecided": "undecidedSoft",
    "break": "breakSoft",
    "danger": "dangerSoft",
    "text": "soft",
    "text2": "soft",
    "accent": "soft",
}
MODES = ("light", "dark")


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_out_from_every_surface(mode: str, surface: str, text: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles[text], roles[surface]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("text", "soft"), ON_SOFT.items())
def test_text_stands_out_from_its_tint(mode: str, text: str, soft: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles[text], roles[soft]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("fill", ["fill", "fillHover"])
def test_the_word_on_the_filled_button_stands_out(mode: str, fill: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles["onFill"], roles[fill]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("role", ["edge", "disabled"])
@pytest.mark.parametrize("surface", ["window", "surface"])
def test_borders_and_disabled_words_can_be_seen(mode: str, role: str, surface: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles[role], roles[surface]) >= 3.0


@pytest.mark.parametrize("mode", MODES)
def test_the_arc_stands_out_from_its_track(mode: str) -> None:
    roles = TOKENS["roles"][mode]
    assert min(contrast(roles[role], roles["track"]) for role in ("accent", "overtime", "text2")) >= 3.0


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("project", TOKENS["projects"]["light"])
def test_project_colours_stand_out_from_the_surface(mode: str, project: str) -> None:
    assert contrast(TOKENS["projects"][mode][project], TOKENS["roles"][mode]["surface"]) >= 3.0


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("name", "role"), [("chevron-up", "text2"), ("chevron-down", "text2"), ("check", "onFill")])
def test_the_sheet_s_drawings_have_the_theme_s_colours(mode: str, name: str, role: str) -> None:
    drawing = paths.resource(f"icons/{name}.svg").read_text("utf-8")
    expected = drawing.replace("currentColor", TOKENS["roles"][mode][role])
    assert paths.resource(f"sheet/{name}-{mode}.svg").read_text("utf-8") == expected


def test_every_drawing_named_in_the_code_is_there(theme: Theme) -> None:
    known = {path.stem for path in paths.resource("icons").glob("*.svg")}
    source = "".join(path.read_text("utf-8") for path in paths.resource("../app/ui").glob("*.py"))
    named = set(re.findall(r"""(?:\.icon|dress\(\w+(?:\.\w+)?,)\(?\s*"([a-z-]+)\"""", source))
    named |= set(re.findall(r'Command\("\w+", "[^"]+", "([a-z-]+)"', source))
    assert named, "the pattern no longer finds a name"
    assert named <= known


def test_a_choice_wins_over_the_desktop(theme: Theme) -> None:
    theme.choose("Dark")
    theme.follow_desktop(False)
    assert theme.is_dark


def test_the_desktop_is_followed_while_running(theme: Theme) -> None:
    theme.choose("System")
    theme.follow_desktop(True)
    assert theme.color("window").name() == TOKENS["roles"]["dark"]["window"].lower()


def test_no_placeholder_is_left_in_the_style_sheet(theme: Theme) -> None:
    assert "%(" not in theme._scaled_sheet()
