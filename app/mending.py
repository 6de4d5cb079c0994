"""What a start does about a damaged file, or one that is gone: the person chooses what takes its place."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog

from app import paths
from app.core.clock import SystemClock
from app.core.errors import CannotOpen, SessileError
from app.store import doctor, restore
from app.ui.damage_dialog import DamageDialog
from app.ui.times import moment

_SHOWN_AFTER_MS = 1000
T = TypeVar("T")


def mend(path: Path) -> str | None:
    """A sentence for after the start; None where the person quits, with the file left as it is. Raises CannotOpen."""
    clock, now = SystemClock(), SystemClock().now()
    gone = doctor.is_gone(path)
    what = f"{path} is {'gone' if gone else 'damaged'}."
    offers = _meanwhile(
        f"{what} What can be read is being saved.", lambda: doctor.examine(path, paths.migrations(), now)
    )
    dialog = DamageDialog(what, offers.salvaged, offers.backup, lambda instant: clock.local(instant).offset)
    dialog.exec()
    chosen = dialog.chosen
    if chosen is None:
        doctor.forget(path, offers)
        return None
    try:
        aside = restore.mend(path, chosen.named, now)
    except SessileError as error:
        raise CannotOpen(str(error)) from error
    kept = f" It was set aside as {aside.name}." if aside.exists() else ""
    if chosen is offers.salvaged:
        return f"The data file was {'gone' if gone else 'damaged'}; this is what could be read of it.{kept}"
    made = moment(chosen.named.instant, lambda instant: clock.local(instant).offset)
    return f"The data file was {'gone' if gone else 'damaged'}; this is the backup of {made}.{kept}"


class _Done(QObject):
    told = Signal()


def _meanwhile(words: str, work: Callable[[], T]) -> T:
    """Do it on another thread, and say so where it takes long. Raises what it raises."""
    loop, done = QEventLoop(), _Done()
    outcome: list[T] = []
    failure: list[Exception] = []

    def run() -> None:
        try:
            outcome.append(work())
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            failure.append(error)
        done.told.emit()

    box = QProgressDialog(words, "", 0, 0)
    box.setCancelButton(None)
    box.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
    box.reset()
    done.told.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    shown = QTimer(box, singleShot=True, interval=_SHOWN_AFTER_MS)
    shown.timeout.connect(box.show)
    shown.start()
    threading.Thread(target=run, name="doctor", daemon=True).start()
    loop.exec()
    box.deleteLater()
    if failure:
        raise failure[0]
    return outcome[0]
