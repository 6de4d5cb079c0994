"""Where everything lies on the History page, wide and narrow, with a pane beside the table or without."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.history_filters import HistoryFilters
from app.ui.history_search import HistorySearch
from app.ui.notice import Notice
from app.ui.theme import Theme

_MARGIN, _SEARCH_WIDTH, _PANE_WIDTH, _FRAME = 24, 300, 320, 1
_UNBOUND = 16_777_215
"""Qt's own limit."""


class HistoryLayout:
    """Makes the title, the words in place of the table and the pane, and lays all out in the page."""

    def __init__(
        self, page: QWidget, table: QWidget, search: HistorySearch, filters: HistoryFilters, theme: Theme
    ) -> None:
        self._page, self._table, self._search, self._filters, self._theme = page, table, search, filters, theme
        self._title, self.add = QLabel("History"), QPushButton("Add session")
        self._stack, self._words, self._button = QStackedWidget(), QLabel(), QPushButton()
        self._pane = QFrame()
        self._shown: QWidget | None = None
        self._press: Callable[[], None] = lambda: None
        self._head_line = QWidget()
        self._head_line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._head = QGridLayout(self._head_line)  # as wide as the page, which its search must not keep from shrinking
        self.notice = Notice(theme, "plain")
        self._is_wide: bool | None = None
        self._make_words()
        self._make_pane()
        self._lay_out()
        theme.changed.connect(self.restyle)
        self.restyle()

    def fit(self, width: int) -> None:
        """The search goes below the title where it has no room beside it."""
        px = self._theme.px
        room = width - 2 * px(_MARGIN) - (self._pane.width() + px(16) if self._shown is not None else 0)
        needed = self._title.sizeHint().width() + self.add.sizeHint().width() + px(_SEARCH_WIDTH + 3 * 8)
        if (room >= needed) == self._is_wide:
            return
        self._is_wide = room >= needed
        self._search.setMinimumWidth(px(_SEARCH_WIDTH) if self._is_wide else 0)
        self._search.setMaximumWidth(px(_SEARCH_WIDTH) if self._is_wide else _UNBOUND)
        if self._is_wide:
            self._head.addWidget(self._search, 0, 2)
        else:
            self._head.addWidget(self._search, 1, 0, 1, 4)

    def show_table(self) -> None:
        had_keyboard = self._stack.hasFocus() or self._button.hasFocus()
        self._stack.setCurrentIndex(0)
        if had_keyboard:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_words(self, words: str, button: str = "", press: Callable[[], None] = lambda: None) -> None:
        """In place of the table; the button does what helps."""
        had_keyboard = self._table.hasFocus() or self._table.isAncestorOf(self._page.window().focusWidget())
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._press = press
        self._stack.setCurrentIndex(1)
        if had_keyboard:
            (self._button if button else self._stack).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_pane(self, widget: QWidget) -> None:
        if self._shown is not None and self._shown is not widget:
            self._shown.hide()
            self._inside_pane.removeWidget(self._shown)
        self._shown = widget
        self._inside_pane.addWidget(widget)
        widget.show()
        self._pane.setFixedWidth(max(self._theme.px(_PANE_WIDTH), widget.minimumSizeHint().width() + 2 * _FRAME))
        self._pane.show()
        self.fit(self._page.width())

    def hide_pane(self) -> None:
        """The keyboard goes to the table, where it was in the pane."""
        had_keyboard = self._pane.isAncestorOf(self._page.window().focusWidget())
        self._pane.hide()
        if self._shown is not None:
            self._shown.hide()
            self._inside_pane.removeWidget(self._shown)
            self._shown = None
        self.fit(self._page.width())
        if had_keyboard:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_words(self) -> None:
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setProperty("dim", True)
        self._button.clicked.connect(lambda _checked: self._press())
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _make_pane(self) -> None:
        self._pane.setProperty("card", True)
        self._inside_pane = QVBoxLayout(self._pane)
        self._inside_pane.setContentsMargins(_FRAME, _FRAME, _FRAME, _FRAME)
        self._pane.hide()

    def _lay_out(self) -> None:
        px = self._theme.px
        card, nothing = QFrame(), QWidget()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, px(4), 1, px(8))
        inside.addWidget(self._table)
        middle = QVBoxLayout(nothing)
        middle.addStretch()
        middle.addWidget(self._words)
        middle.addSpacing(px(8))
        middle.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch()
        self._stack.addWidget(card)
        self._stack.addWidget(nothing)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setHorizontalSpacing(px(8))
        self._head.setVerticalSpacing(px(8))
        self._head.setColumnStretch(1, 1)
        self._head.addWidget(self._title, 0, 0)
        self._head.addWidget(self._search, 0, 2)
        self._head.addWidget(self.add, 0, 3)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout()
        column.setSpacing(px(12))
        column.addWidget(self._head_line)
        column.addWidget(self._filters)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self._page)
        row.setContentsMargins(px(_MARGIN), px(16), px(_MARGIN), px(20))
        row.setSpacing(px(16))
        row.addLayout(column, 1)
        row.addWidget(self._pane)
        self.fit(self._page.width())
        for before, after in pairwise((self._search, self.add, *self._filters.fields, self._table, self._button)):
            QWidget.setTabOrder(before, after)

    def restyle(self) -> None:
        """Also when the page is put into its window: a label with a style sheet loses its font then."""
        self._title.setFont(self._theme.font("title"))
        self._theme.dress(self.add, "add")
