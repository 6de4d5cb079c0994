"""The colour roles, and the drawings in them."""

import json
import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QToolTip

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
PANELS = {"lightPanel": "#E4E6E5", "darkPanel": "#0E1011"}
"""As the tray icons were drawn for them."""


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def sheet_rules() -> dict[str, dict[str, str]]:
    """Background and colour by selector, as roles; empty for a background that is transparent."""
    sheet = re.sub(r"/\*.*?\*/", "", paths.resource("sessile.qss").read_text("utf-8"), flags=re.DOTALL)
    rules: dict[str, dict[str, str]] = {}
    for selectors, body in re.findall(r"([^{}]+){([^{}]*)}", sheet):
        named = dict(re.findall(r"(?:^|;)(background|color):(?:%\((\w+)\)s|transparent)", body))
        for selector in selectors.strip().split(","):
            rules.setdefault(selector, {}).update(named)
    return rules


def sheet_pairs() -> set[tuple[str, str]]:
    """Colours that the style sheet puts words in, with what is behind them.

    A rule that names only one of the two gets the other from the rules of its kind without a state; where none names a
    background, the words stand on the window or on a card.
    """
    rules, pairs = sheet_rules(), set()
    for selector, own in rules.items():
        if "::" in selector or not own:  # a part of a control has no words
            continue
        plain = selector.partition(":")[0].replace('[current="true"]', "")
        kind = plain.partition("[")[0]
        both = rules.get(kind, {}) | rules.get(plain, {}) | own
        behind = both.get("background", "")
        for background in ("window", "surface") if not behind else (behind,):
            pairs.add((both.get("color", "text"), background))
    return pairs


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
@pytest.mark.parametrize(("text", "background"), [("text", "hover"), ("text2", "hover"), ("text", "raised")])
def test_words_under_the_pointer_and_in_menus_stand_out(mode: str, text: str, background: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles[text], roles[background]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("surface", SURFACES)
def test_borders_of_controls_can_be_seen(mode: str, surface: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles["edge"], roles[surface]) >= 3.0


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("role", ["disabled", "fill"])
@pytest.mark.parametrize("surface", ["window", "surface"])
def test_disabled_words_and_filled_buttons_can_be_seen(mode: str, role: str, surface: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles[role], roles[surface]) >= 3.0


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("role", ["accent", "overtime", "break"])
def test_a_state_stands_out_from_the_track_as_text_does(mode: str, role: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles[role], roles["track"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_a_paused_arc_stands_out_from_its_track(mode: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles["text2"], roles["track"]) >= 3.0


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("text", "background"), sorted(sheet_pairs()))
def test_words_stand_out_wherever_the_style_sheet_puts_them(mode: str, text: str, background: str) -> None:
    roles = TOKENS["roles"][mode]
    assert contrast(roles[text], roles[background]) >= (3.0 if text == "disabled" else 4.5)


@pytest.mark.parametrize(("kind", "panel"), PANELS.items())
def test_the_tray_icon_stands_out_from_its_panel(kind: str, panel: str) -> None:
    assert contrast(TOKENS["tray"]["ink"][kind], panel) >= 11.9
    assert contrast(TOKENS["tray"]["overtime"][kind], panel) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("project", TOKENS["projects"]["light"])
def test_project_colours_stand_out_from_the_surface(mode: str, project: str) -> None:
    assert contrast(TOKENS["projects"][mode][project], TOKENS["roles"][mode]["surface"]) >= 3.0


def roles_of(selector: str, *properties: str) -> list[str]:
    """The colours that a rule of the sheet gives to these properties."""
    sheet = paths.resource("sessile.qss").read_text("utf-8")
    body = next(body for rule, body in re.findall(r"([^{}]+){([^{}]*)}", sheet) if rule.strip() == selector)
    return [re.findall(rf"(?:^|;){name}:[^;]*%\((\w+)\)s", body)[0] for name in properties]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("project", TOKENS["projects"]["light"])
def test_a_project_s_dot_stands_out_from_its_chip(mode: str, project: str) -> None:
    (background,) = roles_of('QFrame[chip="true"]', "background")
    assert contrast(TOKENS["projects"][mode][project], TOKENS["roles"][mode][background]) >= 3.0


@pytest.mark.parametrize("mode", MODES)
def test_the_cross_in_a_chip_stands_out_under_the_pointer_too(mode: str) -> None:
    roles = TOKENS["roles"][mode]
    for rule in ('QFrame[chip="true"]', 'QToolButton[inChip="true"]:hover'):
        (behind,) = roles_of(rule, "background")
        assert contrast(roles["text2"], roles[behind]) >= 3.0


@pytest.mark.parametrize("mode", MODES)
def test_a_chosen_toggle_has_a_border_that_can_be_seen(mode: str) -> None:
    background, border = roles_of('QPushButton[toggle="true"]:checked', "background", "border-color")
    roles = TOKENS["roles"][mode]
    assert min(contrast(roles[border], roles[beside]) for beside in (background, "surface")) >= 3.0


def test_the_pairs_of_the_sheet_include_chips_toggles_and_times() -> None:
    kinds = ('QFrame[chip="true"]', 'QPushButton[toggle="true"]:checked', "QDateTimeEdit", "QDateTimeEdit:disabled")
    assert [kind for kind in kinds if kind not in sheet_rules()] == []


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


def test_tooltips_have_the_theme_s_colours(theme: Theme) -> None:
    theme.choose("Dark")
    assert QToolTip.palette().color(QPalette.ColorRole.ToolTipBase).name() == TOKENS["roles"]["dark"]["raised"].lower()


def test_no_placeholder_is_left_in_the_style_sheet(theme: Theme) -> None:
    assert "%(" not in theme._scaled_sheet()
