"""The end-of-day card on the Timer page, and what it leads to: gaps to decide on, sessions to review one by one."""

from PySide6.QtCore import QObject, Signal

from app.control.evening import Evening
from app.control.overview import UndecidedGap
from app.core.end_of_day import EndOfDay
from app.core.model import Session
from app.ui.evening_card import EveningCard
from app.ui.theme import Theme
from app.ui.timer_page import TimerPage


class Settling(QObject):
    """Made after the first look of the window."""

    gaps_wanted = Signal(object)
    """The gaps to decide on, newest first (a tuple of `UndecidedGap`)."""
    review_wanted = Signal(object)
    """The session to review."""

    def __init__(self, evening: Evening, theme: Theme, page: TimerPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._evening, self._page, self._theme = evening, page, theme
        self._card: EveningCard | None = None
        self._reviewing: Session | None = None
        self._evening.changed.connect(self._on_changed)

    def reviewed(self, is_saved: bool) -> None:
        """A review window closed: where it was one of the card's, and was saved, the next one follows."""
        before, self._reviewing = self._reviewing, None
        if before is not None and is_saved:
            self._review(after=before)

    def _on_changed(self, day: EndOfDay | None) -> None:
        if self._card is None:
            if day is None:
                return
            self._card = self._made()
        self._card.show_day(day)
        self._page.leave_gaps({gap.id for _session, gap in day.gaps} if day is not None else set())

    def _made(self) -> EveningCard:
        card = EveningCard(self._theme)
        card.closed.connect(self._evening.close)
        card.decide_wanted.connect(self._decide)
        card.review_wanted.connect(self._review)
        self._page.add_notice(card)
        return card

    def _decide(self) -> None:
        day = self._evening.shown
        if day is not None:
            gaps = (UndecidedGap(*waiting) for waiting in day.gaps)
            self.gaps_wanted.emit(tuple(sorted(gaps, key=lambda waiting: waiting.gap.start, reverse=True)))

    def _review(self, after: Session | None = None) -> None:
        """The first that nobody reviewed, or the first `after` that one."""
        day = self._evening.shown
        waiting = () if day is None else day.not_reviewed
        self._reviewing = next((s for s in waiting if after is None or s.start > after.start), None)
        if self._reviewing is not None:
            self.review_wanted.emit(self._reviewing)
