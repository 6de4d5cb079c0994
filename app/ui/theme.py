"""Colours, fonts and icons of the running theme; follows the desktop's light and dark while the program runs."""

import json
import os
import re
from functools import lru_cache

from PySide6.QtCore import QDir, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolTip

from app import paths
from app.ui import drawings

_FACTORS = {
    "timer": 3.9,
    "title": 1.5,
    "heading": 1.35,
    "strong": 1.0,
    "name": 1.0,
    "body": 1.0,
    "small": 0.93,
    "axis": 0.86,
    "strongAxis": 0.86,
    "figure": 1.5,
}
_WEIGHTS = {"timer": 300, "title": 600, "heading": 600, "strong": 600, "name": 500, "strongAxis": 600, "figure": 500}
_SHEET_BASE_PX = 14
_BESIDE_TEXT = 6
_SCHEMES = {"Light": Qt.ColorScheme.Light, "Dark": Qt.ColorScheme.Dark, "System": Qt.ColorScheme.Unknown}


class Theme(QObject):
    """The one source of looks. Every painted widget asks it, and repaints on `changed`."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str) -> None:
        """`choice` is `System`, `Light` or `Dark`."""
        super().__init__(application)
        self._application = application
        self._hints = application.styleHints()
        self._accessibility = self._hints.accessibility()
        self._tokens = json.loads(paths.resource("tokens.json").read_text("utf-8"))
        self._sheet = paths.resource("sessile.qss").read_text("utf-8")
        self._icons: dict[tuple[str, str, int, int], QIcon] = {}
        QDir.setSearchPaths("sheet", [str(paths.resource("sheet"))])
        self._choice = choice
        self._desktop_is_dark: bool | None = None
        self.choose(choice)
        self._hints.colorSchemeChanged.connect(self._apply)
        application.screenAdded.connect(self.draw_anew)
        application.screenRemoved.connect(self.draw_anew)

    def choose(self, choice: str) -> None:
        self._choice = choice
        self._hints.setColorScheme(_SCHEMES[choice])
        self._apply()

    def follow_desktop(self, is_dark: bool | None) -> None:
        """What the desktop says itself, where Qt does not know it; None for no preference."""
        self._desktop_is_dark = is_dark
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Qt keeps a choice of ours only where its platform takes one, so it is asked for the desktop's alone."""
        if self._choice != "System":
            return self._choice == "Dark"
        if self._desktop_is_dark is not None:
            return self._desktop_is_dark
        return self._hints.colorScheme() == Qt.ColorScheme.Dark

    @property
    def _mode(self) -> str:
        return "dark" if self.is_dark else "light"

    @property
    def has_high_contrast(self) -> bool:
        """The person asked the desktop for more contrast: its own palette then holds, not ours."""
        return self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast

    def color(self, role: str) -> QColor:
        """A colour role of tokens.json."""
        if self.has_high_contrast:
            return self._application.palette().color(_HIGH_CONTRAST.get(role, QPalette.ColorRole.WindowText))
        return QColor(self._tokens["roles"][self._mode][role])

    def project_color(self, name: str) -> QColor:
        """A project's colour by the name that the record keeps."""
        colors = self._tokens["projects"][self._mode]
        return QColor(colors.get(name.capitalize(), colors["Pebble"]))

    def heat_color(self, step: int) -> QColor:
        """A step of the heat map, 0 for nothing to 4 for the most."""
        if self.has_high_contrast:
            ink = self.color("text")
            ink.setAlphaF((1 + 3 * step) / 13)
            return ink
        return QColor(self._tokens["heat"][self._mode][step])

    def tray_color(self, which: str, *, on_dark_panel: bool) -> QColor:
        """`ink` or `overtime` for a panel of that kind."""
        return QColor(self._tokens["tray"][which]["darkPanel" if on_dark_panel else "lightPanel"])

    def dress(self, button: QAbstractButton, name: str, role: str = "text", size: int = 16) -> None:
        """Give a button with words its icon, on a canvas 6 px wider than itself: Qt leaves only 4 px there."""
        side = self.px(size)
        button.setIconSize(QSize(side + _BESIDE_TEXT, side))
        button.setIcon(self._icon(name, role, side, _BESIDE_TEXT))

    def icon(self, name: str, role: str = "text", size: int = 16) -> QIcon:
        """A drawing of resources/icons in a colour role, with its disabled form; `size` at a base font of 14 px."""
        return self._icon(name, role, self.px(size), 0)

    def dot(self, color: QColor, canvas: int = 16) -> QIcon:
        """A project's dot, 10 px wide, in the middle of a canvas."""
        return drawings.dot(color, self.px(canvas), self.px(10))

    def px(self, pixels: float) -> int:
        """Pixels of the drawings, which are for a base font of 14 px, in those of this font; never fewer."""
        return round(pixels * max(QFontInfo(self._application.font()).pixelSize() / _SHEET_BASE_PX, 1.0))

    def font(self, role: str) -> QFont:
        """A type role of look.md, section 3; sizes in points, so that text scale and DPI work."""
        font = QFont(self._application.font())
        font.setPointSizeF(font.pointSizeF() * _FACTORS[role])
        font.setWeight(QFont.Weight(_WEIGHTS.get(role, 400)))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def fitting(self, text: str, role: str, width: float) -> QFont:
        """The role's font, made smaller where the text would be wider than `width` pixels."""
        font = self.font(role)
        needed = QFontMetricsF(font).horizontalAdvance(text)
        if needed > width > 0:
            font.setPointSizeF(max(font.pointSizeF() * width / needed, self._application.font().pointSizeF()))
        return font

    def _icon(self, name: str, role: str, side: int, widen: int) -> QIcon:
        key = (name, role, side, widen)
        if key not in self._icons:
            self._icons[key] = drawings.icon(name, self.color(role), self.color("disabled"), side, widen)
        return self._icons[key]

    def draw_anew(self) -> None:
        """A screen came or went, or has another scale: icons are drawn for the pixels of those there are."""
        self._icons.clear()
        self.changed.emit()

    def _apply(self) -> None:
        self._icons.clear()
        if self.has_high_contrast:
            self._application.setStyleSheet("")
        else:
            self._application.setPalette(self._palette())
            QToolTip.setPalette(self._palette())  # their own is yellow; KDE sets the desktop's again, which is as well
            self._application.setStyleSheet(self._scaled_sheet())
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self.color(name))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette

    def _scaled_sheet(self) -> str:
        values = dict(self._tokens["roles"][self._mode])
        for key, name in (("iconUp", "chevron-up"), ("iconDown", "chevron-down"), ("iconCheck", "check")):
            values[key] = f"sheet:{name}-{self._mode}.svg"
        return _scaled(self._sheet % values, self.px(1000) / 1000)


