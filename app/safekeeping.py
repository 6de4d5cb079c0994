"""Backups and damage, as the person hears of them; and what is to be done with the file once it is closed."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app import paths
from app.control.keeper import Keeper
from app.control.session_controller import SessionController
from app.core.clock import SystemClock
from app.core.errors import SessileError
from app.core.keeping import Named
from app.system import filesystem
from app.system.local_settings import LocalSettings
from app.ui.main_window import MainWindow

_GIVEN = (
    "Sessile was told at its start where the data lies (--data-dir or SESSILE_DATA_DIR): it can't be moved from here."
)
_NETWORK = (
    "{folder} lies on a network file system ({kind}), where SQLite can't keep your record safe. Nothing was moved."
)


class Safekeeping(QObject):
    """Made after the first look of the window."""

    def __init__(self, keeper: Keeper, controller: SessionController, local: LocalSettings, main: MainWindow) -> None:
        super().__init__(main)
        self._keeper, self._controller, self._main = keeper, controller, main
        self.afterwards: Callable[[], str | None] | None = None
        self._box: QMessageBox | None = None
        keeper.failed.connect(main.timer_page.tell)  # no window comes up for it
        for found in (keeper.damage_found, controller.commands.damage_found):
            found.connect(self._on_damage_found)
        keeper.restore_wanted.connect(lambda named: self._end_for(lambda: _restored(keeper.path, named)))
        keeper.move_wanted.connect(lambda folder: self._move(folder, local))
        keeper.open()

    def _end_for(self, afterwards: Callable[[], str | None]) -> None:
        """Not while something is kept that the file has not taken: it would be lost in silence."""
        self._controller.commands.try_again(self._controller.now())
        if waits_for := self._controller.commands.waits_for:
            self._keeper.refused.emit(waits_for)
        else:
            self._end(afterwards)

    def _end(self, afterwards: Callable[[], str | None]) -> None:
        self.afterwards = afterwards
        QApplication.quit()

    def _mend(self) -> None:
        self._end(lambda: _mended(self._keeper.path))

    def _move(self, folder: Path, local: LocalSettings) -> None:
        path = self._keeper.path
        if "SESSILE_DATA_DIR" in os.environ or paths.places(None).data != path.parent:
            self._keeper.refused.emit(_GIVEN)
        elif kind := filesystem.network_file_system(folder):
            self._keeper.refused.emit(_NETWORK.format(folder=folder, kind=kind))
        else:
            self._end_for(lambda: _moved(path, folder, local))

    def _on_damage_found(self) -> None:
        if self._box is None:
            box = self._box = QMessageBox(self._main)
            box.setIcon(QMessageBox.Icon.Warning)
            box.setWindowTitle("Sessile")
            box.setTextFormat(Qt.TextFormat.PlainText)
            box.setText("The data file is damaged. Nothing was deleted, and no backup is made of it.")
            box.setInformativeText(
                "Sessile can save what can be read and go on with it, or with the newest backup. "
                "What you asked for last and is not written then has to be asked for again."
            )
            mend = box.addButton("Mend now", QMessageBox.ButtonRole.AcceptRole)
            box.addButton("Later", QMessageBox.ButtonRole.RejectRole)
            mend.clicked.connect(lambda: QTimer.singleShot(0, self, self._mend))  # an open box would refuse to end
            box.setWindowModality(Qt.WindowModality.NonModal)
        self._box.show()


def _moved(path: Path, folder: Path, local: LocalSettings) -> str:
    """Cut off anywhere, the next start finds the whole file in the one place or the other."""
    from app.store import move

    try:
        move.copy_to(path, folder)
    except SessileError as error:
        return str(error)
    if not local.move_data(folder):
        (folder / path.name).unlink(missing_ok=True)
        return f"Where the data lies can't be written down, so it stays in {path.parent}."
    move.leave(path, SystemClock().now())
    return f"The data lies in {folder} now. What was in {path.parent} stays there as a backup."


def _restored(path: Path, named: Named) -> str:
    from app.store import restore

    try:
        kept = restore.restore(path, named, SystemClock().now())
    except SessileError as error:
        return str(error)
    return f"The backup was restored. What was there before is a backup now: {kept.file_name}."


def _mended(path: Path) -> str | None:
    from app.mending import mend

    try:
        return mend(path)
    except SessileError as error:
        return str(error)
