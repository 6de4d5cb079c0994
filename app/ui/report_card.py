"""A card of a report: its heading, the chart or the same as a table, and what can be done with either."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui import report_export
from app.ui.canvas import Canvas
from app.ui.chart import Chart, Painted
from app.ui.columns import empty
from app.ui.history_menu import Item, menu_of
from app.ui.report_cards import CardView, View
from app.ui.report_export import Picture
from app.ui.report_table import ReportTable, copy
from app.ui.segments import Segments
from app.ui.theme import Theme

_ALL_ROOM = 1000
_MARGIN = 16


class ReportCard(QFrame):
    """Stays a table, or all lines, or at its choice, when it is given other values."""

    sessions_wanted = Signal(object)
    """The `Filter` of those that are to be seen in History."""
    moved = Signal(QWidget, QRect)
    """Where in the chart the person is by key."""
    failed = Signal(str)
    """A sentence: why a chart was not saved."""

    def __init__(self, theme: Theme, view: CardView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._view, self._period, self._number = theme, view, "", 0
        self._shows_table = self._shows_all = False
        self._is_wide: bool | None = None
        self._table: ReportTable | None = None
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # its row says how wide it is
        self._title, self._note, self._key = QLabel(self), QLabel(self), Painted(theme, self)
        self._flip, self._all = QPushButton(), QPushButton()
        self._chart, self._nothing = Chart(theme, view.title), QLabel()
        names = tuple(each.name for each in view.views)
        self._choice = Segments(theme, f"{view.title} by", names, compact=True) if len(names) > 1 else None
        self._head, self._column, self._foot = QGridLayout(), QVBoxLayout(self), QVBoxLayout()
        self._dress()
        self._lay_out()
        self._connect()

    def show_view(self, view: CardView, period: str) -> None:
        """`period` in words, for what is saved."""
        self._view, self._period = view, period
        self._title.setText(view.title)
        self._chart.setAccessibleName(view.title)
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))
        self._key.setVisible(view.key is not None)
        if view.key is not None:
            self._key.show_plot(view.key)
        self._show_foot(view.foot)
        self._show()

    @property
    def shown(self) -> View:
        """The one that is chosen."""
        return self._view.views[self._number]

    def copy(self) -> None:
        """All of the table, whichever of the two is seen."""
        table = self.shown.table()
        copy(table, range(len(table.rows)))

    def picture(self) -> Picture:
        title = self._view.title if not self.shown.name else f"{self._view.title} by {self.shown.name.lower()}"
        return Picture(title, self._period, self.shown.plot, self._view.key, self._chart.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_key()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._offer(event.globalPos())

    def _show(self) -> None:
        shown = self.shown
        is_empty = bool(shown.nothing)
        plot = shown.plot if self._shows_all or shown.short is None else shown.short
        self._nothing.setText(shown.nothing)
        self._nothing.setVisible(is_empty)
        self._chart.setVisible(not is_empty and not self._shows_table)
        self._flip.setEnabled(not is_empty)
        self._all.setVisible(shown.short is not None and not is_empty and not self._shows_table)
        self._name(self._flip, "Chart" if self._shows_table else "Table")
        self._name(self._all, "Show fewer" if self._shows_all else "Show all")
        self._chart.show_plot(plot)
        if self._shows_table:
            self._the_table().show_table(shown.table())
        if self._table is not None:
            self._table.setVisible(self._shows_table and not is_empty)
        self._place_key()

    def _name(self, button: QPushButton, words: str) -> None:
        """Each card has these buttons: readers are told whose they are."""
        button.setText(words)
        button.setAccessibleName(f"{words}: {self._view.title}")

    def _show_foot(self, lines: tuple[str, ...]) -> None:
        empty(self._foot)
        if lines:
            rule = QFrame()
            rule.setProperty("rule", True)
            rule.setFixedHeight(1)
            self._foot.addWidget(rule)
        for line in lines:
            self._foot.addWidget(_target_line(self._theme, line))

    def _on_flip(self) -> None:
        """The keyboard stays on the button: what it shows is the next thing that Tab comes to."""
        self._shows_table = not self._shows_table
        self._theme.dress(self._flip, "reports" if self._shows_table else "table", "accent")
        self._show()

    def _on_all(self) -> None:
        self._shows_all = not self._shows_all
        self._show()

    def _on_choice(self, number: int) -> None:
        self._number = number
        self._show()

    def _the_table(self) -> ReportTable:
        if self._table is None:
            self._table = ReportTable(self._theme, self._view.title)
            self._table.opened.connect(self.sessions_wanted)
            self._table.menu_wanted.connect(self._offer)
            self._column.insertWidget(self._column.indexOf(self._chart) + 1, self._table)
            QWidget.setTabOrder(self._chart, self._table)
        return self._table

    def _offer(self, at: QPoint) -> None:
        has_some = not self.shown.nothing
        items = (
            Item("Copy", "copy", self.copy if has_some else None),
            Item("Save as PNG…", "export", self._saver("png", report_export.as_png) if has_some else None),
            Item("Save as SVG…", "export", self._saver("svg", report_export.as_svg) if has_some else None),
        )
        menu_of(items, (), self._theme, self).popup(at)

    def _saver(self, kind: str, made: Callable[[Picture, Theme, Qt.LayoutDirection], bytes]) -> Callable[[], None]:
        def on_chosen(path: Path) -> None:
            problem = report_export.save(path, made(self.picture(), self._theme, self.layoutDirection()))
            self.failed.emit(problem)

        picture = self.picture()
        name = f"{picture.title}, {picture.period}"
        return lambda: report_export.ask_for_place(self, name, kind, on_chosen)

    def _connect(self) -> None:
        self._flip.clicked.connect(lambda _checked: self._on_flip())
        self._all.clicked.connect(lambda _checked: self._on_all())
        self._chart.opened.connect(self.sessions_wanted)
        self._chart.copied.connect(self.copy)
        self._chart.menu_wanted.connect(self._offer)
        self._chart.moved.connect(lambda area: self.moved.emit(self._chart, area))
        if self._choice is not None:
            self._choice.chosen.connect(self._on_choice)
        self._theme.changed.connect(self._restyle)

    def _dress(self) -> None:
        for button in (self._flip, self._all):
            button.setProperty("role", "flat")
            button.setProperty("compact", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._all.setProperty("inline", True)
        self._note.setProperty("dim", True)
        self._nothing.setProperty("dim", True)
        self._nothing.setWordWrap(True)
        for label in (self._title, self._note, self._nothing):
            label.setTextFormat(Qt.TextFormat.PlainText)

    def _restyle(self) -> None:
        """Also when it is put into its page: a label with a style sheet loses its font then."""
        self._title.setFont(self._theme.font("strong"))
        self._note.setFont(self._theme.font("small"))
        self._theme.dress(self._flip, "reports" if self._shows_table else "table", "accent")
        self._place_key()

    def _lay_out(self) -> None:
        px = self._theme.px
        self._head.setHorizontalSpacing(px(12))
        self._head.setVerticalSpacing(px(4))
        self._head.setColumnStretch(2, 1)
        self._head.addWidget(self._title, 0, 0)
        self._head.addWidget(self._flip, 0, 4)
        self._foot.setSpacing(px(8))
        self._column.setContentsMargins(px(_MARGIN), px(10), px(_MARGIN), px(_MARGIN))
        self._column.setSpacing(px(8))
        self._column.addLayout(self._head)
        if self._choice is not None:
            self._column.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self._chart, _ALL_ROOM)
        self._column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addStretch(1)
        self._column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addLayout(self._foot)

    def _place_key(self) -> None:
        """What stands behind the title goes below it where there is no room."""
        canvas, px, key = Canvas(self._theme, 0), self._theme.px, self._view.key
        if key is not None:
            self._key.setFixedSize(round(key.width(canvas)), round(key.height(canvas)))
        behind = [widget for widget in (self._note, self._key) if not widget.isHidden()]
        needed = sum(_width(widget) + px(12) for widget in (self._title, self._flip, *behind))
        is_wide = needed + 2 * px(_MARGIN) <= self.width()
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            for line, (widget, column) in enumerate(((self._note, 1), (self._key, 3)), 1):
                self._head.removeWidget(widget)
                place = (0, column, 1, 1) if is_wide else (line, 0, 1, 5)
                self._head.addWidget(widget, *place, Qt.AlignmentFlag.AlignVCenter)


def _width(widget: QWidget) -> int:
    """The key's is fixed."""
    return widget.minimumWidth() or widget.sizeHint().width()


def _target_line(theme: Theme, words: str) -> QWidget:
    line, icon, label = QWidget(), QLabel(), QLabel(words)
    side = theme.px(18)
    icon.setPixmap(theme.icon("target", "accent", 18).pixmap(side, side))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label, 1)
    return line
