"""Pages that are made piece by piece, for tests that do not wait for the passes of the event loop."""

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from app.ui.main_window import MainWindow
from app.ui.pages import Making

P = TypeVar("P", bound=QWidget)


def at_once(making: Making[P]) -> P:
    """All pieces that are left."""
    while True:
        try:
            next(making)
        except StopIteration as end:
            made: P = end.value
            return made


def open_page(window: MainWindow, name: str) -> None:
    """Shown when this returns."""
    window.show_page(name)
    while window._pages._rest.isActive():
        QApplication.processEvents()
