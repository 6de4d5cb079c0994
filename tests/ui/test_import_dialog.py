"""The window `Import`: what a file would bring, what can be chosen about it, and that nothing is written before."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from app.control.importer import Importer
from app.control.operations import Start
from app.control.session_controller import SessionController
from app.core.importing import Options, Overlapping, Plan
from app.core.incoming import Problem
from app.core.readers.kinds import UNKNOWN
from app.store.store import Store
from app.ui import import_words as words
from app.ui.actions import Actions
from app.ui.import_dialog import ImportDialog
from app.ui.theme import Theme
from tests.fakes import FakeClock, dump, locked, rows
from tests.ui.looking import button, cut_names, cut_values, cut_words, label, nameless, settle, told

FILES = Path(__file__).parent.parent / "core" / "files"
HEADER = "start,end,project,tags,title\n"
ZONE = "The file says no zone. Its times are those of"


@pytest.fixture
def clock() -> FakeClock:
    """After everything in the files."""
    return FakeClock(datetime(2026, 11, 24, 12, tzinfo=UTC))


@pytest.fixture
def importer(store: Store, controller: SessionController) -> Iterator[Importer]:
    importer = Importer(store, controller)
    yield importer
    importer.close()


@pytest.fixture
def dialog(
    importer: Importer, controller: SessionController, actions: Actions, theme: Theme, qtbot: QtBot
) -> ImportDialog:
    dialog = ImportDialog(importer, controller, actions, theme, lambda then, _otherwise: then())
    qtbot.addWidget(dialog)
    dialog.resize(440, 600)
    dialog.bring_up()
    return dialog


@pytest.fixture
def overlapping(tmp_path: Path) -> Path:
    """Two that share half an hour, and a line that can't be read."""
    path = tmp_path / "hours.csv"
    lines = ("2026-03-10 09:00,2026-03-10 10:00,A,,a", "2026-03-10 09:30,2026-03-10 11:00,B,,b", "rubbish,x,,,")
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines))
    return path


def read(dialog: ImportDialog, path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog._importer.planned, timeout=20_000):
        dialog.read(path)


def take_in(dialog: ImportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog._importer.imported, timeout=20_000):
        filled(dialog).click()


def filled(dialog: ImportDialog) -> QPushButton:
    (found,) = [each for each in dialog.findChildren(QPushButton) if each.property("role") == "primary"]
    return found


def counts(dialog: ImportDialog) -> str:
    return label(dialog, "import_counts")


def box_of(dialog: ImportDialog, words_: str) -> QComboBox:
    found = next(each.buddy() for each in dialog.findChildren(QLabel) if each.text() == words_)
    assert isinstance(found, QComboBox)
    return found


def choose(box: QComboBox, entry: str) -> None:
    """As a person does."""
    box.setCurrentText(entry)
    box.activated.emit(box.currentIndex())


def listed(dialog: ImportDialog) -> list[tuple[str, str]]:
    table = dialog.findChild(QTableView)
    assert isinstance(table, QTableView)
    model = table.model()
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def sessions(data_file: Path) -> int:
    ((count,),) = rows(data_file, "SELECT count(*) FROM session")
    assert isinstance(count, int)
    return count


def test_what_would_come_in_is_told_and_nothing_is_written(dialog: ImportDialog, data_file: Path, qtbot: QtBot) -> None:
    before = dump(data_file)
    assert not filled(dialog).isEnabled()
    read(dialog, FILES / "watson-frames", qtbot)
    assert counts(dialog) == "From Watson: 5 sessions would come in."
    assert label(dialog, "import_file") == "watson-frames"
    assert dialog.focusWidget() is filled(dialog)
    assert (filled(dialog).text(), filled(dialog).isEnabled()) == ("Import 5 sessions", True)
    assert not box_of(dialog, ZONE).isVisible()
    assert dump(data_file) == before


