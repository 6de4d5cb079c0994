"""From the arguments to the running program, and what the person reads where it can't run."""

import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication, QMessageBox

from app import logs, paths
from app.core.clock import SystemClock
from app.core.errors import CannotOpen, Damaged
from app.desktop import Desktop
from app.store.database import FILE_NAME
from app.store.store import Store
from app.system import filesystem, restart
from app.system.local_settings import LocalSettings
from app.system.single_instance import SingleInstance
from app.ui.drawings import application_icon
from app.windows import Afterwards

log = logging.getLogger(__name__)


def run(data_dir: str | None, *, hidden: bool) -> int:
    """Run the desktop program until it is quit; the exit code."""
    os.umask(0o077)
    _restore_environment()
    try:
        places = _checked_places(data_dir)
        instance = SingleInstance(places.data)
        if not instance.acquire():
            return _hand_over(instance, hidden=hidden)
    except CannotOpen as error:
        return _cannot_start(_application(), str(error))
    logs.to_file(places.log)
    logs.catch_faults(lambda: None)
    application = _application()
    try:
        desktop = _opened(application, places, instance, hidden=hidden)
    except CannotOpen as error:
        log.error("the data file can't be opened", exc_info=error.__cause__)
        if isinstance(error, Damaged):
            return _mend(application, places.data / FILE_NAME, instance)
        return _cannot_start(application, str(error))
    code = application.exec()
    afterwards = desktop.close()
    return code if afterwards is None else _begin_anew(afterwards, instance)


def _opened(application: QApplication, places: paths.Places, instance: SingleInstance, *, hidden: bool) -> Desktop:
    """Raises CannotOpen; Damaged also where damage makes the program fail in a way that nobody thought of."""
    path = places.data / FILE_NAME
    if _is_gone(path):
        raise Damaged(f"{path} is gone.")
    store = Store(path, paths.migrations(), SystemClock().now())
    try:
        with store.first_reading():
            desktop = Desktop(application, store, LocalSettings(places.ini, SystemClock().now()), instance)
            desktop.open(hidden=hidden, said=restart.said())
    except Exception as error:
        store.close()
        if not isinstance(error, CannotOpen) and _is_damaged(path):
            raise Damaged(f"{path} is damaged.") from error
        raise
    return desktop


def _is_gone(path: Path) -> bool:
    """There are backups, but no file, or an empty one: no first start."""
    if path.exists() and (path.is_dir() or path.stat().st_size):
        return False
    from app.store import doctor

    return doctor.is_gone(path)


def _is_damaged(path: Path) -> bool:
    from app.store import doctor

    return doctor.is_damaged(path)


def _mend(application: QApplication, path: Path, instance: SingleInstance) -> int:
    from app.mending import mend

    try:
        sentence = mend(path)
    except CannotOpen as error:
        return _cannot_start(application, str(error))
    instance.release()
    return 1 if sentence is None else restart.begin_anew(sentence)


def _begin_anew(afterwards: Afterwards, instance: SingleInstance) -> int:
    """With the file closed. Where another start was quicker, that program has it now, as it is."""
    if not instance.acquire():
        return 0
    sentence = afterwards()
    instance.release()
    return 1 if sentence is None else restart.begin_anew(sentence)


def _application() -> QApplication:
    QApplication.setApplicationName("Sessile")
    QApplication.setDesktopFileName("sessile")
    QApplication.setQuitOnLastWindowClosed(False)
    # by name, for the style itself would be made known to Python, with all its names: 10 ms
    application = QApplication([sys.argv[0], "-style", "fusion"])
    # WORKAROUND: Qt wakes every ten seconds as long as something is in its cache (qpixmapcache.cpp), so the main window
    # allows one only while it can be seen.
    QPixmapCache.setCacheLimit(0)
    application.setWindowIcon(application_icon())
    return application


def _checked_places(data_dir: str | None) -> paths.Places:
    places = paths.places(data_dir)
    places.make()
    if kind := filesystem.network_file_system(places.data):
        raise CannotOpen(
            f"{places.data} lies on a network file system ({kind}), where SQLite can't keep your record safe. "
            "Please choose a local directory with --data-dir."
        )
    return places


def _hand_over(instance: SingleInstance, *, hidden: bool) -> int:
    """Raise the window of the program that runs already."""
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    if hidden or instance.hand_over(token):
        return 0
    return _cannot_start(_application(), "Sessile runs already for this data directory, but does not answer.")


def _cannot_start(_application: QApplication, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Critical, "Sessile", sentence, QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    return 1


def _restore_environment() -> None:
    """WORKAROUND: PyInstaller points these at its folder; programs that we start need the person's own, or none.

    Nothing of ours needs them: the loader has read the first when the program began, and Qt finds its plugins itself.
    """
    if not getattr(sys, "frozen", False):
        return
    for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):  # the person's are lost: they were written over
        os.environ.pop(name, None)
    original = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if original is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = original
