"""The Reports page: made when it is first wanted, and left for the sessions behind a figure."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.engine import Engine
from app.ui.main_window import MainWindow
from app.ui.pages import Making, read_modules
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.reports_page import ReportsPage

_MODULES = (
    "app.core.report",
    "app.control.reporter",
    "app.core.summary",
    "app.ui.chart",
    "app.ui.report_words",
    "app.ui.report_tables",
    "app.ui.report_cards",
    "app.ui.report_table",
    "app.ui.report_export",
    "app.ui.report_card",
    "app.ui.report_layout",
    "app.ui.reports_page",
)


class ReportWindows(QObject):
    """Its modules are read only then, too."""

    sessions_wanted = Signal(object)
    """The `Filter` of those that are to be seen in History."""

    def __init__(self, engine: Engine, theme: Theme, main: MainWindow) -> None:
        super().__init__(main)
        self._engine, self._theme = engine, theme
        main.add_page("Reports", self._make_page)

    def _make_page(self) -> "Making[ReportsPage]":
        yield from read_modules(*_MODULES)
        from app.ui.reports_page import ReportsPage

        engine = self._engine
        page = yield from ReportsPage.in_pieces(engine.controller, engine.overview, engine.reporter, self._theme)
        page.sessions_wanted.connect(self.sessions_wanted)
        return page