def test_what_came_in_can_be_taken_back(dialog: ImportDialog, data_file: Path, qtbot: QtBot) -> None:
    read(dialog, FILES / "watson-frames", qtbot)
    take_in(dialog, qtbot)
    assert "5 sessions came in." in told(dialog)
    assert sessions(data_file) == 5
    button(dialog, "Undo").click()
    assert sessions(data_file) == 0
    assert "The import was taken back." in told(dialog)
    assert not button(dialog, "Undo").isVisible()


def test_undo_goes_when_it_would_take_back_something_else(
    dialog: ImportDialog, controller: SessionController, qtbot: QtBot
) -> None:
    read(dialog, FILES / "watson-frames", qtbot)
    take_in(dialog, qtbot)
    controller.start(Start(25))
    assert not button(dialog, "Undo").isVisible()


def test_the_same_file_again_brings_nothing(dialog: ImportDialog, qtbot: QtBot) -> None:
    read(dialog, FILES / "watson-frames", qtbot)
    take_in(dialog, qtbot)
    read(dialog, FILES / "watson-frames", qtbot)
    assert counts(dialog) == "From Watson: no session would come in, 5 are here already."
    assert (filled(dialog).text(), filled(dialog).isEnabled()) == ("Import", False)


def test_overlaps_and_lines_that_can_not_be_read_are_listed(
    dialog: ImportDialog, overlapping: Path, qtbot: QtBot
) -> None:
    read(dialog, overlapping, qtbot)
    assert counts(dialog) == "From CSV: 1 session would come in, 1 overlaps, 1 line can't be read."
    assert listed(dialog) == [
        ("3", "b, 10 Mar 2026 09:30 to 11:00, overlaps line 2 of the file. Left out."),
        ("4", "The time can't be read: rubbish."),
    ]
    with qtbot.waitSignal(dialog._importer.planned):
        button(dialog, "Cut to what is free").click()
    assert filled(dialog).text() == "Import 2 sessions"
    assert listed(dialog)[0][1].endswith("Comes in from 10:00 to 11:00.")
    assert button(dialog, "Cut to what is free").isChecked()


def test_a_zone_that_was_proposed_is_confirmed_by_the_button(
    dialog: ImportDialog, overlapping: Path, data_file: Path, qtbot: QtBot
) -> None:
    read(dialog, overlapping, qtbot)
    assert box_of(dialog, ZONE).currentText() == "Europe/Berlin"
    take_in(dialog, qtbot)
    assert rows(data_file, "SELECT zone, start_offset FROM session") == [("Europe/Berlin", 60)]


def test_another_zone_is_another_dry_run(
    dialog: ImportDialog, overlapping: Path, data_file: Path, qtbot: QtBot
) -> None:
    read(dialog, overlapping, qtbot)
    with qtbot.waitSignal(dialog._importer.planned):
        choose(box_of(dialog, ZONE), "Asia/Tokyo")
    assert box_of(dialog, ZONE).currentText() == "Asia/Tokyo"
    take_in(dialog, qtbot)
    assert rows(data_file, "SELECT zone, start_offset FROM session") == [("Asia/Tokyo", 540)]


