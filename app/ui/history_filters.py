"""The filters of the History page, which wrap where it is narrow, and how many sessions they let through."""

from datetime import date

from PySide6.QtCore import QLocale, QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from app.core import text
from app.core.history import NO_PROJECT, Filter
from app.core.model import Project, Tag
from app.ui.flow_layout import FlowLayout
from app.ui.history_chips import HistoryChips
from app.ui.history_dates import DatesChoice
from app.ui.theme import Theme

_LETTERS, _WIDEST, _SCORES = 40, 200, 5


class HistoryFilters(QWidget):
    """All but the search."""

    changed = Signal()
    """The person chose something else."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._project, self._tag, self._score = _Choice(theme), _Choice(theme), _Choice(theme)
        self._dates, self._chips, self._is_reaching = DatesChoice(theme), HistoryChips(), False
        self._not_reviewed = QCheckBox("Not reviewed")
        self._count = QLabel()
        self._count.setObjectName("count")
        self._count.setProperty("dim", True)
        self._score.addItem("Any score", None)
        for score in range(1, _SCORES + 1):
            self._score.addItem(str(score), score)
        self.offer((), ())
        self._lay_out()
        for choice in (self._project, self._tag, self._score):
            choice.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._dates.changed.connect(self._on_dates)
        self._chips.changed.connect(self.changed)
        self._not_reviewed.toggled.connect(lambda _: self.changed.emit())

    def filter(self, today: date, week_starts: int) -> Filter:
        """What is chosen; the text is not asked for here."""
        self._dates.offer_range(today)
        since, until = self._dates.bounds(today, week_starts)
        chosen = Filter(
            project_id=self._project.currentData(),
            tag_id=self._tag.currentData(),
            score=self._score.currentData(),
            since=since,
            until=until,
            not_reviewed=self._not_reviewed.isChecked(),
            reaching=self._is_reaching,
        )
        return self._chips.add_to(chosen)

    def show_filter(self, filter_: Filter, today: date, week_starts: int) -> None:
        """Choose what it says, without a word that something changed; names must have been offered."""
        with QSignalBlocker(self):
            for choice, chosen in (
                (self._project, filter_.project_id),
                (self._tag, filter_.tag_id),
                (self._score, filter_.score),
            ):
                choice.setCurrentIndex(max(choice.findData(chosen), 0))
            self._dates.show_bounds((filter_.since, filter_.until), today, week_starts)
            self._is_reaching = filter_.reaching
            self._not_reviewed.setChecked(filter_.not_reviewed)
            self._chips.show_filter(filter_)

    def offer(self, projects: tuple[Project, ...], tags: tuple[Tag, ...]) -> None:
        """What can be chosen; the choice stays, where it is still there."""
        with QSignalBlocker(self._project), QSignalBlocker(self._tag):
            self._project.offer(
                [
                    ("All projects", None),
                    *((project.name, project.id) for project in projects),
                    ("No project", NO_PROJECT),
                ]
            )
            self._tag.offer([("All tags", None), *((tag.name, tag.id) for tag in tags)])

    def clear(self, today: date, week_starts: int) -> None:
        """All sessions."""
        self.show_filter(Filter(), today, week_starts)
        self.changed.emit()

    def show_count(self, count: int | None) -> None:
        """`1,284 sessions`; None while that is not known."""
        number = "" if count is None else QLocale().toString(count)
        self._count.setText(number and f"{number} session{'' if count == 1 else 's'}")

    def _on_dates(self) -> None:
        """Dates that the person chooses are those of the days that sessions began on."""
        self._is_reaching = False
        self.changed.emit()

    def _lay_out(self) -> None:
        flow = FlowLayout(self, spacing=self._theme.px(8), last_at_end=True)
        for name, choice in (
            ("Project", self._project),
            ("Tag", self._tag),
            ("Score", self._score),
            ("Dates", self._dates),
        ):
            label = QLabel(name, self)
            label.setBuddy(choice)
            label.hide()  # each choice says what it is about; the name is for readers
            choice.setAccessibleName(name)
            choice.setToolTip(name)
            flow.addWidget(choice)
        for widget in (self._dates.since, self._dates.until, self._not_reviewed, *self._chips.all, self._count):
            flow.addWidget(widget)
        dates = (self._dates, self._dates.since, self._dates.until)
        self.fields = (self._project, self._tag, self._score, *dates, self._not_reviewed, *self._chips.all)
        """In the order that Tab is to come to them."""


class _Choice(QComboBox):
    """Long names are cut in the field, not in its list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._widest = theme.px(_WIDEST)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(20)

    def sizeHint(self) -> QSize:
        return super().sizeHint().boundedTo(QSize(self._widest, 10_000))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().boundedTo(QSize(self._widest, 10_000))

    def offer(self, choices: list[tuple[str, int | None]]) -> None:
        chosen = self.currentData()
        self.clear()
        for name, id_ in choices:
            self.addItem(text.shown(name, _LETTERS), id_)
        self.setCurrentIndex(max(self.findData(chosen), 0) if chosen is not None else 0)
