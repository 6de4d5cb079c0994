"""The settings page `Away time`: thresholds that hold at once, and what is known of the signs."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.control.presence import Presence
from app.control.session_controller import SessionController
from app.core.settings import LONGEST_THRESHOLD
from app.core.signs import Sign, SignSource
from app.ui.away_time_page import AwayTimePage
from app.ui.settings_dialog import SettingsDialog
from app.ui.theme import Theme

SOURCES = (
    SignSource(Sign.IDLE, "Wayland", None, ""),
    SignSource(Sign.SLEEP, "logind", True, "used"),
    SignSource(Sign.LOCK, "Screen saver", False, "no such service"),
)


@pytest.fixture
def page(controller: SessionController, presence: Presence, theme: Theme, qtbot: QtBot) -> AwayTimePage:
    page = AwayTimePage(controller, presence, theme)
    qtbot.addWidget(page)
    page.show()
    return page


def spin(widget: QWidget, name: str) -> QSpinBox:
    return next(found for found in widget.findChildren(QSpinBox) if found.accessibleName() == name)


def sources(page: QWidget) -> list[tuple[str, str]]:
    named = (w for w in page.findChildren(QWidget) if ", " in w.accessibleName() and w.isVisible())
    return [(widget.accessibleName(), widget.accessibleDescription()) for widget in named]


def test_the_four_thresholds_have_their_defaults_and_range(page: AwayTimePage) -> None:
    names = ("Idle", "Locked", "Asleep", "Not running")
    assert [spin(page, name).value() for name in names] == [5, 5, 1, 1]
    assert {(spin(page, name).minimum(), spin(page, name).maximum()) for name in names} == {(1, LONGEST_THRESHOLD)}


def test_a_threshold_holds_at_once(page: AwayTimePage, controller: SessionController) -> None:
    for name, minutes in (("Idle", 7), ("Locked", 8), ("Asleep", 9), ("Not running", 10)):
        spin(page, name).setValue(minutes)
    settings = controller.settings
    changed = (settings.idle_minutes, settings.locked_minutes, settings.asleep_minutes, settings.closed_minutes)
    assert changed == (7, 8, 9, 10)


def test_each_sign_says_in_words_whether_it_works_and_why(page: AwayTimePage, presence: Presence) -> None:
    before = sources(page)
    presence.set_sources(SOURCES)
    told = {label.text() for label in page.findChildren(QLabel) if label.isVisible()}
    assert (before, sources(page)) == (
        [],
        [
            ("Sleep, logind: works", "used"),
            ("Lock, Screen saver: does not work", "no such service"),
            ("Idle, Wayland: not known yet", ""),
        ],
    )
    assert {"works", "does not work", "not known yet", "No such service", "Sleep", "Lock", "Idle"} <= told


def test_many_signs_scroll(page: AwayTimePage, presence: Presence, qapp: QApplication) -> None:
    presence.set_sources(tuple(SignSource(Sign.IDLE, f"Source {n}", True, "used") for n in range(20)))
    page.resize(500, 400)
    qapp.processEvents()
    assert (page.verticalScrollBar().maximum() > 0, page.horizontalScrollBar().maximum()) == (True, 0)


def test_it_is_a_page_of_the_settings(settings_dialog: SettingsDialog) -> None:
    settings_dialog.show()
    names = [b.text() for b in settings_dialog._buttons.values()]
    settings_dialog._buttons["Away time"].click()
    assert names == ["General", "Alerts", "Away time", "Breaks", "Shortcuts", "Data"]
    assert spin(settings_dialog, "Not running").isVisible()
