"""The windows that are made when they are first wanted: note, review, settings, projects and tags, the time away.

Their modules are read only then, too: a start shows none of them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from app.control.overview import UndecidedGap
from app.core.model import Session
from app.engine import Engine
from app.exchange_windows import ExchangeWindows
from app.past_windows import PastWindows
from app.plan_windows import PlanWindows
from app.report_windows import ReportWindows
from app.system.local_settings import LocalSettings
from app.ui.actions import Actions
from app.ui.main_window import MainWindow
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.safekeeping import Safekeeping
    from app.ui.away_window import AwayWindow
    from app.ui.card_over_page import CardOverPage
    from app.ui.catalogue_window import CatalogueWindow
    from app.ui.note_dialog import NoteDialog
    from app.ui.review_dialog import ReviewDialog
    from app.ui.settings_dialog import SettingsDialog

D = TypeVar("D", bound=QDialog)
Afterwards = Callable[[], str | None]
"""Done with the closed file before the program begins anew; its sentence is told then. None: it is to end."""


class Windows(QObject):
    """Each is made when it is first wanted, and kept."""

    gaps_put_off = Signal()
    """The person decides later, or has decided."""
    refused = Signal(str)
    """A sentence: an answer was refused."""
    _review_closed = Signal(bool)
    """Whether it was saved."""
    theme_chosen = Signal(str)
    tray_icon_chosen = Signal(str)
    test_wanted = Signal()
    """A test alert is to be sent."""

    def __init__(
        self,
        engine: Engine,
        local: LocalSettings,
        actions: Actions,
        theme: Theme,
        main: MainWindow,
    ) -> None:
        super().__init__(main)
        self._engine, self._controller, self._overview = engine, engine.controller, engine.overview
        self._local, self._actions, self._theme, self._main = local, actions, theme, main
        self._past = PastWindows(engine, local, actions, theme, main, self._with_keys)
        self._plan = PlanWindows(engine, actions, theme, main, self._with_keys)
        reports = ReportWindows(engine, theme, main)
        reports.sessions_wanted.connect(self._past.show)
        self._exchange = ExchangeWindows(engine, actions, theme, main, self._with_keys)
        self._note: NoteDialog | None = None
        self._review: ReviewDialog | None = None
        self._away: AwayWindow | None = None
        self._settings: SettingsDialog | None = None
        self._card: CardOverPage | None = None
        self._catalogue: CatalogueWindow | None = None
        self._safekeeping: Safekeeping | None = None
        self._past.review_wanted.connect(self.open_review)
        self._past.gap_wanted.connect(lambda undecided: self.open_gaps((undecided,)))
        main.watched.connect(self._on_main_watched)
        main.painted.connect(self._follow_evening)
        actions.projects_wanted.connect(self.open_catalogue)

    def ask_for_note(self) -> None:
        if self._note is None:
            from app.ui.note_dialog import NoteDialog

            self._note = self._with_keys(NoteDialog(self._controller, self._theme))
        self._note.ask()

    def offer_review(self, session: Session, typing: bool) -> None:
        """After a stop here. It takes the keyboard only where nobody was `typing`."""
        take_keyboard = self._main.isActiveWindow() and not typing
        if self._controller.settings.review_after_stop:
            self._the_review().offer(session, take_keyboard=take_keyboard)
        elif take_keyboard:
            self._main.focus_page()

    def open_review(self, session: Session) -> None:
        self._the_review().open_for(self._controller.get(session.id), take_keyboard=True)

    def keep_draft(self) -> None:
        """Keep what stands in the review and was not saved."""
        if self._review is not None:
            self._review.keep_draft()

    def offer_gaps(self, gaps: tuple[UndecidedGap, ...]) -> None:
        """The person was away: over the page, or as a window where the main one is hidden. Takes no keyboard."""
        if self._main.can_be_seen:
            self._the_card().show_gaps(gaps)
        else:
            self._the_away().offer(gaps)

    def _follow_evening(self) -> None:
        """The end-of-day card: no start waits for it."""
        from app.settling import Settling

        evening = self._engine.evening
        settling = Settling(evening, self._theme, self._main.timer_page, self)
        settling.gaps_wanted.connect(self.open_gaps)
        settling.review_wanted.connect(self.open_review)
        self._review_closed.connect(settling.reviewed)
        self._main.watched.connect(evening.set_watched)
        evening.set_watched(self._main.can_be_seen)

    def keep_safe(self) -> None:
        """Backups, and what is done about a damaged file: no start waits for it."""
        from app.safekeeping import Safekeeping

        self._safekeeping = Safekeeping(self._engine.keeper, self._controller, self._local, self._main)

    @property
    def afterwards(self) -> Afterwards | None:
        """None where the program is to end and no more."""
        return None if self._safekeeping is None else self._safekeeping.afterwards

    def open_gaps(self, gaps: tuple[UndecidedGap, ...]) -> None:
        """The person wants to decide."""
        if self._main.can_be_seen and self._main.isActiveWindow():
            self._the_card().show_gaps(gaps)
        else:
            self._the_away().open_for(gaps)

    def open_settings(self) -> None:
        if self._settings is None:
            from app.ui.settings_dialog import SettingsDialog

            self._settings = SettingsDialog(
                self._controller,
                self._actions,
                self._theme,
                overview=self._overview,
                alerter=self._engine.alerter,
                quiet=self._engine.quiet,
                snooze=self._engine.snooze,
                catalogue=self._engine.catalogue,
                presence=self._engine.presence,
                keeper=self._engine.keeper,
                chosen_theme=self._local.theme,
                chosen_tray_icon=self._local.tray_icon,
            )
            self._with_keys(self._settings)
            self._settings.theme_chosen.connect(self.theme_chosen)
            self._settings.tray_icon_chosen.connect(self.tray_icon_chosen)
            self._settings.test_wanted.connect(self.test_wanted)
            self._settings.export_wanted.connect(self._exchange.open_export)
            self._settings.import_wanted.connect(self._exchange.open_import)
        self._settings.bring_up()

    def open_catalogue(self) -> None:
        """Projects and tags."""
        if self._catalogue is None:
            from app.ui.catalogue_window import CatalogueWindow

            self._catalogue = self._with_keys(
                CatalogueWindow(self._controller, self._overview, self._engine.catalogue, self._actions, self._theme)
            )
        self._catalogue.bring_up()

    def show_test(self, way: str, reason: str) -> None:
        """What became of a test alert."""
        if self._settings is not None:
            self._settings.show_test(way, reason)

    def tell_on_page(self, sentence: str) -> bool:
        """Whether Plan or History is looked at: then the sentence stands there."""
        return self._plan.tell(sentence) or self._past.tell(sentence)

    def _the_review(self) -> "ReviewDialog":
        if self._review is None:
            from app.ui.review_dialog import ReviewDialog

            self._review = self._with_keys(
                ReviewDialog(self._controller, self._overview, self._engine.drafts, self._theme)
            )
            self._review.gap_wanted.connect(lambda undecided: self._the_away().open_for((undecided,)))
            self._review.finished.connect(lambda result: self._review_closed.emit(bool(result)))
        return self._review

    def _the_away(self) -> "AwayWindow":
        if self._away is None:
            from app.ui.away_window import AwayWindow

            self._away = self._with_keys(AwayWindow(self._controller, self._overview, self._theme))
            self._away.finished.connect(lambda _result: self.gaps_put_off.emit())
        return self._away

    def _the_card(self) -> "CardOverPage":
        if self._card is None:
            from app.ui.away_card import AwayCard
            from app.ui.card_over_page import CardOverPage

            card = AwayCard(self._controller, self._overview, self._theme)
            card.finished.connect(self.gaps_put_off)
            card.refused.connect(self.refused)
            self._card = CardOverPage(card, self._theme, self._main.page_area)
        return self._card

    def _on_main_watched(self, seen: bool) -> None:
        """The card moves over the page when the main window comes."""
        if seen and self._away is not None and self._away.isVisible() and not self._away.isActiveWindow():
            gaps = self._away.card.gaps
            self._away.hide()
            self._the_card().show_gaps(gaps)

    def _with_keys(self, dialog: D) -> D:
        """The session's keys work in every window of the program."""
        dialog.addActions(self._actions.all())
        return dialog
