"""The pages of the main window, and how those are made that a start does not show: piece by piece, ahead of need."""

import importlib
from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

P = TypeVar("P", bound=QWidget)
Making = Generator[None, None, P]
"""Makes a page. It rests after each piece, which takes a few milliseconds, and returns the page in the end."""


def read_modules(*names: str) -> Iterator[None]:
    """The first pieces of a page: its modules, each before those that need it."""
    for name in names:
        importlib.import_module(name)
        yield


def _nothing() -> None:
    """Nothing waits for a page."""


class Pages(QStackedWidget):
    """The first page is there from the start."""

    def __init__(self, name: str, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makers: dict[str, Callable[[], Making[QWidget]]] = {}
        self._begun: dict[str, Making[QWidget]] = {}
        self._made = {name: page}
        self._wanted = self._near = name
        self._on_shown = _nothing
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._go_on)
        self.addWidget(page)

    def add(self, name: str, make: Callable[[], Making[QWidget]]) -> None:
        """A page that is made when a hand is on its way to it, or when it is first shown."""
        self._makers[name] = make

    def make_ahead(self, name: str) -> None:
        """A hand is on its way to it: make it, each piece in a pass of its own, and show nothing."""
        self._near = name
        self._rest.start()

    def show_page(self, name: str, on_shown: Callable[[], None]) -> None:
        """At once where it is there; else after the passes that its missing pieces take, unless another is wanted."""
        self._wanted = name
        self._on_shown = on_shown
        if name in self._made:
            self._show_wanted()
        else:
            self._rest.start()

    def _go_on(self) -> None:
        name = next((name for name in (self._wanted, self._near) if name not in self._made), None)
        if name is None:
            return
        making = self._begin(name)
        try:
            next(making)
        except StopIteration as end:
            self._keep(name, end.value)
            if name == self._wanted:
                self._show_wanted()
        else:
            self._begun[name] = making
        self._rest.start()

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return super().sizeHint() if page is None else page.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Of the page that is shown: one that nobody sees must not make the window wider."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()

    def _show_wanted(self) -> None:
        """The page fits itself to the window first: what is hidden is told of its size after the window has grown."""
        page = self._made[self._wanted]
        if page is not self.currentWidget():
            before = page.size()
            page.resize(self.size())
            QApplication.sendEvent(page, QResizeEvent(page.size(), before))
            self.setCurrentWidget(page)
            self.updateGeometry()
        self._on_shown()

    def _begin(self, name: str) -> Making[QWidget]:
        """Or go on. One that fails is begun anew when it is wanted again."""
        return self._begun.pop(name, None) or self._makers[name]()

    def _keep(self, name: str, page: QWidget) -> None:
        self._made[name] = page
        self.addWidget(page)
