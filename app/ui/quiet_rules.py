"""`No alerts for`: projects and tags as chips, each taken away by its button, more added from a menu."""

import html
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.control.catalogue import Catalogue
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core import text
from app.core.errors import Unavailable
from app.core.model import Project, Tag
from app.ui.elided_label import ElidedLabel
from app.ui.flow_layout import FlowLayout
from app.ui.settings_page import small
from app.ui.theme import Theme

_LETTERS = 40
_HINT = "Their sessions are recorded as usual; their alerts are only listed as held back."


class QuietRules(QWidget):
    """Sessions of these projects, or with these tags, send nothing."""

    def __init__(
        self, controller: SessionController, catalogue: Catalogue, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue, self._theme = catalogue, theme
        self._chips: list[QFrame] = []
        heading = QLabel("No alerts for")
        heading.setFont(theme.font("strong"))
        self._add = QPushButton("Add project or tag…")
        self._add.setProperty("role", "flat")
        self._add.setAutoDefault(False)
        self._add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._add.clicked.connect(self._offer)
        self._flow = FlowLayout(spacing=theme.px(8))
        self._flow.addWidget(heading)
        self._flow.addWidget(self._add)
        heading.setMinimumHeight(self._add.sizeHint().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(self._flow)
        column.addWidget(small(theme, _HINT))
        controller.changed.connect(self._on_changed)
        theme.changed.connect(self._show)
        self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.CATALOGUE:
            self._is_stale = True
            self._follow()

    def _follow(self) -> None:
        """Reads nothing while it is hidden."""
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self._show()

    def _show(self) -> None:
        buttons = self._buttons
        focused = next((number for number, button in enumerate(buttons) if button.hasFocus()), None)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._theme.dress(self._add, "add", "accent")
        self._flow.removeWidget(self._add)
        projects = (self._project_chip(project) for project in self._catalogue.projects() if project.quiet)
        tags = (self._tag_chip(tag) for tag in self._catalogue.tags() if tag.quiet)
        self._chips = [*projects, *tags]
        for widget in (*self._chips, self._add):
            self._flow.addWidget(widget)
            widget.show()
        self._order_tabs()
        if focused is not None:
            self._buttons[min(focused, len(self._chips))].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _buttons(self) -> list[QAbstractButton]:
        """Those of the chips, then the one that adds."""
        return [*(button for chip in self._chips for button in chip.findChildren(QToolButton)), self._add]

    def _order_tabs(self) -> None:
        """The one that adds holds the place; then it comes after the chips."""
        *chips, add = self._buttons
        for before, after in pairwise([add, *chips, add]):
            QWidget.setTabOrder(before, after)

    def _project_chip(self, project: Project) -> QFrame:
        dot = QLabel()
        dot.setPixmap(self._dot(project).pixmap(self._theme.px(16), self._theme.px(16)))
        return self._chip(project.name, "", dot, lambda: self._catalogue.set_quiet(project, False))

    def _tag_chip(self, tag: Tag) -> QFrame:
        return self._chip(tag.name, "#", None, lambda: self._catalogue.set_quiet(tag, False))

    def _chip(self, name: str, sign: str, mark: QLabel | None, remove: Callable[[], None]) -> QFrame:
        """As wide as its name, and cut where that is wider than the page; the whole name is its tooltip."""
        px = self._theme.px
        chip, words, away = QFrame(), ElidedLabel(), QToolButton()
        chip.setProperty("chip", True)
        chip.setToolTip(html.escape(sign + text.shown(name)))
        name = sign + text.shown(name, _LETTERS)
        words.setText(name)
        away.setIcon(self._theme.icon("close", "text2", 14))
        away.setIconSize(QSize(px(14), px(14)))
        away.setProperty("inChip", True)
        away.setAccessibleName(f"Remove {name}")
        away.setToolTip("Remove")
        away.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        away.clicked.connect(lambda: _unless_unavailable(remove))
        row = QHBoxLayout(chip)
        row.setContentsMargins(px(12), 0, px(4), 0)
        row.setSpacing(px(4))
        for widget in (mark, words, away):
            if widget is not None:
                row.addWidget(widget, 1 if widget is words else 0)
        chip.setFixedHeight(self._add.sizeHint().height())
        return chip

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for project in self._catalogue.projects():
            if not project.quiet:
                action = menu.addAction(self._dot(project), _label(project.name))
                action.triggered.connect(
                    lambda _=False, each=project: _unless_unavailable(lambda: self._catalogue.set_quiet(each, True))
                )
        menu.addSeparator()
        for tag in self._catalogue.tags():
            if not tag.quiet:
                action = menu.addAction(f"#{_label(tag.name)}")
                action.triggered.connect(
                    lambda _=False, each=tag: _unless_unavailable(lambda: self._catalogue.set_quiet(each, True))
                )
        if not any(action for action in menu.actions() if not action.isSeparator()):
            menu.addAction("There are no more projects and tags").setEnabled(False)
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _dot(self, project: Project) -> QIcon:
        return self._theme.dot(self._theme.project_color(project.color))


def _label(name: str) -> str:
    return text.shown(name, _LETTERS).replace("&", "&&")


def _unless_unavailable(command: Callable[[], None]) -> None:
    """What the file can't take is kept by the controller, which tells it."""
    try:
        command()
    except Unavailable:
        return
