"""The window `Export`: what it offers, what it writes, and what it says of it."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDateEdit, QFileDialog, QProgressBar
from pytestqt.qtbot import QtBot

from app.control import exporter as exporter_module
from app.control.exporter import Exporter
from app.control.operations import Start
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core.model import Session
from app.core.outgoing import Form, Outgoing
from app.core.periods import Period, Span
from app.store.store import Store
from app.ui.export_dialog import ExportDialog
from app.ui.settings_dialog import SettingsDialog
from app.ui.theme import Theme
from tests.fakes import MINUTE, FakeClock
from tests.ui.looking import button, cut_names, cut_values, cut_words, nameless, settle, told

MARCH = Period(Span.RANGE, date(2026, 3, 1), date(2026, 3, 10))


@pytest.fixture
def exporter(store: Store, controller: SessionController) -> Iterator[Exporter]:
    exporter = Exporter(store.reading_store, controller)
    yield exporter
    exporter.close()


@pytest.fixture
def dialog(
    exporter: Exporter, controller: SessionController, overview: Overview, theme: Theme, qtbot: QtBot
) -> ExportDialog:
    dialog = ExportDialog(exporter, controller, overview, theme)
    qtbot.addWidget(dialog)
    dialog.bring_up()
    return dialog


@pytest.fixture
def ended(controller: SessionController, clock: FakeClock) -> Session:
    session = controller.start(Start(25))
    clock.advance(10 * MINUTE)
    return controller.stop(session.id)


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A CSV is written only once it is set."""
    go = threading.Event()

    def pieces(outgoing: Outgoing) -> Iterator[bytes]:
        go.wait(10)
        for _ in outgoing.sessions:
            yield b"session"

    monkeypatch.setitem(exporter_module._PIECES, Form.CSV, pieces)
    yield go
    go.set()


def proposed(dialog: ExportDialog) -> str:
    """The name that the dialog for the place proposes."""
    button(dialog, "Export…").click()
    asking = dialog.findChildren(QFileDialog)[-1]
    name = Path(asking.selectedFiles()[0]).name
    asking.close()
    return name


def test_settings_has_a_button_for_each(settings_dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignals([settings_dialog.export_wanted, settings_dialog.import_wanted]):
        button(settings_dialog, "Export…").click()
        button(settings_dialog, "Import…").click()


def test_each_format_says_what_it_is_for(dialog: ExportDialog) -> None:
    box = dialog.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["CSV", "JSON", "iCalendar"]
    for number, hint in enumerate(("spreadsheet", "imported by Sessile", "calendar")):
        box.setCurrentIndex(number)
        assert any(hint in each for each in told(dialog))


def test_the_name_tells_the_days_of_a_range(dialog: ExportDialog) -> None:
    assert proposed(dialog) == "sessile.csv"
    button(dialog, "Range of days").click()
    assert proposed(dialog) == "sessile 2026-03-01 to 2026-03-10.csv"


def test_days_are_chosen_only_for_a_range(dialog: ExportDialog) -> None:
    edits = dialog.findChildren(QDateEdit)
    assert [edit.isVisible() for edit in edits] == [False, False]
    button(dialog, "Range of days").click()
    assert [edit.isVisible() for edit in edits] == [True, True]


def test_what_was_written_is_told_with_the_way_to_it(
    dialog: ExportDialog, ended: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.export(tmp_path / "sessile.csv", Form.CSV, MARCH)
    qtbot.waitUntil(lambda: "1 session written to sessile.csv." in told(dialog))
    assert (tmp_path / "sessile.csv").stat().st_size
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    button(dialog, "Open folder").click()
    assert opened == [QUrl.fromLocalFile(str(tmp_path))]


def test_a_failure_is_one_sentence(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    gone = tmp_path / "gone"
    dialog.export(gone / "x.csv", Form.CSV, None)
    sentence = f"The folder {gone} is not there, so nothing was exported. Choose another one."
    qtbot.waitUntil(lambda: sentence in told(dialog))
    assert button(dialog, "Export…").isEnabled()


def test_while_it_runs_it_can_be_cancelled_and_nothing_is_left(
    dialog: ExportDialog, exporter: Exporter, ended: Session, go: threading.Event, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    dialog.export(folder / "x.csv", Form.CSV, None)
    bar = dialog.findChildren(QProgressBar)[0]
    qtbot.waitUntil(bar.isVisible)
    assert not button(dialog, "Export…").isEnabled()
    dialog.close()
    dialog.bring_up()
    assert bar.isVisible()
    with qtbot.waitSignal(exporter.cancelled):
        button(dialog, "Cancel").click()
        go.set()
    assert not bar.isVisible()
    assert list(folder.iterdir()) == []
    assert button(dialog, "Export…").isEnabled()


def test_nothing_is_cut_or_nameless(dialog: ExportDialog, letters: None, tmp_path: Path, qtbot: QtBot) -> None:
    button(dialog, "Range of days").click()
    dialog.export(tmp_path / "gone" / "x.csv", Form.CSV, MARCH)
    qtbot.waitUntil(lambda: button(dialog, "Export…").isEnabled())
    dialog.resize(1, 1)
    settle()
    assert (cut_words(dialog), cut_names(dialog), cut_values(dialog), nameless(dialog)) == ([], [], [], [])
    assert dialog.width() <= 1.6 * 440
