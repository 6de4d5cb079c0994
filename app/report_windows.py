"""The Reports page: made when it is first wanted, and left for the sessions behind a figure."""

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.engine import Engine
from app.ui.main_window import MainWindow
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.reports_page import ReportsPage

_STEPS = ("app.control.reporter", "app.ui.chart", "app.ui.report_cards", "app.ui.report_card", "app.ui.reports_page")
"""The modules the page needs, as they are read before it is made."""


class ReportWindows(QObject):
    """Its modules are read only then, too."""

    def __init__(self, engine: Engine, theme: Theme, main: MainWindow) -> None:
        super().__init__(main)
        self._engine, self._theme, self._main = engine, theme, main
        self._page: ReportsPage | None = None
        self._steps = iter(_STEPS)
        main.add_page("Reports", self._made)
        main.page_near.connect(self._prepare)

    def _made(self) -> QWidget:
        from app.ui.reports_page import ReportsPage

        engine = self._engine
        self._page = ReportsPage(engine.controller, engine.overview, engine.reporter, self._theme)
        return self._page

    def _prepare(self) -> None:
        """Piece by piece, each in a pass of its own: the first opening would hold the window up for all of them."""
        if self._page is not None:
            return
        step = next(self._steps, None)
        if step is None:
            self._main.prepare_page("Reports")
            return
        importlib.import_module(step)
        QTimer.singleShot(0, self, self._prepare)
