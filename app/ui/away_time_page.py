"""The settings page `Away time`: from which length on time away is asked about, and which signs work here."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.control.presence import Presence
from app.control.session_controller import SessionController
from app.core.settings import LONGEST_THRESHOLD
from app.core.signs import Sign, SignSource
from app.ui.columns import empty
from app.ui.fields import spin_box, unit
from app.ui.settings_card import SettingsCard
from app.ui.settings_page import SettingsPage, small
from app.ui.theme import Theme


class _Threshold(NamedTuple):
    name: str
    field: str
    hint: str


_THRESHOLDS = (
    _Threshold("Idle", "idle_minutes", "No key and no click for this long."),
    _Threshold("Locked", "locked_minutes", "The screen was locked for this long."),
    _Threshold("Asleep", "asleep_minutes", "The computer slept for this long."),
    _Threshold("Not running", "closed_minutes", "Sessile was closed for this long."),
)
_STATES = {True: ("works", "check", "accent"), False: ("does not work", "close", "text2")}
_UNKNOWN = ("not known yet", "more", "text2")


class AwayTimePage(SettingsPage):
    """Follows what becomes known of the signs while it is open."""

    def __init__(
        self, controller: SessionController, presence: Presence, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(controller, theme, parent)
        self._presence = presence
        self._signs = QVBoxLayout()
        self._heading = QLabel("Signs on this computer")
        self._heading.setFont(theme.font("strong"))
        self.column.addWidget(self._thresholds())
        self.column.addWidget(small(theme, "Shorter stretches are not asked about."))
        self.column.addSpacing(theme.px(12))
        self.column.addWidget(self._heading)
        self.column.addLayout(self._signs)
        self.column.addStretch()
        presence.sources_changed.connect(self._show_signs)
        theme.changed.connect(self._show_signs)
        self._show_signs()

    def _thresholds(self) -> QWidget:
        card = SettingsCard(self._theme)
        for threshold in _THRESHOLDS:
            minutes = getattr(self._controller.settings, threshold.field)
            spin = spin_box(self._theme, threshold.name, 1, LONGEST_THRESHOLD, minutes)
            spin.valueChanged.connect(lambda value, field=threshold.field: self.change(**{field: value}))
            card.add_row(threshold.name, threshold.hint, spin, unit("min"))
        return card

    def _show_signs(self) -> None:
        empty(self._signs)
        card = SettingsCard(self._theme)
        card.setAccessibleName("Signs on this computer")
        order = list(Sign)
        sources = sorted(self._presence.sources, key=lambda source: order.index(source.sign))
        for number, source in enumerate(sources):
            is_first = number == 0 or sources[number - 1].sign is not source.sign
            card.add_widget(_row(self._theme, source, named=is_first))
        if not sources:
            card.add_widget(small(self._theme, "Nothing is known of them yet."))
        self._signs.addWidget(card)
        card.show()


def _row(theme: Theme, source: SignSource, *, named: bool) -> QWidget:
    """Icon, sign, name over the reason, and the state in words; the sign is written where its group begins."""
    state, icon, role = _UNKNOWN if source.works is None else _STATES[source.works]
    mark, sign, name, works = QLabel(), QLabel(source.sign if named else ""), QLabel(source.name), QLabel(state)
    mark.setPixmap(theme.icon(icon, role).pixmap(theme.px(16), theme.px(16)))
    strong = theme.font("strong")
    sign.setFont(strong)
    sign.setMinimumWidth(max(QFontMetrics(strong).horizontalAdvance(word) for word in Sign) + theme.px(12))
    name.setFont(theme.font("name"))
    for label in (name, works):
        label.setTextFormat(Qt.TextFormat.PlainText)
    name.setWordWrap(True)
    works.setProperty("dim", source.works is not True)
    row = QWidget()
    row.setAccessibleName(f"{source.sign}, {source.name}: {state}")
    row.setAccessibleDescription(source.why)
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(8))
    grid.setVerticalSpacing(theme.px(2))
    grid.setColumnStretch(2, 1)
    for number, label in enumerate((mark, sign, name, works)):
        grid.addWidget(label, 0, number)
    if source.why:
        grid.addWidget(small(theme, f"{source.why[0].upper()}{source.why[1:]}"), 1, 2, 1, 2)
    return row
