"""Backups and damage, as the person hears of them; and what is to be done with the file once it is closed."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.control.keeper import Keeper
from app.ui.main_window import MainWindow


class Safekeeping(QObject):
    """Made after the first look of the window."""

    def __init__(self, keeper: Keeper, main: MainWindow) -> None:
        super().__init__(main)
        self._keeper, self._main = keeper, main
        self.afterwards: Callable[[], str] | None = None
        keeper.failed.connect(main.timer_page.tell)  # no window comes up for it
        keeper.open()