def test_the_columns_of_a_plain_table_can_be_put_right(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("start,stopped working,project\n2026-03-10 09:00,2026-03-10 10:00,A\n")
    read(dialog, path, qtbot)
    assert not filled(dialog).isEnabled()
    assert box_of(dialog, "End").isVisible()
    with qtbot.waitSignal(dialog._importer.planned):
        choose(box_of(dialog, "End"), "stopped working")
    assert filled(dialog).text() == "Import 1 session"


def test_what_was_deleted_here_comes_back_only_when_asked(
    dialog: ImportDialog, controller: SessionController, store: Store, data_file: Path, qtbot: QtBot
) -> None:
    plan = Plan("Watson", "f", "UTC", to_add=30, there=12, deleted=1, left_out=2, problem_count=3)
    assert words.counts(plan) == (
        "From Watson: 30 sessions would come in, 12 are here already, 2 overlap, 1 was deleted here, "
        "3 lines can't be read."
    )
    dialog._shown.show_plan(plan)
    dialog._shown.show()
    bring = dialog.findChild(QCheckBox)
    assert isinstance(bring, QCheckBox)
    assert (bring.text(), bring.isVisible(), bring.isChecked()) == ("Bring back what was deleted here", True, False)
    chosen: list[Options] = []
    dialog._shown.options_chosen.disconnect()
    dialog._shown.options_chosen.connect(chosen.append)
    bring.click()
    assert chosen == [Options(Overlapping.LEAVE_OUT, brings_back=True)]


def test_what_is_no_file_of_any_program_is_told_in_a_sentence(
    dialog: ImportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "junk").write_bytes(b"\0" * 100)
    dialog.read(tmp_path / "junk")
    qtbot.waitUntil(lambda: UNKNOWN in told(dialog))
    assert not filled(dialog).isEnabled()
    assert button(dialog, "Choose file…").isEnabled()


def test_what_can_not_be_written_now_can_be_tried_again(dialog: ImportDialog, data_file: Path, qtbot: QtBot) -> None:
    read(dialog, FILES / "watson-frames", qtbot)
    with locked(data_file), qtbot.waitSignal(dialog._importer.failed, timeout=20_000):
        filled(dialog).click()
    assert sessions(data_file) == 0
    take_in(dialog, qtbot)
    assert sessions(data_file) == 5


def test_cancel_forgets_the_file(dialog: ImportDialog, data_file: Path, qtbot: QtBot) -> None:
    read(dialog, FILES / "watson-frames", qtbot)
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "Cancel" and each.isVisible()).click()
    assert not dialog.isVisible()
    dialog.bring_up()
    assert label(dialog, "import_file") == "No file chosen"
    assert sessions(data_file) == 0


def test_a_reading_that_is_broken_off_leaves_nothing_to_import(
    dialog: ImportDialog, overlapping: Path, qtbot: QtBot
) -> None:
    dialog.read(overlapping)
    dialog._importer.cancel()
    qtbot.waitUntil(lambda: not dialog._importer.is_busy)
    assert button(dialog, "Choose file…").isEnabled()


def test_a_file_can_be_dropped_on_the_window(dialog: ImportDialog, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(FILES / "watson-frames"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    with qtbot.waitSignal(dialog._importer.planned):
        dialog.dropEvent(drop)  # Qt itself sends it only after one that enters
    assert filled(dialog).text() == "Import 5 sessions"


def test_the_keyboard_stays_with_a_choice(dialog: ImportDialog, overlapping: Path, qtbot: QtBot) -> None:
    read(dialog, overlapping, qtbot)
    choice = button(dialog, "Cut to what is free")
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(dialog._importer.planned):
        choice.click()
    assert dialog.focusWidget() is choice


def test_more_than_can_be_listed_is_counted() -> None:
    plan = Plan("CSV", "f", "UTC", problems=(Problem(2, "No"),), problem_count=1200)
    assert words.untold(plan) == "1,199 more are not listed."


def test_nothing_is_cut_or_nameless(dialog: ImportDialog, letters: None, overlapping: Path, qtbot: QtBot) -> None:
    read(dialog, overlapping, qtbot)
    button(dialog, "Columns").click()
    dialog.resize(1, 1)
    settle()
    assert (cut_words(dialog), cut_names(dialog), cut_values(dialog), nameless(dialog)) == ([], [], [], [])
    assert dialog.minimumSizeHint().height() <= 600


def test_nothing_comes_in_without_a_backup(
    importer: Importer, controller: SessionController, actions: Actions, theme: Theme, qtbot: QtBot, data_file: Path
) -> None:
    asked: list[tuple[Callable[[], None], Callable[[str], None]]] = []
    dialog = ImportDialog(importer, controller, actions, theme, lambda then, otherwise: asked.append((then, otherwise)))
    qtbot.addWidget(dialog)
    dialog.bring_up()
    read(dialog, FILES / "watson-frames", qtbot)
    before = dump(data_file)
    filled(dialog).click()
    asked[0][1]("The disk is full.")
    assert (dialog._problem.sentence, dump(data_file)) == ("The disk is full.", before)
    filled(dialog).click()
    with qtbot.waitSignal(importer.imported):
        asked[1][0]()
    assert dump(data_file) != before
