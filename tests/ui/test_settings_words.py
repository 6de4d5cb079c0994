"""No word of the settings is cut: in the smallest window, in large letters, in a language with longer words."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.control.operations import Fields
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from app.ui.settings_dialog import SettingsDialog
from app.ui.settings_page import SettingsPage
from tests.fakes import at
from tests.pictures import wordy
from tests.ui.looking import box, cut_names, cut_words, nameless, settle

PAGES = ("General", "Alerts", "Away time", "Breaks", "Data", "Shortcuts")
LONG = "W" * 200


@pytest.fixture(params=[1.0, 1.6], ids=["usual letters", "large letters"])
def letters(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    before, font = qapp.font(), qapp.font()
    font.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(font)
    yield
    qapp.setFont(before)


@pytest.fixture(params=[False, True], ids=["English", "longer words"])
def language(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if request.param:
        wordy.lengthen_all(monkeypatch.setattr)


@pytest.fixture
def dialog(
    letters: None,
    language: None,
    store: Store,
    controller: SessionController,
    quiet: Quiet,
    request: pytest.FixtureRequest,
) -> SettingsDialog:
    """All that can be there is there, and it is as small as it gets."""
    controller.start_entry(QuickEntry("", LONG, (LONG, "R&D _x_ <b>", "a\u202eb"), 25), Fields())
    session_id = controller.stop(controller.active_id()).id
    with store.write():
        store.catalogue.set_project_quiet(1, True)
        for tag_id in (1, 2, 3):
            store.catalogue.set_tag_quiet(tag_id, True)
        for record in (
            AlertRecord(AlertKind.TIME_ALMOST_UP, at(-24 * 60), Result.HELD, "no alerts for one of its tags"),
            AlertRecord(AlertKind.TIME_IS_UP, at(5), Result.SHOWN, "org.freedesktop.DBus.Error.ServiceUnknown", "tray"),
        ):
            store.alerts.put(session_id, record, record.due)
    controller.change_settings(controller.settings._replace(tells_no_session=True))
    quiet.set_why_not_told("there is no D-Bus on this computer")
    quiet.keep_until_tomorrow()
    dialog: SettingsDialog = request.getfixturevalue("settings_dialog")
    dialog.show_test("plyer", "desktop service did not answer within 2 s")
    dialog.show()
    dialog.resize(1, 1)
    return dialog


def too_wide(page: QWidget | None) -> bool:
    assert isinstance(page, SettingsPage)
    return page._inside.width() > page.viewport().width()


@pytest.mark.parametrize("page", PAGES)
def test_no_word_is_cut_and_nothing_scrolls_sideways(page: str, dialog: SettingsDialog) -> None:
    dialog._buttons[page].click()
    settle()
    shown = dialog._stack.currentWidget()
    names = [name for name in cut_names(dialog) if "W" * 20 not in name]
    assert (cut_words(dialog), names, too_wide(shown)) == ([], [], False)


def test_the_window_grows_with_the_rows_that_come(settings_dialog: SettingsDialog) -> None:
    settings_dialog.show()
    settings_dialog._buttons["Alerts"].click()
    settings_dialog.resize(1, 1)
    box(settings_dialog, "No session running").setChecked(True)
    settle()
    assert not too_wide(settings_dialog._stack.currentWidget())


@pytest.mark.parametrize("page", PAGES)
def test_everything_to_press_or_fill_in_has_a_name(page: str, settings_dialog: SettingsDialog, qtbot: QtBot) -> None:
    settings_dialog.show()
    settings_dialog._buttons[page].click()
    assert nameless(settings_dialog) == []
