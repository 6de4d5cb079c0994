"""Where everything lies on the Plan page. The card of rows is as high as they are, and yields before the foot does."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.ui import plan_words as words
from app.ui.notice import Notice
from app.ui.plan_foot import PlanFoot
from app.ui.plan_head import PlanHead
from app.ui.plan_line import PlanLine
from app.ui.plan_list import PlanList
from app.ui.theme import Theme

_MARGIN, _ROW, _ROWS_AT_LEAST = 24, 56, 2


class PlanLayout:
    """Makes what only tells and offers, and lays all out in the page."""

    def __init__(
        self, page: QWidget, list_: PlanList, head: PlanHead, line: PlanLine, foot: PlanFoot, theme: Theme
    ) -> None:
        self._page, self._list, self._theme = page, list_, theme
        self.head, self.line, self.foot = head, line, foot
        self.undone, self.notice = Notice(theme, "undone"), Notice(theme, "plain")
        self.move, self.leave = self.undone.add_button("Move to today"), self.undone.add_button("Leave")
        self.leave.setProperty("role", "flat")
        self._card, self._empty = QFrame(), QLabel(f"{words.EMPTY}\n{words.EXAMPLE}")
        self._lay_out()
        self.restyle()

    def fit(self) -> None:
        """The head to the page's width, the card to its rows."""
        has_rows = self._list.model().rowCount() > 0
        self._card.setVisible(has_rows)
        self._empty.setVisible(not has_rows)
        self.head.fit(self._page.width() - 2 * self._theme.px(_MARGIN))
        edge = self._card.height() - self._card.contentsRect().height()
        self._card.setMaximumHeight(self._list.rows_height + edge)
        self._card.setMinimumHeight(min(self._theme.px(_ROW * _ROWS_AT_LEAST), self._list.rows_height + edge))

    def restyle(self) -> None:
        """Also when the page is put into its window: a label with a style sheet loses its font then."""
        self.head.restyle()
        self.line.restyle()
        self.foot.restyle()

    def _lay_out(self) -> None:
        px = self._theme.px
        self._card.setProperty("card", True)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._list)
        self._empty.setWordWrap(True)
        self._empty.setProperty("dim", True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(px(_MARGIN), px(20), px(_MARGIN), px(20))
        column.setSpacing(px(12))
        for widget in (self.head, self.line, self.undone):
            column.addWidget(widget)
        column.addWidget(self._card, 1)
        column.addWidget(self._empty, 1)
        column.addStretch()
        column.addWidget(self.notice)
        column.addSpacing(px(4))
        column.addWidget(self.foot)
        for before, after in pairwise((self.head, self.line, self.undone)):
            QWidget.setTabOrder(before, after)
