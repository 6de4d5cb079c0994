"""What runs without a surface: the schedule, the session controller, and all that listens to it or asks it."""

from functools import cached_property
from typing import TYPE_CHECKING

from app.control.alerter import Alerter
from app.control.breaks import Breaks
from app.control.display import Display
from app.control.drafts import Drafts
from app.control.overview import Overview
from app.control.presence import Presence
from app.control.questions import Questions
from app.control.quiet import Quiet
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core.clock import SystemClock
from app.store.store import Store

if TYPE_CHECKING:
    from app.control.catalogue import Catalogue
    from app.control.correcting import Correcting
    from app.control.evening import Evening
    from app.control.exporter import Exporter
    from app.control.history import History
    from app.control.importer import Importer
    from app.control.keeper import Keeper
    from app.control.planner import Planner
    from app.control.reader import Reader
    from app.control.reporter import Reporter


class Engine:
    """Made once; `controller` knows the running session from the beginning."""

    def __init__(self, store: Store) -> None:
        clock = SystemClock()
        self.schedule = Schedule(clock)
        self.controller = SessionController(store, clock, self.schedule)
        self.quiet = Quiet(store, self.controller, self.schedule)
        self.breaks = Breaks(store, self.controller, self.schedule)
        self.snooze = Snooze(store, self.controller, self.schedule)
        self.alerter = Alerter(store, self.controller, self.schedule, self.quiet, self.breaks, self.snooze)
        self.overview = Overview(store, self.controller)
        self.display = Display(self.controller, self.schedule, self.breaks)
        self.presence = Presence(self.controller, self.schedule)
        self.questions = Questions(self.controller, self.overview)
        self.drafts = Drafts(store)
        self._store = store
        self.controller.takes_long.connect(lambda: self.importer.undo())
        self.controller.open()

    @cached_property
    def catalogue(self) -> "Catalogue":
        """What Settings changes of projects and tags."""
        from app.control.catalogue import Catalogue

        return Catalogue(self._store, self.controller)

    @cached_property
    def correcting(self) -> "Correcting":
        """What puts the record right."""
        from app.control.correcting import Correcting

        return Correcting(self._store, self.controller)

    @cached_property
    def evening(self) -> "Evening":
        """When the working day has ended, and what is to be seen of it then."""
        from app.control.evening import Evening

        return Evening(self._store, self.controller, self.overview, self.schedule)

    @cached_property
    def keeper(self) -> "Keeper":
        """Backups, and whether the file is sound."""
        from app.control.keeper import Keeper
        from app.control.reader import Reader

        return Keeper(self._store.path, Reader(self._store.reading_store), self.controller, self.schedule)

    @cached_property
    def exporter(self) -> "Exporter":
        """What writes the record into a file."""
        from app.control.exporter import Exporter

        return Exporter(self._store.reading_store, self.controller)

    @cached_property
    def reader(self) -> "Reader":
        """Reads what takes longer than a frame."""
        from app.control.reader import Reader

        return Reader(self._store.reading_store)

    @cached_property
    def history(self) -> "History":
        """What is asked of the past sessions."""
        from app.control.history import History

        return History(self.reader, self.controller)

    @cached_property
    def importer(self) -> "Importer":
        """What brings in the files of other programs."""
        from app.control.importer import Importer

        return Importer(self._store, self.controller)

    @cached_property
    def planner(self) -> "Planner":
        """What is planned for which day."""
        from app.control.planner import Planner

        return Planner(self._store, self.controller, self.overview, self.reader)

    @cached_property
    def reporter(self) -> "Reporter":
        """What is asked for reports."""
        from app.control.reporter import Reporter

        return Reporter(self._store, self.reader, self.controller, self.overview)

    def close(self) -> None:
        """The last writes."""
        if "planner" in self.__dict__:
            self.planner.write()
        if "reader" in self.__dict__:
            self.reader.close()
        if "keeper" in self.__dict__:
            self.keeper.close()
        if "importer" in self.__dict__:
            self.importer.close()
        if "exporter" in self.__dict__:
            self.exporter.close()
        self.controller.close()
        if "evening" in self.__dict__:
            self.evening.write()
        for remembered in (self.alerter, self.quiet, self.snooze, self.breaks, self.drafts):
            remembered.write()