@lru_cache(maxsize=8)
def _scaled(sheet: str, factor: float) -> str:
    """Lengths over 2 px grow with the font; hairlines and focus borders stay."""

    def grow(match: re.Match[str]) -> str:
        pixels = int(match[1])
        return f"{pixels if pixels <= 2 else round(pixels * factor)}px"

    return re.sub(r"\b(\d+)px", grow, sheet)


def theme_for_pictures() -> str:
    """`SESSILE_THEME=light` or `dark` overrides the person's choice; empty where it is neither."""
    theme = os.environ.get("SESSILE_THEME", "").capitalize()
    return theme if theme in _SCHEMES else ""


_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text2",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "fill",
    QPalette.ColorRole.HighlightedText: "onFill",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Mid: "edge",
    QPalette.ColorRole.Light: "raised",
}

_HIGH_CONTRAST = {
    "window": QPalette.ColorRole.Window,
    "sidebar": QPalette.ColorRole.Window,
    "surface": QPalette.ColorRole.Base,
    "raised": QPalette.ColorRole.Base,
    "soft": QPalette.ColorRole.Base,
    "track": QPalette.ColorRole.Mid,
    "disabled": QPalette.ColorRole.PlaceholderText,
    "fill": QPalette.ColorRole.Highlight,
    "onFill": QPalette.ColorRole.HighlightedText,
}
