"""The Reports page: what a day, a week, a month, a year or any range comes to."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial
from typing import NamedTuple, Self

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.control.overview import Overview
from app.control.reporter import Reporter
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core import periods
from app.core.periods import Period, Span
from app.core.report import Report
from app.core.summary import Doings, markdown
from app.ui import report_cards as cards
from app.ui import report_words as words
from app.ui.pages import Making
from app.ui.report_card import ReportCard
from app.ui.report_cards import CardView
from app.ui.report_layout import ROWS, ReportLayout
from app.ui.report_period import PeriodSteps, SpanChoice
from app.ui.theme import Theme


class _Days(NamedTuple):
    """How the person's days lie: the one that is now, when one begins, and which one weeks begin on."""

    today: date
    day_start: time
    first_weekday: int


class ReportsPage(QWidget):
    """Asked anew when it is looked at and the record changed; what was shown stays until the answer comes.

    An answer is shown piece by piece, each in a pass of its own: the figures, then card after card.
    """

    sessions_wanted = Signal(object)
    """The `Filter` of those that are to be seen in History."""

    def __init__(self, controller: SessionController, overview: Overview, reporter: Reporter, theme: Theme) -> None:
        """To be had from `in_pieces`: what lies in it is missing yet."""
        super().__init__()
        self._controller, self._overview, self._reporter, self._theme = controller, overview, reporter, theme
        self._is_stale = True
        self._known = self._days()
        self._period = self._around(Span.WEEK, self._today)
        self._cards: dict[str, ReportCard] = {}
        self._pieces: deque[Callable[[], None]] = deque()
        self._pass = QTimer(self, singleShot=True, interval=0)
        self.setObjectName("page")

    @classmethod
    def in_pieces(
        cls, controller: SessionController, overview: Overview, reporter: Reporter, theme: Theme
    ) -> Making[Self]:
        page = cls(controller, overview, reporter, theme)
        yield from page._make()
        return page

    def _make(self) -> Iterator[None]:
        spans, steps = SpanChoice(self._theme), PeriodSteps(self._theme)
        yield
        self._laid = ReportLayout(self, spans, steps, self._theme)
        yield
        self._show_period()
        self._connect()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._laid.spans.setFocus(reason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._restyle()
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid.fit(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page keys turn the page, wherever in it the keyboard is."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._laid.turn(down=event.key() == Qt.Key.Key_PageDown)
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        """The font may have another size too."""
        self._laid.restyle()
        self._laid.fit(self.width())

    # Asking

    def _look(self) -> None:
        """Ask where the record changed since, or another day began; who looked at the present goes on doing so."""
        if not self.isVisible():
            return
        days = self._days()
        if not self._is_stale and days == self._known:
            return
        follows = self._period.holds(self._today)
        self._is_stale, self._known = False, days
        if self._period.span is not Span.RANGE:
            self._period = self._around(self._period.span, self._today if follows else self._period.first)
        self._show_period()
        self._reporter.ask(self._period)

    def _choose(self, period: Period) -> None:
        if period != self._period:
            self._period = period
            self._laid.notice.tell("")
            self._show_period()
            self._reporter.ask(period)

    def _choose_span(self, span: Span) -> None:
        """Around today where that was seen, else around the first day that was."""
        shown = self._period
        if span is Span.RANGE:
            self._choose(Period(span, shown.first, shown.last))
        else:
            self._choose(self._around(span, self._today if shown.holds(self._today) else shown.first))

    @property
    def _today(self) -> date:
        return self._known.today

    def _days(self) -> _Days:
        settings = self._controller.settings
        return _Days(self._overview.today_date(), settings.day_start, self._overview.first_weekday())

    def _around(self, span: Span, day: date) -> Period:
        return periods.containing(span, day, self._known.first_weekday)

    def _show_period(self) -> None:
        self._laid.spans.show_span(self._period.span)
        self._laid.steps.show_period(self._period, self._today)
        self._laid.fit(self.width())

    def _on_changed(self, changes: Changes) -> None:
        if changes & (Changes.RECORD | Changes.CATALOGUE):
            self._is_stale = True
        self._look()

    # Answers

    def _on_report(self, report: Report) -> None:
        if report.period != self._period:
            return
        self._pieces.clear()
        if not report.total.sessions and not report.total.worked:
            self._show_nothing(report)
            return
        self._laid.show_report()
        self._laid.figures.show_figures(words.figures(report))
        self._laid.show_running(words.RUNNING if self._runs_within(report.period) else "")
        self._pieces.extend(partial(self._show_card, name, report) for row in ROWS for name, _share in row)
        self._pass.start()

    def _show_piece(self) -> None:
        if self._pieces:
            self._pieces.popleft()()
            self._pass.start()

    def _show_card(self, name: str, report: Report) -> None:
        view = _view(name, report, self._today)
        if name not in self._cards:
            card = self._cards[name] = ReportCard(self._theme, view)
            card.sessions_wanted.connect(self.sessions_wanted)
            card.failed.connect(self._laid.notice.tell)
            card.moved.connect(self._laid.see)
            card.show_view(view, words.period(report.period, self._today))
            self._laid.add_card(name, card)
        else:
            self._cards[name].show_view(view, words.period(report.period, self._today))
        self._cards[name].setVisible(name != "hour" or report.period.span is not Span.DAY)

    def _show_nothing(self, report: Report) -> None:
        last = report.last_worked
        sentence = words.nothing(report.period)
        if last is None:
            self._laid.show_words(sentence)
        else:
            there = self._ending(report.period, last)
            self._laid.show_words(sentence, words.last_with_some(report.period), lambda: self._choose(there))

    def _ending(self, period: Period, day: date) -> Period:
        """The period of that kind that the day lies in; a range as long as this one that ends with it."""
        if period.span is Span.RANGE:
            return Period(period.span, day - (period.last - period.first), day)
        return self._around(period.span, day)

    def _runs_within(self, period: Period) -> bool:
        return self._controller.session is not None and period.holds(self._today)

    def _on_failed(self, sentence: str) -> None:
        self._pieces.clear()
        self._laid.show_words(sentence, "Try again", self._try_again)

    def _try_again(self) -> None:
        self._is_stale = True
        self._look()

    # The summary

    def _on_doings(self, report: Report, doings: Doings) -> None:
        heading, today = words.period(report.period, self._today), self._today
        text = markdown(report, heading, doings, self._known.day_start, lambda day: words.short_day(day, today))
        data = QMimeData()
        data.setText(text)
        data.setData("text/markdown", text.encode())
        QGuiApplication.clipboard().setMimeData(data)
        self._laid.notice.tell(words.COPIED)

    def _connect(self) -> None:
        self._pass.timeout.connect(self._show_piece)
        self._theme.changed.connect(self._restyle)
        self._controller.changed.connect(self._on_changed)
        self._controller.ticked.connect(lambda _now: self._look())
        self._reporter.report_ready.connect(self._on_report)
        self._reporter.doings_ready.connect(self._on_doings)
        self._reporter.failed.connect(self._on_failed)
        self._reporter.doings_failed.connect(self._laid.notice.tell)
        self._laid.spans.chosen.connect(self._choose_span)
        self._laid.steps.chosen.connect(self._choose)
        self._laid.copy.clicked.connect(lambda _checked: self._reporter.ask_doings(self._period))


def _view(name: str, report: Report, today: date) -> CardView:
    """What that card shows."""
    match name:
        case "time":
            return cards.over_time(report, today)
        case "year":
            return cards.year(report, today)
    made = {
        "project": cards.by_project,
        "tag": cards.by_tag,
        "hour": cards.by_hour,
        "planned": cards.planned,
        "gaps": cards.gaps,
        "satisfaction": cards.satisfaction,
    }
    return made[name](report)
